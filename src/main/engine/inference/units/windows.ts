import { micros } from '../../../../shared/domain/time'
import type { ManifestUnit } from '../manifest'
import type { Unit, UnitSpan } from './unit'

export interface WindowRules {
  readonly windowSeconds: number
  readonly hopSeconds: number
  readonly anchor: NonNullable<ManifestUnit['anchor']>
  readonly last: NonNullable<ManifestUnit['last']>
}

/** Windows lie on a grid of hops; times closer than this (µs) are the same. */
const ROUNDING = 1

/**
 * Windows over a span, hop by hop from its start; `anchor` says which moment of a window lies on the grid.
 * `last: pad`: the first window that reaches the end is the last one, and what it lacks is filled up; `drop`: only windows
 * that lie inside; `keep`: every one whose moment lies before the end, cut off where the span ends. Each speaks for one hop,
 * the last one up to the end.
 */
export function windowsOf(span: UnitSpan, { windowSeconds, hopSeconds, anchor, last }: WindowRules): Unit[] {
  const window = Math.round(windowSeconds * 1e6)
  const lead = anchor === 'start' ? 0 : anchor === 'center' ? Math.round(window / 2) : window
  const found: { readonly unit: Unit; readonly moment: number }[] = []
  for (let index = 0; ; index++) {
    const moment = span.start + Math.round(index * hopSeconds * 1e6)
    const start = moment - lead
    const end = start + window
    // Windows that are to be filled up may have their moment behind the end, as long as they still hold something.
    if (moment >= span.end && (anchor === 'start' || last !== 'pad' || start >= span.end)) break
    if (last === 'drop' && end > span.end + ROUNDING) break
    if (end > span.start && (last !== 'drop' || start >= span.start - ROUNDING))
      found.push({ moment, unit: windowAt(span, index, start, end, last === 'pad') })
    if (last === 'pad' && end >= span.end - ROUNDING) break
  }
  return found.map(({ unit, moment }, at) => ({
    ...unit,
    speaksFor:
      anchor === 'end'
        ? { start: unit.start, end: unit.end }
        : {
            start: micros(moment),
            end: micros(Math.min(span.end, found[at + 1]?.moment ?? Math.max(unit.end, moment)))
          }
  }))
}

function windowAt(span: UnitSpan, index: number, start: number, end: number, filled: boolean): Unit {
  const { personId, trackId } = span
  return {
    key: `${span.key}#${index}`,
    start: micros(Math.max(span.start, start)),
    end: micros(Math.min(span.end, end)),
    ...(personId === undefined ? {} : { personId }),
    ...(trackId === undefined ? {} : { trackId }),
    parent: span,
    ...(filled && (start < span.start || end > span.end)
      ? { wanted: { start: micros(start), end: micros(end) } }
      : {})
  }
}
