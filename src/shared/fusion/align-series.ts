import type { MemberSeries } from './member-series'
import type { FusionPlan } from './fusion-plan'

/** Stretches of time on which members meet, ascending, µs on the recording's clock. */
export interface FusionCells {
  readonly starts: Float64Array
  readonly ends: Float64Array
}

/** What a member says in each cell; where `present` is 0 it says nothing and its scores are 0. */
export interface AlignedMember {
  /** Cell by cell, one score for each label. */
  readonly scores: Float64Array
  readonly present: Uint8Array
}

/** Cells of equal length from 0 to the end of a recording; the last one ends with it. */
export function rateCells(duration: number, hz: number): FusionCells {
  const count = Math.max(0, Math.ceil((duration * hz) / 1e6 - 1e-6))
  const at = (i: number): number => Math.round((i * 1e6) / hz)
  return {
    starts: Float64Array.from({ length: count }, (_, i) => at(i)),
    ends: Float64Array.from({ length: count }, (_, i) => Math.min(duration, at(i + 1)))
  }
}

/** One cell for each answer of the series that answers most often. Answers about the same time share one. */
export function sampleCells(series: readonly MemberSeries[]): FusionCells {
  const densest = [...series].sort((a, b) => b.starts.length - a.starts.length)[0]
  if (!densest) return { starts: new Float64Array(0), ends: new Float64Array(0) }
  const kept = [...densest.starts.keys()].filter(
    (i) => i + 1 >= densest.starts.length || densest.starts[i + 1] !== densest.starts[i]
  )
  return {
    starts: Float64Array.from(kept, (i) => densest.starts[i] ?? 0),
    ends: Float64Array.from(kept, (i) => Math.min(densest.ends[i] ?? 0, densest.starts[i + 1] ?? Infinity))
  }
}

/**
 * Bring a member to the cells. `hold`: at the start of a cell the newest answer that still holds; `nearest`: the answer
 * whose middle is nearest to the cell's middle, among those that hold in the cell; `linear`: between the middles of two
 * answers without a gap between them, else as held; `mean`: all answers in the cell by their time in it.
 */
export function alignSeries(
  series: MemberSeries,
  cells: FusionCells,
  labels: number,
  how: FusionPlan['interpolate'] | 'mean'
): AlignedMember {
  const count = cells.starts.length
  const out = { scores: new Float64Array(count * labels), present: new Uint8Array(count) }
  if (how === 'mean') return meanOver(series, cells, labels, out)
  let at = -1
  for (let i = 0; i < count; i++) {
    const start = cells.starts[i] ?? 0
    while (at + 1 < series.starts.length && (series.starts[at + 1] ?? 0) <= start) at++
    const held = holding(series, at, start)
    if (held < 0) continue
    out.present[i] = 1
    const middle = (start + (cells.ends[i] ?? start)) / 2
    const [first, second, share] = how === 'hold' ? ALONE(held) : around(series, held, middle, how)
    for (let k = 0; k < labels; k++) {
      const own = series.scores[first * labels + k] ?? 0
      const next = share === 0 ? 0 : (series.scores[second * labels + k] ?? 0)
      out.scores[i * labels + k] = share === 0 ? own : own * (1 - share) + next * share
    }
  }
  return out
}

const ALONE = (at: number): readonly [number, number, number] => [at, at, 0]

/** The newest answer that holds at a time, looking back over a few that ended early; -1: none. */
function holding(series: MemberSeries, at: number, time: number): number {
  for (let i = at; i >= 0 && i > at - LOOK_BACK; i--) if ((series.ends[i] ?? 0) > time) return i
  return -1
}
const LOOK_BACK = 16

function around(
  series: MemberSeries,
  held: number,
  time: number,
  how: 'nearest' | 'linear'
): readonly [number, number, number] {
  const own = middleOf(series, held)
  const other = time < own ? held - 1 : held + 1
  const touches =
    other >= 0 &&
    other < series.starts.length &&
    (series.ends[Math.min(held, other)] ?? 0) >= (series.starts[Math.max(held, other)] ?? 0)
  if (!touches) return ALONE(held)
  const away = Math.abs(middleOf(series, other) - own)
  const share = away === 0 ? 0 : Math.min(1, Math.abs(time - own) / away)
  if (how === 'nearest') return share > 0.5 ? ALONE(other) : ALONE(held)
  return [held, other, share]
}

const middleOf = ({ starts, ends }: MemberSeries, i: number): number =>
  ((starts[i] ?? 0) + (ends[i] ?? 0)) / 2

function meanOver(
  series: MemberSeries,
  cells: FusionCells,
  labels: number,
  out: AlignedMember
): AlignedMember {
  let longest = 0
  for (let i = 0; i < series.starts.length; i++)
    longest = Math.max(longest, (series.ends[i] ?? 0) - (series.starts[i] ?? 0))
  for (let c = 0; c < cells.starts.length; c++) {
    const [from, to] = [cells.starts[c] ?? 0, cells.ends[c] ?? 0]
    let total = 0
    for (let i = firstFrom(series.starts, from - longest); i < series.starts.length; i++) {
      const start = series.starts[i] ?? 0
      if (start >= to) break
      const inside = Math.min(to, series.ends[i] ?? 0) - Math.max(from, start)
      if (inside <= 0) continue
      total += inside
      for (let k = 0; k < labels; k++)
        out.scores[c * labels + k] =
          (out.scores[c * labels + k] ?? 0) + inside * (series.scores[i * labels + k] ?? 0)
    }
    if (total === 0) continue
    out.present[c] = 1
    for (let k = 0; k < labels; k++) out.scores[c * labels + k] = (out.scores[c * labels + k] ?? 0) / total
  }
  return out
}

/** First index whose value is not below; values ascend. */
function firstFrom(values: Float64Array, least: number): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? Infinity) < least) low = middle + 1
    else high = middle
  }
  return low
}
