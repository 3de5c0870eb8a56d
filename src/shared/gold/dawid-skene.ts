import { atOnce, type Sliced } from '../agreement/sliced'
import {
  latentClasses,
  type DawidSkeneOptions,
  type LatentClasses,
  type OnRound,
  type Pattern
} from './latent-classes'
import {
  asLabels,
  partsOf,
  unrated,
  voteWeights,
  type AnnotatorQuality,
  type Verdict,
  type VotedUnit
} from './votes'

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

/**
 * Labels and annotators judged together (Dawid & Skene 1979, Applied Statistics 28, 20-28): a vote counts by how
 * often this annotator gives it when each label is true. Expectation-maximisation from the vote shares; further
 * starts mix in a seeded quarter of chance. Weighted units count that often. Same seed, same result.
 * Each start ends when no share of any unit moves by more than the tolerance from one round to the next, or after the
 * most rounds; then the result says that it had not settled. The paper iterates until the estimates settle and names no
 * number: the default tolerance is that of crowd-kit's Dawid-Skene (1e-5, there of the likelihood bound; shares do not
 * shrink with the number of units), the most rounds are those of CodingModels' fit_em (1000).
 * The shares of a verdict are chances of being true, its agreement is still that of the raters.
 */
export const dawidSkene = (
  units: readonly VotedUnit[],
  options: DawidSkeneOptions = dawidSkeneDefaults
): DawidSkene => atOnce(slicedDawidSkene(units, options))

/** The same with pauses, for long recordings. */
export function* slicedDawidSkene(
  units: readonly VotedUnit[],
  options: DawidSkeneOptions = dawidSkeneDefaults,
  onRound?: OnRound
): Sliced<DawidSkene> {
  const found = new Set<string>()
  for (const { votes } of units) for (const { annotator } of votes) found.add(annotator)
  const names = [...found].sort()
  yield
  const { patterns, patternOf, classes, votes } = yield* pool(units, names)
  const k = classes.length
  const fit = yield* latentClasses(patterns, k, names.length, options, onRound)
  const verdicts: Verdict[] = []
  for (const [i, u] of patternOf.entries()) {
    const own = votes[i]
    verdicts.push(
      u < 0 || !own ? unrated : verdictOf(fit.posterior.subarray(u * k, (u + 1) * k), classes, own)
    )
    if (i % SLICE === SLICE - 1) yield
  }
  return {
    verdicts,
    annotators: names.map((annotator, r) => quality(annotator, fit, r, classes, patterns)),
    prevalence: Object.fromEntries(classes.map((label, c) => [label, fit.prior[c] ?? 0])),
    logLikelihood: fit.logLikelihood,
    rounds: fit.rounds,
    converged: fit.converged
  }
}

/** Units between two pauses. */
const SLICE = 128

type Weights = ReturnType<typeof voteWeights>

/** Units with the same votes are one pattern with their weights together: long recordings repeat few patterns. */
function* pool(units: readonly VotedUnit[], names: readonly string[]): Sliced<Pooled> {
  const votes: Weights[] = []
  const found = new Set<string>()
  for (const unit of units) {
    const own = voteWeights(unit)
    for (const label of own.weights.keys()) found.add(label)
    if (votes.push(own) % SLICE === 0) yield
  }
  const classes = [...found].sort()
  const k = classes.length
  const classOf = new Map(classes.map((label, i) => [label, i]))
  const raterOf = new Map(names.map((name, i) => [name, i]))
  const rated = units.filter((_, u) => (votes[u]?.raters ?? 0) > 0)
  // Smoothing is in mean units, so that microseconds and counts give the same result.
  const scale = rated.length / rated.reduce((sum, { weight }) => sum + weight, 0)
  const at = new Map<string, number>()
  const patterns: (Pattern & { weight: number })[] = []
  const patternOf: number[] = []
  for (const [u, unit] of units.entries()) {
    if (u % SLICE === SLICE - 1) yield
    const { raters, weights } = votes[u] ?? { raters: 0, weights: new Map<string, number>() }
    if (raters === 0) {
      patternOf.push(-1)
      continue
    }
    const cast = unit.votes
      .flatMap((vote) => {
        const rater = (raterOf.get(vote.annotator) ?? 0) * k * k
        return (partsOf(vote) ?? []).map(([label, part]) => ({
          cell: rater + (classOf.get(label) ?? 0),
          part
        }))
      })
      .sort((a, b) => a.cell - b.cell)
    const key = cast.map(({ cell, part }) => (part === 1 ? cell : `${cell}x${part}`)).join(' ')
    const known = at.get(key)
    const own = known === undefined ? undefined : patterns[known]
    if (known !== undefined && own) {
      own.weight += unit.weight * scale
      patternOf.push(known)
      continue
    }
    at.set(key, patterns.length)
    const pattern = {
      cells: Int32Array.from(cast, ({ cell }) => cell),
      parts: Float64Array.from(cast, ({ part }) => part),
      weight: unit.weight * scale,
      start: Float64Array.from(classes, (label) => (weights.get(label) ?? 0) / raters)
    }
    patternOf.push(patterns.push(pattern) - 1)
  }
  return { patterns, patternOf, classes, votes }
}

interface Pooled {
  readonly patterns: readonly Pattern[]
  /** Pattern of every unit; -1 for one that nobody rated. */
  readonly patternOf: readonly number[]
  readonly classes: readonly string[]
  readonly votes: readonly Weights[]
}

const TIE = 1e-6

function verdictOf(shares: Float64Array, classes: readonly string[], { raters, weights }: Weights): Verdict {
  const most = Math.max(...shares)
  const leading = classes.filter((_, c) => (shares[c] ?? 0) >= most - TIE)
  const [first, second] = leading
  const decided = first !== undefined && second === undefined
  return {
    state: decided ? 'decided' : 'open',
    labels: decided ? asLabels(first) : [],
    open: decided ? [] : leading,
    shares: Object.fromEntries(classes.map((label, c) => [label, shares[c] ?? 0])),
    agreement: Math.max(...leading.map((label) => weights.get(label) ?? 0)) / raters
  }
}

function quality(
  annotator: string,
  { prior, tables }: LatentClasses,
  rater: number,
  classes: readonly string[],
  patterns: readonly Pattern[]
): AnnotatorQuality {
  const k = classes.length
  const table = tables.subarray(rater * k * k, (rater + 1) * k * k)
  const voted = patterns.some(({ cells }) => cells.some((cell) => Math.floor(cell / (k * k)) === rater))
  const right = classes.reduce((sum, _, c) => sum + (prior[c] ?? 0) * (table[c * k + c] ?? 0), 0)
  return {
    annotator,
    accuracy: voted ? right : null,
    confusion: classes.map((_, c) => Array.from(table.subarray(c * k, (c + 1) * k))),
    classes
  }
}
