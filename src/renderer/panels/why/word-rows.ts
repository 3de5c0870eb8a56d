import type { MapAxis } from '../../../shared/explain/model-map'

/** A word of the map and when it is said, in shares of the stretch. */
export interface WordRow {
  readonly at: number
  readonly name: string
  readonly from?: number
  readonly to?: number
}

/** Rows of words along an axis; none for an axis of something else. */
export function wordRows(axis: MapAxis | undefined, start: number, end: number): readonly WordRow[] {
  if (axis?.kind !== 'pieces') return []
  const share = (time: number): number => (time - start) / (end - start)
  return axis.ranges.map(([from, to], at) => {
    const time = axis.times?.[at]
    return {
      at,
      name: to > from ? axis.text.slice(from, to) : '·',
      ...(time ? { from: share(time.start), to: share(time.end) } : {})
    }
  })
}
