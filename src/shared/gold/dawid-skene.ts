import { drawBelow, seededRandom } from '../metrics/base/seeded-random'
import {
  asLabels,
  NOTHING,
  unrated,
  voteWeights,
  type AnnotatorQuality,
  type Verdict,
  type VotedUnit
} from './votes'

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

/** Defaults of Dawid-Skene. */
export const dawidSkeneDefaults: DawidSkeneOptions = {
  rounds: 1000,
  tolerance: 1e-5,
  smoothing: 0.01,
  restarts: 4,
  seed: 1
}

/** One verdict per unit, one quality per annotator, and how the search went. */
export interface DawidSkene {
  readonly verdicts: readonly Verdict[]
  readonly annotators: readonly AnnotatorQuality[]
  readonly prevalence: Readonly<Record<string, number>>
  readonly logLikelihood: number
  readonly rounds: number
  readonly converged: boolean
}

/** One vote as numbers: rater, class, and its part of the rater's one vote. */
interface Cast {
  readonly rater: number
  readonly said: number
  readonly part: number
}

interface Pattern {
  readonly cast: readonly Cast[]
  weight: number
  readonly shares: ReadonlyMap<string, number>
}

interface Fit {
  readonly posterior: Float64Array
  readonly prior: Float64Array
  readonly tables: readonly Float64Array[]
  readonly logLikelihood: number
  readonly rounds: number
  readonly converged: boolean
}

/**
 * Labels and annotators judged together (Dawid & Skene 1979, Applied Statistics 28, 20-28): a vote counts by how
 * often this annotator gives it when each label is true. Expectation-maximisation from the vote shares; further
 * starts mix in a seeded quarter of chance. Weighted units count that often. Same seed, same result.
 */
export function dawidSkene(
  units: readonly VotedUnit[],
  options: DawidSkeneOptions = dawidSkeneDefaults
): DawidSkene {
  const names = [...new Set(units.flatMap((unit) => unit.votes.map(({ annotator }) => annotator)))].sort()
  const { patterns, patternOf, classes } = pool(units, names)
  const k = classes.length
  const start = Float64Array.from(
    patterns.flatMap(({ shares }) => classes.map((label) => shares.get(label) ?? 0))
  )
  let best = climb(start, patterns, k, names.length, options)
  const draw = seededRandom(options.seed)
  for (let extra = 0; extra < options.restarts; extra++) {
    const fit = climb(shaken(start, k, draw), patterns, k, names.length, options)
    // A start that only got a little further up the same hill is no better solution.
    if (fit.logLikelihood > best.logLikelihood + 1e-6 * Math.abs(best.logLikelihood)) best = fit
  }
  return {
    verdicts: patternOf.map((u) =>
      u < 0 ? unrated : verdictOf(best.posterior.subarray(u * k, (u + 1) * k), classes)
    ),
    annotators: names.map((annotator, r) => quality(annotator, best, r, classes, patterns)),
    prevalence: Object.fromEntries(classes.map((label, c) => [label, best.prior[c] ?? 0])),
    logLikelihood: best.logLikelihood,
    rounds: best.rounds,
    converged: best.converged
  }
}

/** Units with the same votes are one pattern with their weights together: long recordings repeat few patterns. */
function pool(units: readonly VotedUnit[], names: readonly string[]) {
  const votes = units.map((unit) => voteWeights(unit))
  const classes = [...new Set(votes.flatMap(({ weights }) => [...weights.keys()]))].sort()
  const classOf = new Map(classes.map((label, i) => [label, i]))
  const raterOf = new Map(names.map((name, i) => [name, i]))
  const rated = units.filter((_, u) => (votes[u]?.raters ?? 0) > 0)
  // Smoothing is in mean units, so that microseconds and counts give the same result.
  const scale = rated.length / rated.reduce((sum, { weight }) => sum + weight, 0)
  const at = new Map<string, number>()
  const patterns: Pattern[] = []
  const patternOf = units.map((unit, u) => {
    const { raters = 0, weights } = votes[u] ?? {}
    if (raters === 0 || !weights) return -1
    const cast = unit.votes
      .flatMap(({ annotator, labels }): Cast[] => {
        if (labels === null) return []
        const said = labels.length === 0 ? [NOTHING] : [...new Set(labels)]
        return said.map((label) => ({
          rater: raterOf.get(annotator) ?? 0,
          said: classOf.get(label) ?? 0,
          part: 1 / said.length
        }))
      })
      .sort((a, b) => a.rater - b.rater || a.said - b.said)
    const key = cast.map(({ rater, said }) => `${rater}:${said}`).join(' ')
    const known = at.get(key)
    const own = known === undefined ? undefined : patterns[known]
    if (known !== undefined && own) {
      own.weight += unit.weight * scale
      return known
    }
    at.set(key, patterns.length)
    const shares = new Map([...weights].map(([label, weight]) => [label, weight / raters]))
    return patterns.push({ cast, weight: unit.weight * scale, shares }) - 1
  })
  return { patterns, patternOf, classes }
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

function climb(
  start: Float64Array,
  patterns: readonly Pattern[],
  k: number,
  raters: number,
  { rounds, tolerance, smoothing }: DawidSkeneOptions
): Fit {
  let posterior = start
  let prior = new Float64Array(k)
  let tables: Float64Array[] = []
  let logLikelihood = -Infinity
  let round = 0
  let converged = false
  while (round < rounds && !converged) {
    round++
    ;({ prior, tables } = maximise(posterior, patterns, k, raters, smoothing))
    const logPrior = prior.map(Math.log)
    const logTables = tables.map((table) => table.map(Math.log))
    const next = new Float64Array(posterior.length)
    logLikelihood = 0
    let moved = 0
    patterns.forEach(({ cast, weight }, u) => {
      const logs = Array.from(logPrior)
      for (const { rater, said, part } of cast)
        for (let c = 0; c < k; c++) logs[c] = (logs[c] ?? 0) + part * (logTables[rater]?.[c * k + said] ?? 0)
      const top = Math.max(...logs)
      const sum = logs.reduce((total, value) => total + Math.exp(value - top), 0)
      logLikelihood += weight * (top + Math.log(sum))
      logs.forEach((value, c) => {
        const at = u * k + c
        next[at] = Math.exp(value - top) / sum
        moved = Math.max(moved, Math.abs((next[at] ?? 0) - (posterior[at] ?? 0)))
      })
    })
    posterior = next
    converged = moved <= tolerance
  }
  return { posterior, prior, tables, logLikelihood, rounds: round, converged }
}

function maximise(
  posterior: Float64Array,
  patterns: readonly Pattern[],
  k: number,
  raters: number,
  smoothing: number
) {
  const prior = new Float64Array(k).fill(smoothing)
  const tables = Array.from({ length: raters }, () => new Float64Array(k * k).fill(smoothing))
  patterns.forEach(({ cast, weight }, u) => {
    for (let c = 0; c < k; c++) {
      const p = weight * (posterior[u * k + c] ?? 0)
      prior[c] = (prior[c] ?? 0) + p
      for (const { rater, said, part } of cast) {
        const table = tables[rater]
        if (table) table[c * k + said] = (table[c * k + said] ?? 0) + p * part
      }
    }
  })
  scaleRows(prior, k)
  for (const table of tables) scaleRows(table, k)
  return { prior, tables }
}

function scaleRows(table: Float64Array, k: number): void {
  for (let from = 0; from < table.length; from += k) {
    const row = table.subarray(from, from + k)
    const sum = row.reduce((total, value) => total + value, 0)
    if (sum > 0) row.forEach((value, c) => (row[c] = value / sum))
    else row.fill(1 / k)
  }
}

const TIE = 1e-6

function verdictOf(shares: Float64Array, classes: readonly string[]): Verdict {
  const most = Math.max(...shares)
  const leading = classes.filter((_, c) => (shares[c] ?? 0) >= most - TIE)
  const [first, second] = leading
  const decided = first !== undefined && second === undefined
  return {
    state: decided ? 'decided' : 'open',
    labels: decided ? asLabels(first) : [],
    open: decided ? [] : leading,
    shares: Object.fromEntries(classes.map((label, c) => [label, shares[c] ?? 0])),
    agreement: most
  }
}

function quality(
  annotator: string,
  { prior, tables }: Fit,
  rater: number,
  classes: readonly string[],
  patterns: readonly Pattern[]
): AnnotatorQuality {
  const k = classes.length
  const table = tables[rater] ?? new Float64Array(k * k)
  const voted = patterns.some(({ cast }) => cast.some((vote) => vote.rater === rater))
  const right = classes.reduce((sum, _, c) => sum + (prior[c] ?? 0) * (table[c * k + c] ?? 0), 0)
  return {
    annotator,
    accuracy: voted ? right : null,
    confusion: classes.map((_, c) => Array.from(table.subarray(c * k, (c + 1) * k))),
    classes
  }
}
