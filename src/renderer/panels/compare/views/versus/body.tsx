import type { ReactNode } from 'react'
import { useCallback, useMemo, useState } from 'react'
import type { CallInput } from '../../../../../shared/contract'
import type { VersusAnswer, VersusSelection } from '../../../../../shared/contract/analysis/versus'
import type { Label } from '../../../../../shared/domain/scheme'
import { copyText } from '../../../../session/copy-text'
import { labelOrId } from '../../../../session/label-or-id'
import { useTimeless } from '../../../../session/pages/timeless'
import { useProject } from '../../../../session/project'
import { useKeys } from '../../../../session/use-keys'
import { useOpened } from '../../../../session/use-opened'
import { useQueueStrip } from '../../../../session/use-queue-strip'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { amountText, formatCount } from '../../../../ui/format'
import { Kbd } from '../../../../ui/kbd'
import { cardText, NumberCard } from '../../../../ui/number-card'
import { PanelHead } from '../../../../ui/panel-head'
import { QueueStrip } from '../../../../ui/queue-strip'
import { Tabs } from '../../../../ui/tabs'
import { FiguresSection } from '../../figures-section'
import { useViewCards } from '../../use-view-cards'
import { versusCards } from './cards'
import { ClassTable } from './class-table'
import { DifferenceMatrix } from './difference-matrix'
import { versusFigures } from './figures'
import { openVersus } from './open-versus'
import { RecordingTable } from './recording-table'
import { classTable, differenceTable, scoreTable, testTable } from './tables'
import { Tiles } from './tiles'

interface Opened {
  readonly key: string
  readonly title: string
  readonly selection: VersusSelection
}

interface VersusBodyProps {
  readonly query: CallInput<'analysis.versus'>
  readonly answer: VersusAnswer
}

/** The comparison as numbers, tables and lists that lead to their moments. */
export function VersusBody({ query, answer }: VersusBodyProps): ReactNode {
  const scheme = useProject((state) => state.index.schemes.get(answer.schemeId))
  const authors = useProject((state) => state.index.authors)
  const timeless = useTimeless(query.recordingIds ?? [])
  const [unit, setUnit] = useState<'items' | 'seconds'>('items')
  const label = useCallback(
    (id: string): Label => labelOrId(scheme, id, answer.attributeId),
    [scheme, answer.attributeId]
  )
  const name = (id: string): string => label(id).name
  const { cluster: _cluster, seed, ...asked } = query
  const { opened, open } = useOpened<Opened>(({ selection, title }) => openVersus(asked, selection, title))
  const withFacts = useViewCards(asked, {
    revision: answer.revision,
    recordings: answer.recordingsTotal,
    schemeId: answer.schemeId
  })
  const cards = useMemo(() => {
    const { scores, tests } = versusCards(answer, seed ?? 1)
    const baseline = authors.get(query.baselineId)?.name ?? 'gone'
    const aboutA = (card: ReturnType<typeof withFacts>[number]) => ({
      ...card,
      facts: [['A', baseline] as const, ...(card.facts ?? []).filter(([fact]) => fact !== 'Pairing')]
    })
    return { scores: withFacts(scores).map(aboutA), tests: withFacts(tests).map(aboutA) }
  }, [answer, seed, authors, query.baselineId, withFacts])
  const figures = useMemo(() => {
    const nameOf = (id: string | undefined): string => authors.get(id ?? '')?.name ?? 'gone'
    return versusFigures({
      answer,
      nameOf: (id) => label(id).name,
      names: [nameOf(query.referenceAuthorId), nameOf(query.baselineId), nameOf(query.candidateAuthorId)]
    })
  }, [answer, authors, label, query.referenceAuthorId, query.baselineId, query.candidateAuthorId])
  const { mcnemar, amounts } = answer
  const n = mcnemar.both + mcnemar.neither + mcnemar.onlyA + mcnemar.onlyB

  return (
    <>
      <PanelHead>
        <span>
          n {formatCount(n)}, {formatCount(amounts['left-out'].items)} left out
          {!timeless && ` · net ${amountText((answer.time.fixed - answer.time.broken) / 1e6, 's')}`}
        </span>
        <span className="grow" />
        <CopyMenu
          items={() => [
            ...tableItems('Scores', () => scoreTable(answer), copyText),
            ...tableItems('Tests', () => testTable(answer), copyText),
            ...tableItems('Labels', () => classTable(answer, name), copyText),
            ...tableItems('Difference of the matrices', () => differenceTable(answer, unit, name), copyText),
            { kind: 'head' as const, title: 'All numbers' },
            {
              title: 'Copy with their cards',
              run: () =>
                copyText([...cards.scores, ...cards.tests].map((card) => cardText(card)).join('\n\n'))
            }
          ]}
        />
      </PanelHead>
      <div className="compare-body">
        <Tiles
          answer={answer}
          timeless={timeless}
          opened={
            opened?.key.startsWith('verdict ')
              ? opened.selection.verdicts.find((kind) => kind !== 'left-out')
              : undefined
          }
          onOpen={(kind, title) => open({ key: `verdict ${kind}`, title, selection: { verdicts: [kind] } })}
        />
        {n > 0 && (
          <>
            <h3 className="section-head">Scores, B less A, and tests</h3>
            <div className="versus-cards number-rows" role="group" aria-label="Scores, B less A">
              {cards.scores.map((card) => (
                <NumberCard key={card.name} card={card} onCopy={copyText} />
              ))}
            </div>
            <div className="versus-cards number-rows" role="group" aria-label="Tests">
              {cards.tests.map((card) => (
                <NumberCard key={card.name} card={card} onCopy={copyText} />
              ))}
            </div>
            <section aria-label="Labels" className="versus-scroll">
              <h3 className="section-head">Labels, from A to B</h3>
              <ClassTable
                rows={answer.classes}
                labelOf={label}
                opened={opened?.key.startsWith('class ') ? opened.selection.reference : undefined}
                onOpen={(reference) =>
                  open({
                    key: `class ${reference}`,
                    title: `${name(reference)}: put right or broken`,
                    selection: { verdicts: ['fixed', 'broken'], reference }
                  })
                }
              />
            </section>
            <section aria-label="Difference of the confusion matrices">
              <header className="compare-head">
                <h3 className="section-head">Confusion, B less A</h3>
                <span className="grow" />
                {!timeless && (
                  <Tabs
                    label="Unit of the difference"
                    value={unit}
                    options={[
                      { id: 'items', title: 'Items' },
                      { id: 'seconds', title: 'Seconds' }
                    ]}
                    onChange={setUnit}
                  />
                )}
              </header>
              <DifferenceMatrix
                answer={answer}
                unit={unit}
                labelOf={label}
                onOpen={({ reference, a, b }) =>
                  open({
                    key: `cell ${reference} ${a ?? ''} ${b ?? ''}`,
                    title: `${name(reference)}, ${a === undefined ? 'B' : 'A'} says ${name(a ?? b ?? '')}`,
                    selection: { verdicts: [...allVerdicts], reference, a, b }
                  })
                }
              />
            </section>
            {!timeless && (
              <section aria-label="Recordings" className="versus-scroll">
                <h3 className="section-head">Recordings with a difference</h3>
                <JumpKeys />
                <RecordingTable rows={answer.recordings} total={answer.recordingsTotal} />
              </section>
            )}
            <FiguresSection figures={figures} />
          </>
        )}
      </div>
      <QueueFoot />
    </>
  )
}

const allVerdicts = ['both-right', 'fixed', 'broken', 'both-wrong-same', 'both-wrong-different'] as const

const JumpKeys = (): ReactNode => {
  const [fixed, broken] = [useKeys('versus.nextFixed'), useKeys('versus.nextBroken')]
  return (
    <p className="faint">
      <Kbd>{fixed ?? '–'}</Kbd> plays the next stretch that B put right, <Kbd>{broken ?? '–'}</Kbd> the next
      that it broke; with a comma instead of the full stop the one before. The timeline has a lane of them.
    </p>
  )
}

function QueueFoot(): ReactNode {
  const strip = useQueueStrip()
  return strip && <QueueStrip {...strip} />
}
