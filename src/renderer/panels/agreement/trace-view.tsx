import { ListVideo } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import type { TraceAgreementAnswer } from '../../../shared/contract'
import { copyText } from '../../session/copy-text'
import { useProject } from '../../session/project'
import { useOpened } from '../../session/use-opened'
import { Button } from '../../ui/button'
import { CopyMenu, tableItems } from '../../ui/copy-menu'
import { amountText, plural } from '../../ui/format'
import { cardText, NumberCard } from '../../ui/number-card'
import { PanelHead } from '../../ui/panel-head'
import { Tabs } from '../../ui/tabs'
import { cardsOf } from './card-facts'
import { LeftOut, QueueFoot } from './report-view'
import type { Measure, TraceChoice, TraceQuery } from './trace-choice'
import { chooseTraces } from './trace-choice'
import { TraceCurveStrip } from './trace-curve-strip'
import { TraceMatrix } from './trace-matrix'
import { openTraceMoments, type TraceFilter } from './trace-moments'
import { TraceAnnotators, TraceRecordings } from './trace-rows'
import * as tables from './trace-tables'

interface TraceViewProps {
  readonly query: TraceQuery
  readonly report: TraceAgreementAnswer
  readonly choice: TraceChoice
  readonly measure: Measure | undefined
}

/** Agreement of traces as numbers, matrix and tables; every part of it leads to its moments. */
export function TraceView({ query, report, choice, measure }: TraceViewProps): ReactNode {
  const index = useProject((state) => state.index)
  const projectName = useProject((state) => state.snapshot?.project.name ?? '')
  const author = (id: string) =>
    index.authors.get(id) ?? { name: 'Gone', color: '#7d8590', kind: 'human' as const }
  const recordingName = (id: string): string => index.recordings.get(id)?.name ?? 'Gone'
  const cards = useMemo(() => {
    const names = report.authorIds.map((id) => index.authors.get(id)?.name ?? 'Gone').join(', ')
    return cardsOf(report.cards, [
      ['Annotators', `${names}; ${plural(report.recordings.length, 'recording')} that one of them rated`],
      ...(measure ? [['Rated', measure.title] as const] : []),
      ['Units', report.convention],
      ['Data', `${projectName}, revision r${report.revision.toLocaleString('en-GB')}`]
    ])
  }, [report, index, measure, projectName])
  const { opened, open } = useOpened((filter: TraceFilter) => openTraceMoments(query, filter))
  const name = (id: string): string => author(id).name
  const copyItems = () => [
    ...tableItems('Numbers', () => tables.numbersTable(report), copyText),
    { title: 'Copy with their cards', run: () => copyText(cards.map((card) => cardText(card)).join('\n\n')) },
    ...tableItems('Pairs of annotators', () => tables.pairsTable(report, name), copyText),
    ...tableItems('Recordings', () => tables.recordingsTable(report, recordingName), copyText),
    ...tableItems('Annotators', () => tables.annotatorsTable(report, name), copyText)
  ]
  return (
    <>
      <PanelHead>
        <span>
          {amountText(report.n, 's')} rated by two or more, in steps of {report.stepSeconds} s ·{' '}
          {plural(report.recordings.length, 'recording')}
          {choice.withLag ? '' : ' · lags left in'}
        </span>
      </PanelHead>
      <div className="agree-body">
        <header className="agree-head">
          <h3 className="section-head">{measure?.title ?? 'Ratings'}</h3>
          <span className="grow" />
          <Button size="small" onClick={() => open({})}>
            <ListVideo size={13} /> Farthest apart first
          </Button>
          <CopyMenu items={copyItems} />
        </header>
        <div className="agree-cards number-rows" role="group" aria-label="Numbers">
          {cards.map((card) => (
            <NumberCard key={card.name} card={card} onCopy={copyText} />
          ))}
        </div>
        <TraceCurveStrip query={query} />
        <div className="agree-columns">
          <section aria-label="Pairs of annotators">
            <header className="agree-head">
              <h3 className="section-head">Pairs</h3>
              <Tabs
                label="What the cells show"
                value={choice.view}
                options={[
                  { id: 'ccc', title: 'CCC', hint: 'Shape, scale and level' },
                  { id: 'pearson', title: 'Pearson', hint: 'Shape' },
                  { id: 'spearman', title: 'Spearman', hint: 'Order' },
                  { id: 'sagr', title: 'Signs', hint: 'Share of steps on the same side of neutral' }
                ]}
                onChange={(view) => chooseTraces({ view })}
              />
            </header>
            <TraceMatrix
              report={report}
              view={choice.view}
              author={author}
              opened={opened?.pair}
              onOpen={(pair) => open({ pair })}
            />
          </section>
          <section aria-label="Recordings">
            <h3 className="section-head">Recordings, lowest first</h3>
            <TraceRecordings
              report={report}
              nameOf={recordingName}
              opened={opened?.recordingId}
              onOpen={(recordingId) => open({ recordingId })}
            />
          </section>
        </div>
        <section aria-label="Annotators">
          <h3 className="section-head">Annotators</h3>
          <TraceAnnotators report={report} author={author} />
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
