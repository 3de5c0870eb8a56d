import type { Sliced } from '../agreement/sliced'
import { drawBelow, seededRandom } from '../metrics/base/seeded-random'

/** Units with the same votes, together. */
export interface Pattern {
  /** One entry per vote: rater x k² + class said. */
  readonly cells: Int32Array
  /** Part of the rater's one vote, 1 unless several labels were given. */
  readonly parts: Float64Array
  /** Units in the pattern, weighted; about 1 per unit. */
  readonly weight: number
  /** Share of the votes by class: where the search starts. */
  readonly start: Float64Array
}

export interface DawidSkeneOptions {
  /** Most rounds of expectation and maximisation. */
  readonly rounds: number
  /** Stop when no share changes by more than this. */
  readonly tolerance: number
  /** Added to every cell of an annotator's table, so that a mistake never seen is unlikely, not impossible. */
  readonly smoothing: number
  /** Extra starts near the vote shares; the most likely solution is kept. */
  readonly restarts: number
  readonly seed: number
}

/** The most likely solution found. */
export interface LatentClasses {
  /** Share of every true class, pattern by pattern. */
  readonly posterior: Float64Array
  readonly prior: Float64Array
  /** Chance of each vote (column) given each true class (row), rater by rater. */
  readonly tables: Float64Array
  readonly logLikelihood: number
  readonly rounds: number
  readonly converged: boolean
}

/** Told after each round: the start it belongs to (0 is the one from the vote shares), of how many, and the round in it. */
export type OnRound = (start: number, starts: number, round: number) => void

/** Estimate true classes and raters' tables from vote patterns over k classes. */
export function* latentClasses(
  patterns: readonly Pattern[],
  k: number,
  raters: number,
  options: DawidSkeneOptions,
  onRound?: OnRound
): Sliced<LatentClasses> {
  const told = (start: number) => (round: number) => onRound?.(start, options.restarts + 1, round)
  const start = new Float64Array(patterns.length * k)
  patterns.forEach((pattern, u) => start.set(pattern.start, u * k))
  let best = yield* climb(start, patterns, k, raters, options, told(0))
  const draw = seededRandom(options.seed)
  for (let extra = 0; extra < options.restarts; extra++) {
    const fit = yield* climb(shaken(start, k, draw), patterns, k, raters, options, told(extra + 1))
    // A start that only got a little further up the same hill is no better solution.
    if (fit.logLikelihood > best.logLikelihood + 1e-6 * Math.abs(best.logLikelihood)) best = fit
  }
  return best
}

/** A quarter of chance mixed into every row of shares. */
function shaken(start: Float64Array, k: number, draw: () => number): Float64Array {
  const out = start.slice()
  for (let from = 0; from < out.length; from += k) {
    const noise = Array.from({ length: k }, () => 1 + drawBelow(draw, 1000))
    const sum = noise.reduce((total, value) => total + value, 0)
    noise.forEach((value, c) => (out[from + c] = 0.75 * (out[from + c] ?? 0) + (0.25 * value) / sum))
  }
  return out
}

/** Patterns between two pauses. */
const SLICE = 512

function* climb(
  start: Float64Array,
  patterns: readonly Pattern[],
  k: number,
  raters: number,
  { rounds, tolerance, smoothing }: DawidSkeneOptions,
  onRound: (round: number) => void
): Sliced<LatentClasses> {
  const posterior = start.slice()
  const prior = new Float64Array(k)
  const tables = new Float64Array(raters * k * k)
  let logLikelihood = -Infinity
  let round = 0
  let converged = false
  while (round < rounds && !converged) {
    round++
    yield* maximise(posterior, patterns, k, smoothing, prior, tables)
    const step = yield* expect(posterior, patterns, k, prior.map(Math.log), tables.map(Math.log))
    logLikelihood = step.logLikelihood
    converged = step.moved <= tolerance
    onRound(round)
    // Few patterns have no pause within a round, and there may be very many rounds.
    yield
  }
  return { posterior, prior, tables, logLikelihood, rounds: round, converged }
}

/** Shares of the true classes from tables, in place; how far the most changed share moved. */
function* expect(
  posterior: Float64Array,
  patterns: readonly Pattern[],
  k: number,
  logPrior: Float64Array,
  logTables: Float64Array
): Sliced<{ readonly logLikelihood: number; readonly moved: number }> {
  let logLikelihood = 0
  let moved = 0
  const logs = new Float64Array(k)
  for (let u = 0; u < patterns.length; u++) {
    if (u % SLICE === SLICE - 1) yield
    const pattern = patterns[u]
    if (!pattern) continue
    const { cells, parts, weight } = pattern
    let top = -Infinity
    for (let c = 0; c < k; c++) {
      let log = logPrior[c] ?? 0
      for (let v = 0; v < cells.length; v++)
        log += (parts[v] ?? 0) * (logTables[(cells[v] ?? 0) + c * k] ?? 0)
      logs[c] = log
      if (log > top) top = log
    }
    let sum = 0
    for (let c = 0; c < k; c++) sum += logs[c] = Math.exp((logs[c] ?? 0) - top)
    logLikelihood += weight * (top + Math.log(sum))
    for (let c = 0; c < k; c++) {
      const share = (logs[c] ?? 0) / sum
      const change = Math.abs(share - (posterior[u * k + c] ?? 0))
      if (change > moved) moved = change
      posterior[u * k + c] = share
    }
  }
  return { logLikelihood, moved }
}

/** Tables from shares of the true classes, in place. */
function* maximise(
  posterior: Float64Array,
  patterns: readonly Pattern[],
  k: number,
  smoothing: number,
  prior: Float64Array,
  tables: Float64Array
): Sliced<void> {
  prior.fill(smoothing)
  tables.fill(smoothing)
  for (let u = 0; u < patterns.length; u++) {
    if (u % SLICE === SLICE - 1) yield
    const pattern = patterns[u]
    if (!pattern) continue
    const { cells, parts, weight } = pattern
    for (let c = 0; c < k; c++) {
      const p = weight * (posterior[u * k + c] ?? 0)
      prior[c] = (prior[c] ?? 0) + p
      for (let v = 0; v < cells.length; v++) {
        const at = (cells[v] ?? 0) + c * k
        tables[at] = (tables[at] ?? 0) + p * (parts[v] ?? 0)
      }
    }
  }
  scaleRows(prior, k)
  scaleRows(tables, k)
}

function scaleRows(table: Float64Array, k: number): void {
  for (let from = 0; from < table.length; from += k) {
    let sum = 0
    for (let c = 0; c < k; c++) sum += table[from + c] ?? 0
    for (let c = 0; c < k; c++) table[from + c] = sum > 0 ? (table[from + c] ?? 0) / sum : 1 / k
  }
}
