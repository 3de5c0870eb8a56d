import { intervalIndex } from '../../compare/interval-index'
import type { TimedLabel } from './metric'

/** Finds the segments of a list that share time with a span, told by their place in the list. */
export type Overlapping = (span: Pick<TimedLabel, 'start' | 'end'>, visit: (at: number) => void) => void

/** Look-up over segments in any order, in time proportional to log n plus the hits. */
export function overlapping(segments: readonly TimedLabel[]): Overlapping {
  const order = segments
    .map((_, at) => at)
    .sort((a, b) => (segments[a]?.start ?? 0) - (segments[b]?.start ?? 0))
  const index = intervalIndex(
    Float64Array.from(order, (at) => segments[at]?.start ?? 0),
    Float64Array.from(order, (at) => segments[at]?.end ?? 0)
  )
  return ({ start, end }, visit) =>
    index.overlapping(start, end, (position) => {
      const at = order[position]
      if (at !== undefined) visit(at)
    })
}
