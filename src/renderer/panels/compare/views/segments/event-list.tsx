import type { ReactNode } from 'react'
import { eventTexts, segmentEventKinds } from '../../../../../shared/analysis/temporal/segment-events'
import type { MomentSelection, TemporalAnswer } from '../../../../../shared/contract/temporal'
import { formatCount } from '../../../../ui/format'

interface EventListProps {
  readonly report: TemporalAnswer
  readonly opened: MomentSelection | undefined
  readonly onOpen: (selection: MomentSelection) => void
}

/** What became of the segments; each line plays its moments. */
export function EventList({ report, opened, onOpen }: EventListProps): ReactNode {
  const rows = [
    {
      id: 'hit',
      title: 'Hits',
      text: 'The label is right and the overlap reaches what a hit needs.',
      count: report.hits,
      selection: { by: 'hit' } as const
    },
    ...segmentEventKinds.map((kind) => ({
      id: kind,
      ...eventTexts[kind],
      count: report.events[kind],
      selection: { by: 'event', kind } as const
    }))
  ]
  const on = (selection: MomentSelection): boolean => JSON.stringify(opened) === JSON.stringify(selection)
  return (
    <section aria-label="What became of segments">
      <h3 className="section-head">What became of segments</h3>
      <div className="segments-events">
        {rows.map(({ id, title, text, count, selection }) => (
          <button
            key={id}
            type="button"
            className="segments-event"
            title={text}
            disabled={count === 0}
            data-opened={on(selection) ? '' : undefined}
            onClick={() => onOpen(selection)}
          >
            <span>{title}</span>
            <b className="mono">{formatCount(count)}</b>
          </button>
        ))}
      </div>
    </section>
  )
}
