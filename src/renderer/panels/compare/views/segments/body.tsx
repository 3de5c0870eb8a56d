import type { ReactNode } from 'react'
import { useCallback, useMemo } from 'react'
import type { MomentSelection, TemporalAnswer } from '../../../../../shared/contract/temporal'
import type { Label } from '../../../../../shared/domain/scheme'
import { copyText } from '../../../../session/copy-text'
import { labelOrId } from '../../../../session/label-or-id'
import { useTimeless } from '../../../../session/pages/timeless'
import { useProject } from '../../../../session/project'
import { useOpened } from '../../../../session/use-opened'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { amountText, plural } from '../../../../ui/format'
import { cardText, NumberCard } from '../../../../ui/number-card'
import { PanelHead } from '../../../../ui/panel-head'
import { FiguresSection } from '../../figures-section'
import { useViewCards } from '../../use-view-cards'
import { Controls } from './controls'
import { Diarization } from './diarization'
import { EdgeHistogram } from './edge-histogram'
import { EventList } from './event-list'
import { segmentFigures } from './figures'
import { LabelsTable } from './labels-table'
import { openMoments } from './open-moments'
import type { SegmentsQuery } from './query'
import { cardsTable, labelsTable } from './tables'

interface SegmentsBodyProps {
  readonly query: SegmentsQuery
  readonly report: TemporalAnswer
  readonly names: readonly [reference: string, candidate: string]
}

/** Scores of segments in time, what became of them, how far their edges lie off, and emotion diarization. */
export function SegmentsBody({ query, report, names }: SegmentsBodyProps): ReactNode {
  const schemes = useProject((state) => state.index.schemes)
  const timeless = useTimeless(query.recordingIds ?? [])
  const { schemeId, attributeId } = report
  const labelOf = useCallback(
    (id: string): Label => labelOrId(schemes.get(schemeId), id, attributeId),
    [schemes, schemeId, attributeId]
  )
  const card = useViewCards(query, report)
  const cards = useMemo(() => card(report.cards), [card, report.cards])
  const { opened, open } = useOpened((selection: MomentSelection) => openMoments(query, selection, labelOf))
  const figures = useMemo(() => segmentFigures(report, labelOf, names), [report, labelOf, names])
  const out = report.leftOut.reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      <PanelHead>
        <span>
          n {amountText(report.n, 'segments')}, {amountText(out, 'segments')} left out ·{' '}
          {plural(report.recordings, 'recording')}
        </span>
        <span className="grow" />
        <CopyMenu
          items={() => [
            ...tableItems('Numbers', () => cardsTable(report), copyText),
            {
              title: 'Copy with their cards',
              run: () => copyText(cards.map((one) => cardText(one)).join('\n\n'))
            },
            ...tableItems('Labels', () => labelsTable(report, (id) => labelOf(id).name), copyText)
          ]}
        />
      </PanelHead>
      <Controls report={report} />
      <div className="compare-body segments">
        {timeless && (
          <p className="segments-quiet">
            Pictures and documents have no time of their own: what is said about edges means nothing here.
          </p>
        )}
        <div className="segments-columns">
          <div className="number-rows" role="group" aria-label="Numbers">
            {cards.map((one) => (
              <NumberCard key={one.name} card={one} onCopy={copyText} />
            ))}
          </div>
          <div className="segments-side">
            <EventList report={report} opened={opened} onOpen={open} />
            <EdgeHistogram edge="start" errors={report.start} opened={opened} onOpen={open} />
            <EdgeHistogram edge="end" errors={report.end} opened={opened} onOpen={open} />
          </div>
        </div>
        <LabelsTable report={report} labelOf={labelOf} opened={opened} onOpen={open} />
        {!timeless && <Diarization query={query} report={report} />}
        {report.leftOut.length > 0 && (
          <section aria-label="Left out">
            <h3 className="section-head">Left out</h3>
            {report.leftOut.map(({ reason, count, unit }) => (
              <p key={reason} className="segments-quiet">
                {amountText(count, unit)}: {reason}
              </p>
            ))}
          </section>
        )}
        <FiguresSection figures={figures} />
      </div>
    </>
  )
}
