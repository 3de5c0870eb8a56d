import { ListVideo } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import type { AnswerPairRow, AnswerReport } from '../../../shared/agreement/answers/answer-report'
import type { AnswerAgreementAnswer } from '../../../shared/contract'
import { copyText } from '../../session/copy-text'
import { useProject } from '../../session/project'
import { useOpened } from '../../session/use-opened'
import { Button } from '../../ui/button'
import { CopyMenu, tableItems } from '../../ui/copy-menu'
import { formatCount, plural, shortShare } from '../../ui/format'
import { cardText, NumberCard, type NumberCardContent } from '../../ui/number-card'
import { PanelHead } from '../../ui/panel-head'
import { Tabs } from '../../ui/tabs'
import {
  chooseAnswers,
  type AnswerChoice,
  type AnswerPairView,
  type AnswerQuery,
  type Answered
} from './answer-choice'
import { openAnswerMoments, type AnswerFilter } from './answer-moments'
import { AnswerAnnotators, AnswerRecordings, MeasureRows } from './answer-rows'
import * as tables from './answer-tables'
import { AuthorMatrix } from './author-matrix'
import { cardsOf } from './card-facts'
import { LeftOut, QueueFoot } from './report-view'

interface AnswerViewProps {
  readonly query: AnswerQuery
  readonly report: AnswerAgreementAnswer
  readonly choice: AnswerChoice
  readonly answered: Answered | undefined
}

/** Agreement of ratings, intensities or sets of labels: one line for each dimension or label, and everything about one. */
export function AnswerView({ query, report, choice, answered }: AnswerViewProps): ReactNode {
  const index = useProject((state) => state.index)
  const projectName = useProject((state) => state.snapshot?.project.name ?? '')
  const author = (id: string) =>
    index.authors.get(id) ?? { name: 'Gone', color: '#7d8590', kind: 'human' as const }
  const name = (id: string): string => author(id).name
  const recordingName = (id: string): string => index.recordings.get(id)?.name ?? 'Gone'
  const { detail } = report
  const measure = report.measures.find(({ id }) => id === detail.measureId)
  const [setCards, cards] = useMemo(() => {
    const names = report.authorIds.map((id) => index.authors.get(id)?.name ?? 'Gone').join(', ')
    const facts = (about: string): NumberCardContent['facts'] => [
      ['Annotators', `${names}; ${plural(report.recordings, 'recording')} in which two of them meet`],
      ['About', about],
      ['Units', report.convention],
      ['Data', `${projectName}, revision r${report.revision.toLocaleString('en-GB')}`]
    ]
    const title = answered?.title ?? ''
    return [
      cardsOf(report.setCards, facts(title)),
      cardsOf(detail.cards, facts(`${measure?.name ?? ''}; ${title}`))
    ] as const
  }, [report, detail, measure, answered, index, projectName])
  const { opened, open } = useOpened((filter: AnswerFilter) =>
    openAnswerMoments(query, measure?.name ?? '', filter)
  )
  const views = viewsOf(report)
  const view = views.find(({ id }) => id === choice.view)?.id ?? views[0]?.id ?? 'ccc'
  const copyItems = () => [
    ...tableItems('Numbers', () => tables.numbersTable(report), copyText),
    {
      title: 'Copy with their cards',
      run: () => copyText([...setCards, ...cards].map((card) => cardText(card)).join('\n\n'))
    },
    ...tableItems('Dimensions or labels', () => tables.measuresTable(report), copyText),
    ...tableItems('Pairs of annotators', () => tables.pairsTable(report, name), copyText),
    ...tableItems('Recordings', () => tables.recordingsTable(report, recordingName), copyText),
    ...tableItems('Annotators', () => tables.annotatorsTable(report, name), copyText)
  ]
  return (
    <>
      <PanelHead>
        <span>
          {formatCount(report.n)} units answered by two or more · {plural(report.recordings, 'recording')}
        </span>
      </PanelHead>
      <div className="agree-body">
        <header className="agree-head">
          <h3 className="section-head">{answered?.title ?? 'Answers'}</h3>
          <span className="grow" />
          <CopyMenu items={copyItems} />
        </header>
        <MeasureRows
          report={report}
          chosen={detail.measureId}
          onChoose={(measureId) => chooseAnswers({ measureId })}
        />
        {setCards.length > 0 && (
          <>
            <h3 className="section-head">Whole sets of labels</h3>
            <Cards cards={setCards} label="Numbers of sets" />
          </>
        )}
        <header className="agree-head">
          <h3 className="section-head">{measure?.name}</h3>
          <span className="grow" />
          <Button size="small" onClick={() => open({})}>
            <ListVideo size={13} /> Farthest apart first
          </Button>
        </header>
        <Cards cards={cards} label="Numbers" />
        <div className="agree-columns">
          <section aria-label="Pairs of annotators">
            <header className="agree-head">
              <h3 className="section-head">Pairs</h3>
              <Tabs
                label="What the cells show"
                value={view}
                options={views}
                onChange={(chosen) => chooseAnswers({ view: chosen })}
              />
            </header>
            <AuthorMatrix
              authorIds={report.authorIds}
              pairs={detail.pairs}
              cellOf={(pair) => pair[view] ?? { value: null }}
              scale={[0, 1]}
              factsOf={factsOf}
              author={author}
              hint="A click plays the segments that the two answer differently."
              opened={opened?.pair}
              onOpen={(pair) => open({ pair })}
            />
          </section>
          <section aria-label="Recordings">
            <h3 className="section-head">Recordings, lowest first</h3>
            <AnswerRecordings
              rows={detail.recordings}
              nameOf={recordingName}
              opened={opened?.recordingId}
              onOpen={(recordingId) => open({ recordingId })}
            />
          </section>
        </div>
        <section aria-label="Annotators">
          <h3 className="section-head">Annotators</h3>
          <AnswerAnnotators rows={detail.annotators} author={author} />
        </section>
        <section aria-label="Left out">
          <h3 className="section-head">Left out</h3>
          <LeftOut report={report} />
        </section>
      </div>
      <QueueFoot />
    </>
  )
}

const Cards = ({ cards, label }: { cards: readonly NumberCardContent[]; label: string }): ReactNode => (
  <div className="agree-cards number-rows agree-wide" role="group" aria-label={label}>
    {cards.map((card) => (
      <NumberCard key={card.name} card={card} onCopy={copyText} />
    ))}
  </div>
)

/** What cells of pairs can show, the one that fits the scale first. */
function viewsOf(
  report: AnswerReport
): readonly { readonly id: AnswerPairView; readonly title: string; readonly hint: string }[] {
  const scale = report.measures.find(({ id }) => id === report.detail.measureId)?.scale
  const kappa = { id: 'quadratic', title: 'Kappa', hint: "Cohen's kappa, quadratic weights" } as const
  const jaccard = {
    id: 'jaccard',
    title: 'Jaccard',
    hint: 'Mean Jaccard of the whole sets of labels'
  } as const
  const rest = [
    { id: 'linear', title: 'Linear', hint: "Cohen's kappa, linear weights" },
    { id: 'pearson', title: 'Pearson', hint: 'Shape' },
    { id: 'spearman', title: 'Spearman', hint: 'Order' }
  ] as const
  const ccc = { id: 'ccc', title: 'CCC', hint: 'Shape, scale and level' } as const
  if (scale === 'given') return [{ ...kappa, hint: "Cohen's kappa of given or not" }, jaccard]
  return [
    ...(scale === 'levels' ? [kappa, ccc] : [ccc, kappa]),
    ...rest,
    ...(report.kind === 'labels' ? [jaccard] : [])
  ]
}

/** A pair in words. */
const factsOf = ({ quadratic, linear, ccc, pearson, spearman, apart, jaccard, n }: AnswerPairRow): string =>
  n === 0
    ? (ccc.reason ?? 'not defined')
    : `kappa ${shortShare(quadratic.value)} quadratic, ${shortShare(linear.value)} linear, CCC ${shortShare(ccc.value)}, Pearson ${shortShare(pearson.value)}, Spearman ${shortShare(spearman.value)}${jaccard ? `, Jaccard of the sets ${shortShare(jaccard.value)}` : ''}; ${apart?.toFixed(2) ?? '–'} apart in the mean of ${plural(n, 'unit')}`
