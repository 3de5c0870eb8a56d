import { MessageSquareText } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { logOddsMethod } from '../../../../../shared/analysis/language/log-odds'
import type { CallInput } from '../../../../../shared/contract'
import { labelsOf } from '../../../../../shared/domain/labels'
import type { Label } from '../../../../../shared/domain/scheme'
import { copyText } from '../../../../session/copy-text'
import { labelOrId } from '../../../../session/label-or-id'
import { useProject } from '../../../../session/project'
import { useAnswer } from '../../../../session/use-answer'
import { useQueueStrip } from '../../../../session/use-queue-strip'
import { AnswerView } from '../../../../ui/answer-view'
import { ConventionRow, Conventions } from '../../../../ui/conventions'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { Empty } from '../../../../ui/empty'
import { formatCount } from '../../../../ui/format'
import { PanelHead } from '../../../../ui/panel-head'
import { QueueStrip } from '../../../../ui/queue-strip'
import { Select } from '../../../../ui/select'
import { authorsOf } from '../../choice'
import { ReportSkeleton } from '../../report-view'
import type { PairViewProps } from '../view'
import { FiguresSection } from '../../figures-section'
import { Concordance } from './concordance'
import { contrastOf, languageChoice } from './contrasts'
import { languageFigures } from './figures'
import { Words } from './words'
import './language.css'

const kinds = [
  { id: 'errors', title: 'Errors against right' },
  { id: 'confused', title: 'One confusion', hint: 'A label called another, against the same called right' },
  { id: 'labels', title: 'Two labels', hint: 'What the reference calls one, against what it calls the other' }
] as const
const strengths = [1, 10, 100, 500, 1000, 10_000]
const leasts = [1, 2, 3, 5, 10, 20, 50]
const ALL = 'all'

/** Words that go with errors, and every place where they stand. */
export default function LanguageView({ query, referenceName, candidateName }: PairViewProps): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void languageChoice.recall(), [projectId])
  const choice = languageChoice.use()
  const schemes = useProject((state) => state.index.schemes)
  const tracks = useProject((state) => state.index.tracks)
  const [word, setWord] = useState<string>()
  const strip = useQueueStrip()
  const own = useMemo(
    () =>
      [...tracks.values()].find(
        ({ authorId, kind, schemeId }) =>
          authorId === query.referenceAuthorId &&
          kind !== 'trace' &&
          (query.schemeId === undefined || schemeId === query.schemeId)
      ),
    [tracks, query.referenceAuthorId, query.schemeId]
  )
  const to =
    query.mapTo ?? (own && { schemeId: query.schemeId ?? own.schemeId, attributeId: own.attributeId })
  const scheme = schemes.get(to?.schemeId ?? '')
  const label = useCallback(
    (id: string): Label => labelOrId(scheme, id, to?.attributeId),
    [scheme, to?.attributeId]
  )
  const axes = labelsOf(scheme, to?.attributeId)
  const ids = axes.map(({ id }) => id)
  const known = (id: string | undefined): string | undefined =>
    id !== undefined && ids.includes(id) ? id : undefined
  const chosen = { ...choice, label: known(choice.label), other: known(choice.other) }
  const contrast = contrastOf(chosen, ids, (id) => label(id).name, {
    reference: referenceName,
    candidate: candidateName
  })
  const { titleA, titleB, a, b } = contrast
  const asked: CallInput<'analysis.language'> = {
    ...query,
    a,
    b,
    strength: choice.strength,
    least: choice.least
  }
  const { shown, problem, loading } = useAnswer('analysis.language', asked, authorsOf)
  const options = axes.map(({ id, name }) => ({ id, title: name }))
  return (
    <>
      <div className="report-bar" role="group" aria-label="Which words are compared">
        <Select
          label="What is compared"
          size="small"
          value={choice.kind}
          options={kinds}
          onChange={(id) => {
            const kind = kinds.find((each) => each.id === id)?.id
            if (kind) languageChoice.choose({ kind })
          }}
        />
        <Select
          label="Label"
          size="small"
          value={choice.kind === 'errors' ? (chosen.label ?? ALL) : (chosen.label ?? ids[0])}
          options={choice.kind === 'errors' ? [{ id: ALL, title: 'All labels' }, ...options] : options}
          onChange={(id) => languageChoice.choose({ label: id === ALL ? undefined : id })}
        />
        {choice.kind !== 'errors' && (
          <>
            <span className="faint">{choice.kind === 'confused' ? 'called' : 'against'}</span>
            <Select
              label="Other label"
              size="small"
              value={chosen.other ?? ids.find((id) => id !== (chosen.label ?? ids[0]))}
              options={options}
              onChange={(other) => languageChoice.choose({ other })}
            />
          </>
        )}
        <Conventions
          label="Convention of the words"
          widthPx={340}
          title={`Prior ${formatCount(choice.strength)}`}
          changed={choice.strength !== 500 || choice.least !== 3}
        >
          <p className="muted selectable">{logOddsMethod.definition}</p>
          <p className="faint selectable">{logOddsMethod.convention}</p>
          <ConventionRow title="Strength of the prior, words">
            <Select
              label="Strength of the prior"
              size="small"
              value={String(choice.strength)}
              options={strengths.map((each) => ({ id: String(each), title: formatCount(each) }))}
              onChange={(id) => languageChoice.choose({ strength: Number(id) })}
            />
          </ConventionRow>
          <ConventionRow title="Least count of a word">
            <Select
              label="Least count of a word"
              size="small"
              value={String(choice.least)}
              options={leasts.map((each) => ({ id: String(each), title: String(each) }))}
              onChange={(id) => languageChoice.choose({ least: Number(id) })}
            />
          </ConventionRow>
          <p className="faint selectable">{logOddsMethod.source}</p>
        </Conventions>
      </div>
      <AnswerView
        shown={shown}
        loading={loading}
        problem={problem}
        icon={<MessageSquareText size={20} />}
        skeleton={<ReportSkeleton />}
      >
        {({ query: of, value }) =>
          value.a.withWords + value.b.withWords === 0 ? (
            <Empty icon={<MessageSquareText size={20} />} title="These items have no words">
              Import a transcript or documents, or let a speech model write one: words are taken from the
              turns that lie in an item, of the same person.
            </Empty>
          ) : (
            <>
              <PanelHead>
                <span>
                  {formatCount(value.a.words)} words of {formatCount(value.a.withWords)} items against{' '}
                  {formatCount(value.b.words)} of {formatCount(value.b.withWords)}
                  {withoutWords(value) > 0 && ` · ${formatCount(withoutWords(value))} items without words`}
                </span>
                <span className="grow" />
                <CopyMenu
                  items={() =>
                    tableItems(
                      'Characteristic words',
                      () => [
                        ['word', titleA, titleB, 'log-odds', 'z'],
                        ...value.words.map((each) => [
                          each.word,
                          String(each.countA),
                          String(each.countB),
                          each.delta.toFixed(6),
                          each.z.toFixed(6)
                        ])
                      ],
                      copyText
                    )
                  }
                />
              </PanelHead>
              <div className="language-body">
                <div className="language-sides">
                  {(['a', 'b'] as const).map((side) => (
                    <Words
                      key={side}
                      side={side}
                      title={side === 'a' ? titleA : titleB}
                      words={
                        side === 'a'
                          ? value.words.filter(({ z }) => z > 0).slice(0, MOST_WORDS)
                          : value.words
                              .filter(({ z }) => z < 0)
                              .toReversed()
                              .slice(0, MOST_WORDS)
                      }
                      most={value.words.reduce((most, { z }) => Math.max(most, Math.abs(z)), 0.001)}
                      chosen={word}
                      onChoose={(next) => setWord(next === word ? undefined : next)}
                    />
                  ))}
                </div>
                {word === undefined ? (
                  <>
                    <p className="faint">
                      Choose a word to see every turn that has it. A line plays its turn.
                    </p>
                    <FiguresSection
                      figures={languageFigures(value, [titleA, titleB], [referenceName, candidateName])}
                    />
                  </>
                ) : (
                  <Concordance
                    query={{ ...query, a: of.a, b: of.b, word }}
                    titles={{ a: titleA, b: titleB }}
                    labelOf={label}
                  />
                )}
              </div>
            </>
          )
        }
      </AnswerView>
      {strip && <QueueStrip {...strip} />}
    </>
  )
}

const MOST_WORDS = 40

type Sides = Record<'a' | 'b', { readonly items: number; readonly withWords: number }>
const withoutWords = ({ a, b }: Sides): number => a.items + b.items - a.withWords - b.withWords
