import { latentClasses, type DawidSkeneOptions, type LatentClasses, type Pattern } from './latent-classes'
import {
  asLabels,
  NOTHING,
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
 * The shares of a verdict are chances of being true, its agreement is still that of the raters.
 */
export function dawidSkene(
  units: readonly VotedUnit[],
  options: DawidSkeneOptions = dawidSkeneDefaults
): DawidSkene {
  const names = [...new Set(units.flatMap((unit) => unit.votes.map(({ annotator }) => annotator)))].sort()
  const { patterns, patternOf, classes, votes } = pool(units, names)
  const k = classes.length
  const fit = latentClasses(patterns, k, names.length, options)
  return {
    verdicts: patternOf.map((u, i) => {
      const own = votes[i]
      return u < 0 || !own ? unrated : verdictOf(fit.posterior.subarray(u * k, (u + 1) * k), classes, own)
    }),
    annotators: names.map((annotator, r) => quality(annotator, fit, r, classes, patterns)),
    prevalence: Object.fromEntries(classes.map((label, c) => [label, fit.prior[c] ?? 0])),
    logLikelihood: fit.logLikelihood,
    rounds: fit.rounds,
    converged: fit.converged
  }
}

type Weights = ReturnType<typeof voteWeights>

/** Units with the same votes are one pattern with their weights together: long recordings repeat few patterns. */
function pool(units: readonly VotedUnit[], names: readonly string[]) {
  const votes = units.map((unit) => voteWeights(unit))
  const classes = [...new Set(votes.flatMap(({ weights }) => [...weights.keys()]))].sort()
  const k = classes.length
  const classOf = new Map(classes.map((label, i) => [label, i]))
  const raterOf = new Map(names.map((name, i) => [name, i]))
  const rated = units.filter((_, u) => (votes[u]?.raters ?? 0) > 0)
  // Smoothing is in mean units, so that microseconds and counts give the same result.
  const scale = rated.length / rated.reduce((sum, { weight }) => sum + weight, 0)
  const at = new Map<string, number>()
  const patterns: (Pattern & { weight: number })[] = []
  const patternOf = units.map((unit, u) => {
    const { raters, weights } = votes[u] ?? { raters: 0, weights: new Map<string, number>() }
    if (raters === 0) return -1
    const cast = unit.votes
      .flatMap(({ annotator, labels }) => {
        if (labels === null) return []
        const said = labels.length === 0 ? [NOTHING] : [...new Set(labels)]
        const rater = (raterOf.get(annotator) ?? 0) * k * k
        return said.map((label) => ({ cell: rater + (classOf.get(label) ?? 0), part: 1 / said.length }))
      })
      .sort((a, b) => a.cell - b.cell)
    const key = cast.map(({ cell }) => cell).join(' ')
    const known = at.get(key)
    const own = known === undefined ? undefined : patterns[known]
    if (known !== undefined && own) {
      own.weight += unit.weight * scale
      return known
    }
    at.set(key, patterns.length)
    const pattern = {
      cells: Int32Array.from(cast, ({ cell }) => cell),
      parts: Float64Array.from(cast, ({ part }) => part),
      weight: unit.weight * scale,
      start: Float64Array.from(classes, (label) => (weights.get(label) ?? 0) / raters)
    }
    return patterns.push(pattern) - 1
  })
  return { patterns, patternOf, classes, votes }
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
