import type { Method } from './base/metric'
import { mean, sampleVariance } from './base/moments'
import { quantile } from './base/quantile'
import { drawBelow, seededRandom } from './base/seeded-random'

/** Difference of two models' scores on the same items, and how sure it is; null where undefined. */
export interface PairedBootstrap {
  readonly a: number | null
  readonly b: number | null
  /** a - b. */
  readonly difference: number | null
  readonly mean: number | null
  readonly standardError: number | null
  readonly percentile: readonly [number, number] | null
  readonly basic: readonly [number, number] | null
  /** Chance that b is at least as good as a. */
  readonly pOneSided: number | null
  readonly pTwoSided: number | null
  /** Resamples in which a score was undefined. */
  readonly leftOut: number
}

/** What the paired bootstrap is. */
export const pairedBootstrapMethod: Method = {
  kind: 'method',
  id: 'paired_bootstrap',
  name: 'Paired bootstrap',
  definition: 'draw items with replacement, score both models on the same draw, and look at the differences',
  convention:
    '95 %: percentile and basic interval, quantiles of type 7. p has 1 added above and below; differences within 1e-12 of 0 count for both sides.',
  source: 'Efron & Tibshirani 1993, ch. 16; Davison & Hinkley 1997',
  missingPolicy: 'Resamples in which a score is undefined are left out and counted.'
}

/** What the sign flip test is. */
export const signFlipMethod: Method = {
  kind: 'method',
  id: 'sign_flip',
  name: 'Sign flip test',
  definition: 'share of sign patterns of the paired differences whose mean is at least as far from 0',
  convention:
    'Two-sided. All 2^n patterns up to n = 20; beyond, seeded random patterns with 1 added above and below.',
  source: 'Fisher 1935, The Design of Experiments; Good 2005, Permutation Tests',
  missingPolicy: 'A pair without a difference must be left out before.'
}

const ZERO = 1e-12

/** Rows of item positions drawn with replacement; the same seed gives the same rows on every machine. */
export function drawResamples(items: number, resamples: number, seed = 1): number[][] {
  const draw = seededRandom(seed)
  return Array.from({ length: resamples }, () => Array.from({ length: items }, () => drawBelow(draw, items)))
}

/**
 * Paired bootstrap of two scores.
 * @param scores both models' scores on the items at the given positions; null where undefined
 * @param resamples rows of item positions, see drawResamples
 */
export function pairedBootstrap(
  scores: (positions: readonly number[]) => readonly [a: number | null, b: number | null],
  items: number,
  resamples: readonly (readonly number[])[]
): PairedBootstrap {
  const [a, b] = scores(Array.from({ length: items }, (_, i) => i))
  const draws = resamples.flatMap((positions) => {
    const [x, y] = scores(positions)
    return x === null || y === null ? [] : [x - y]
  })
  return bootstrapSummary(a, b, draws, resamples.length - draws.length)
}

/**
 * What resampled differences say.
 * @param draws differences a - b of the resamples in which both scores are defined
 */
export function bootstrapSummary(
  a: number | null,
  b: number | null,
  draws: readonly number[],
  leftOut: number
): PairedBootstrap {
  if (a === null || b === null || draws.length < 2)
    return {
      a,
      b,
      difference: null,
      mean: null,
      standardError: null,
      percentile: null,
      basic: null,
      pOneSided: null,
      pTwoSided: null,
      leftOut
    }
  const difference = a - b
  const sorted = Float64Array.from(draws).sort()
  const [low, high] = [quantile(sorted, 0.025), quantile(sorted, 0.975)]
  const p = (holds: (value: number) => boolean) => (draws.filter(holds).length + 1) / (draws.length + 1)
  const notAbove = p((value) => value <= ZERO)
  const notBelow = p((value) => value >= -ZERO)
  return {
    a,
    b,
    difference,
    mean: mean(draws),
    standardError: Math.sqrt(sampleVariance(draws)),
    percentile: [low, high],
    basic: [2 * difference - high, 2 * difference - low],
    pOneSided: notAbove,
    pTwoSided: Math.min(1, 2 * Math.min(notAbove, notBelow)),
    leftOut
  }
}

const MOST_EXACT = 20
const RANDOM_PATTERNS = 100_000

/** Sign flip test of paired differences; null without any. */
export function signFlip(
  differences: readonly number[],
  seed = 1
): { readonly mean: number; readonly p: number } | null {
  const n = differences.length
  if (n === 0) return null
  const sum = differences.reduce((total, value) => total + value, 0)
  const far = Math.abs(sum) - ZERO * n
  const exact = n <= MOST_EXACT
  const patterns = exact ? 2 ** n : RANDOM_PATTERNS
  const draw = seededRandom(seed)
  let extreme = 0
  for (let pattern = 0; pattern < patterns; pattern++) {
    let flipped = 0
    let bits = pattern
    for (let i = 0; i < n; i++) {
      if (!exact && i % 32 === 0) bits = draw()
      flipped += (bits >>> (i % 32)) & 1 ? -(differences[i] ?? 0) : (differences[i] ?? 0)
    }
    if (Math.abs(flipped) >= far) extreme++
  }
  return { mean: sum / n, p: exact ? extreme / patterns : (extreme + 1) / (patterns + 1) }
}
