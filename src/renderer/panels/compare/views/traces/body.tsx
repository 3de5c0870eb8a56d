import type { ReactNode } from 'react'
import { useMemo } from 'react'
import type { TraceComparisonAnswer } from '../../../../../shared/contract/traces'
import type { TraceCompareChoice, TracePairQuery } from '../../../../session/compare-traces'
import { openTraceStretches } from '../../../../session/compare-traces'
import { copyText } from '../../../../session/copy-text'
import { useProject } from '../../../../session/project'
import type { TraceSourceEntry } from '../../../../session/trace-sources'
import { useOpened } from '../../../../session/use-opened'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { amountText, plural } from '../../../../ui/format'
import { cardText, NumberCard, type NumberCardContent } from '../../../../ui/number-card'
import { PanelHead } from '../../../../ui/panel-head'
import { cardsOf, modelFacts } from '../../card-facts'
import { FiguresSection } from '../../figures-section'
import { QueueFoot } from '../../queue-foot'
import { DimsTable } from './dims-table'
import { traceFigures } from './figures'
import { LagCurve } from './lag-curve'
import { OverTime } from './over-time'
import { Plane } from './plane'
import { RecordingsTable } from './recordings-table'
import { StretchesTable } from './stretches-table'
import { numbersTable, recordingsTable } from './tables'
import { useLagSweep, usePlane } from './use-parts'

interface TracesBodyProps {
  readonly query: TracePairQuery
  readonly report: TraceComparisonAnswer
  readonly pair: { readonly reference: TraceSourceEntry; readonly candidate: TraceSourceEntry }
  readonly choice: TraceCompareChoice
}

/** Numbers twice (pooled, by recording), delay, course and the worst stretches of two traces. */
export function TracesBody({ query, report, pair, choice }: TracesBodyProps): ReactNode {
  const cards = useCards({ query, report, pair, choice })
  const recordings = useProject((state) => state.index.recordings)
  const name = (id: string): string => recordings.get(id)?.name ?? 'Gone'
  const { opened, open } = useOpened((recordingId: string) =>
    openTraceStretches(query, { order: choice.order, recordingId })
  )
  const steps = report.unit === 's'
  const sweep = useLagSweep(query, steps)
  const plane = usePlane(query, choice)
  const figures = useMemo(
    () =>
      traceFigures({
        report,
        names: [pair.reference.author.name, pair.candidate.author.name],
        nameOf: (id) => recordings.get(id)?.name ?? 'Gone',
        sweep: steps ? sweep : undefined,
        plane
      }),
    [report, pair, recordings, steps, sweep, plane]
  )
  const out = report.leftOut.reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      <PanelHead>
        <span>
          n {amountText(report.n, report.unit)}, {amountText(out, report.unit)} left out ·{' '}
          {plural(report.recordings.length, 'recording')}
          {report.stepSeconds !== undefined && ` · steps of ${Number(report.stepSeconds.toFixed(3))} s`}
          {choice.lagSeconds !== 0 && ` · ${delayText(choice.lagSeconds)}`}
        </span>
        <span className="grow" />
        <CopyMenu
          items={() => [
            ...tableItems('Numbers', () => numbersTable(report), copyText),
            {
              title: 'Copy with their cards',
              run: () => copyText(cards.all.map((card) => cardText(card)).join('\n\n'))
            },
            ...tableItems('Recordings', () => recordingsTable(report, name), copyText)
          ]}
        />
      </PanelHead>
      <div className="compare-body traces">
        <div className="traces-columns">
          <div>
            <div className="traces-numbers">
              <Numbers title="All together" cards={cards.pooled} />
              <Numbers title="Mean of recordings" cards={cards.perRecording} />
            </div>
            {report.dims.length > 1 && <DimsTable report={report} query={query} />}
            {choice.align !== 'none' && <p className="traces-quiet">{report.convention}</p>}
          </div>
          <div>
            {steps && <LagCurve sweep={sweep} choice={choice} />}
            {plane && <Plane found={plane} choice={choice} pair={pair} />}
          </div>
        </div>
        <OverTime query={query} pair={pair} />
        <div className="traces-columns">
          <StretchesTable query={query} order={choice.order} nameOf={name} />
          <RecordingsTable report={report} nameOf={name} opened={opened} onOpen={open} />
        </div>
        {report.leftOut.length > 0 && (
          <section aria-label="Left out">
            <h3 className="section-head">Left out</h3>
            {report.leftOut.map(({ reason, count, unit }) => (
              <p key={reason} className="traces-quiet">
                {amountText(count, unit)}: {reason}
              </p>
            ))}
          </section>
        )}
        <FiguresSection figures={figures} />
      </div>
      <QueueFoot />
    </>
  )
}

const Numbers = ({ title, cards }: { title: string; cards: readonly NumberCardContent[] }): ReactNode => (
  <section role="group" aria-label={title}>
    <h3 className="section-head">{title}</h3>
    <div className="number-rows">
      {cards.map((card) => (
        <NumberCard key={card.name} card={card} onCopy={copyText} />
      ))}
    </div>
  </section>
)

/** "candidate read 1.2 s earlier". */
const delayText = (lagSeconds: number): string =>
  `candidate read ${Math.abs(lagSeconds)} s ${lagSeconds > 0 ? 'later' : 'earlier'}`

function useCards({ query, report, pair }: TracesBodyProps): {
  readonly pooled: readonly NumberCardContent[]
  readonly perRecording: readonly NumberCardContent[]
  readonly all: readonly NumberCardContent[]
} {
  const index = useProject((state) => state.index)
  const projectName = useProject((state) => state.snapshot?.project.name ?? '')
  return useMemo(() => {
    const said = ({ author, title }: TraceSourceEntry): string => `${author.name}, ${title}`
    const facts = [
      [
        'Compared',
        `${said(pair.candidate)} (candidate) against ${said(pair.reference)} (reference), ${plural(report.recordings.length, 'recording')}`
      ] as const,
      ...[pair.reference, pair.candidate].flatMap(({ author }) =>
        author.kind === 'model'
          ? modelFacts(author, { tracks: index.tracks.values(), runs: index.runs, query })
          : []
      ),
      ['Data', `${projectName}, revision r${report.revision.toLocaleString('en-GB')}`] as const
    ]
    const [pooled, perRecording] = [cardsOf(report.pooled, facts), cardsOf(report.perRecording, facts)]
    return { pooled, perRecording, all: [...pooled, ...perRecording] }
  }, [query, report, pair, index, projectName])
}
