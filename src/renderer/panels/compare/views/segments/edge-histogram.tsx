import type { ReactNode } from 'react'
import {
  EDGE_BIN_MS,
  EDGE_REACH_MS,
  type EdgeErrors
} from '../../../../../shared/analysis/temporal/edge-errors'
import type { MomentSelection } from '../../../../../shared/contract/temporal'
import { plural } from '../../../../ui/format'
import { ErrorBars, signedMs } from './error-bars'

interface EdgeHistogramProps {
  readonly edge: 'start' | 'end'
  readonly errors: EdgeErrors
  readonly opened: MomentSelection | undefined
  readonly onOpen: (selection: MomentSelection) => void
}

/** How far starts or ends of hits lie from those of the reference; a bar plays its hits, the farthest off first. */
export function EdgeHistogram({ edge, errors, opened, onOpen }: EdgeHistogramProps): ReactNode {
  const { n, medianMs, medianAbsoluteMs, bins, earlier, later } = errors
  if (n === 0) return null
  const facts = [
    plural(n, 'hit'),
    ...(medianMs === null ? [] : [`median ${signedMs(medianMs)} ms`]),
    ...(medianAbsoluteMs === null ? [] : [`median distance ${Math.round(medianAbsoluteMs)} ms`])
  ].join(', ')
  const far = earlier + later
  const bin = opened?.by === 'edge' && opened.edge === edge ? opened.fromMs : undefined
  return (
    <section aria-label={edge === 'start' ? 'Errors of starts' : 'Errors of ends'}>
      <ErrorBars
        title={edge === 'start' ? 'Starts of hits' : 'Ends of hits'}
        facts={facts}
        label={`${edge === 'start' ? 'Start' : 'End'} errors: ${facts}`}
        counts={bins}
        binMs={EDGE_BIN_MS}
        reachMs={EDGE_REACH_MS}
        opened={bin === undefined ? undefined : Math.round((bin + EDGE_REACH_MS) / EDGE_BIN_MS)}
        onOpen={(at) =>
          onOpen({
            by: 'edge',
            edge,
            fromMs: at * EDGE_BIN_MS - EDGE_REACH_MS,
            toMs: (at + 1) * EDGE_BIN_MS - EDGE_REACH_MS
          })
        }
      />
      {far > 0 && (
        <p className="segments-quiet">
          {plural(earlier, 'hit')} earlier and {later} later than a second are not drawn.
        </p>
      )}
    </section>
  )
}
