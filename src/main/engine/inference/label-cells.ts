import type { Segment } from '../../../shared/domain/rows'
import { micros } from '../../../shared/domain/time'

/** What a model says of one stretch of time; µs. */
export interface Cell {
  readonly start: number
  readonly end: number
  /** Probabilities in the order of the labels. */
  readonly probabilities: ArrayLike<number>
}

export interface LabelRules {
  readonly labels: readonly string[]
  /** Cells averaged for each decision, centred; odd. 1: none. */
  readonly smoothing: number
  /** A label is kept until another one's smoothed probability is higher by more than this. */
  readonly margin: number
  /** Stretches of one label shorter than this many µs join a neighbour of the same stretch of cells, where there is one. */
  readonly shortest: number
}

export type NewSegment = Omit<Segment, 'id' | 'trackId'>

/**
 * Turn probabilities over time into labelled segments.
 * 1. Cells that do not touch (a face was away, nobody spoke) begin a new stretch; nothing reaches across the gap.
 * 2. Within a stretch each cell's probabilities are averaged with its neighbours.
 * 3. The label of the highest average is taken; it changes only when another one leads by more than `margin`.
 * 4. A run of one label shorter than `shortest` takes the label of the neighbouring run that its own cells favour.
 * 5. Runs become segments; `scores` are the mean of the unsmoothed probabilities, `confidence` that of the label.
 */
export function labelCells(cells: readonly Cell[], rules: LabelRules): NewSegment[] {
  return stretches(cells).flatMap((stretch) => {
    const labels = decide(smooth(stretch, rules.smoothing), rules.margin)
    return joinShort(runs(labels), stretch, rules.shortest).map((run) =>
      segmentOf(stretch.slice(run.from, run.to), run.label, rules.labels)
    )
  })
}

/** A segment with the mean of its cells, each weighted by its length. */
export function segmentOf(cells: readonly Cell[], label: number, labels: readonly string[]): NewSegment {
  const mean = meanProbabilities(cells, labels.length)
  return {
    start: micros(cells[0]?.start ?? 0),
    end: micros(cells.at(-1)?.end ?? 0),
    label: labels[label],
    confidence: rounded(mean[label] ?? 0),
    flagged: false,
    scores: Object.fromEntries(labels.map((id, index) => [id, rounded(mean[index] ?? 0)]))
  }
}

/** Mean probabilities of cells, each weighted by its length. */
export function meanProbabilities(cells: readonly Cell[], count: number): number[] {
  const sums = new Array<number>(count).fill(0)
  let total = 0
  for (const cell of cells) {
    const length = cell.end - cell.start
    total += length
    for (let i = 0; i < count; i++) sums[i] = (sums[i] ?? 0) + length * (cell.probabilities[i] ?? 0)
  }
  return total > 0 ? sums.map((sum) => sum / total) : sums
}

/** Index of the highest value; the first of equals. */
export function highest(values: ArrayLike<number>): number {
  let best = 0
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i
  return best
}

interface Run {
  readonly label: number
  /** First cell and the one after the last. */
  readonly from: number
  readonly to: number
}

function stretches(cells: readonly Cell[]): Cell[][] {
  const found: Cell[][] = []
  for (const cell of cells) {
    const current = found.at(-1)
    if (current?.at(-1)?.end === cell.start) current.push(cell)
    else found.push([cell])
  }
  return found
}

function smooth(cells: readonly Cell[], width: number): Float64Array[] {
  const reach = Math.floor(width / 2)
  const count = cells[0]?.probabilities.length ?? 0
  return cells.map((_, at) => {
    const from = Math.max(0, at - reach)
    const to = Math.min(cells.length, at + reach + 1)
    const mean = new Float64Array(count)
    for (const cell of cells.slice(from, to)) {
      for (let label = 0; label < count; label++) {
        mean[label] = (mean[label] ?? 0) + (cell.probabilities[label] ?? 0) / (to - from)
      }
    }
    return mean
  })
}

function decide(probabilities: readonly Float64Array[], margin: number): number[] {
  let current = -1
  return probabilities.map((values) => {
    const best = highest(values)
    if (current < 0 || (values[best] ?? 0) > (values[current] ?? 0) + margin) current = best
    return current
  })
}

function runs(labels: readonly number[]): Run[] {
  const found: Run[] = []
  labels.forEach((label, at) => {
    const last = found.at(-1)
    if (last?.label === label) found[found.length - 1] = { ...last, to: at + 1 }
    else found.push({ label, from: at, to: at + 1 })
  })
  return found
}

/**
 * Short runs give way. A run that is long enough never changes, so the short ones between two long ones are settled
 * among themselves and their two neighbours; a long recording costs no more per minute than a short one.
 */
function joinShort(given: readonly Run[], cells: readonly Cell[], shortest: number): Run[] {
  const isShort = (run: Run): boolean => lengthOf(run, cells) < shortest
  const settled: Run[] = []
  for (let at = 0; at < given.length; at++) {
    const run = given[at]
    if (!run) break
    if (!isShort(run)) {
      settled.push(run)
      continue
    }
    let end = at + 1
    while (end < given.length && lengthOf(given[end] ?? run, cells) < shortest) end++
    // The long run behind them takes part, unless the stretch ends first.
    end = Math.min(given.length, end + 1)
    const before = settled.pop()
    settled.push(
      ...settle(before ? [before, ...given.slice(at, end)] : given.slice(at, end), cells, shortest)
    )
    at = end - 1
  }
  return mergeEqual(settled)
}

/** The shortest run first, so that two short neighbours do not both vanish into each other's label. */
function settle(given: readonly Run[], cells: readonly Cell[], shortest: number): readonly Run[] {
  let current = given
  while (current.length > 1) {
    const short = current.reduce((least, run) =>
      lengthOf(run, cells) < lengthOf(least, cells) ? run : least
    )
    if (lengthOf(short, cells) >= shortest) return current
    const at = current.indexOf(short)
    const own = meanProbabilities(cells.slice(short.from, short.to), cells[0]?.probabilities.length ?? 0)
    const neighbours = [current[at - 1], current[at + 1]].filter((run) => run !== undefined)
    const winner = neighbours.reduce((best, run) =>
      (own[run.label] ?? 0) > (own[best.label] ?? 0) ? run : best
    )
    current = mergeEqual(current.map((run) => (run === short ? { ...run, label: winner.label } : run)))
  }
  return current
}

const lengthOf = (run: Run, cells: readonly Cell[]): number =>
  (cells[run.to - 1]?.end ?? 0) - (cells[run.from]?.start ?? 0)

function mergeEqual(given: readonly Run[]): Run[] {
  const merged: Run[] = []
  for (const run of given) {
    const last = merged.at(-1)
    if (last?.label === run.label) merged[merged.length - 1] = { ...last, to: run.to }
    else merged.push(run)
  }
  return merged
}

/** Six decimals: far below what a model's probabilities mean, and the same text on every machine that agrees so far. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6
