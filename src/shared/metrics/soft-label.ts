import type { DistributionsMetric } from './base/metric'
import { scoreOf, undefinedScore } from './base/score'

/** Distances between two distributions; null where infinite or undefined. */
export interface SoftLabelDistances {
  readonly entropyNats: number | null
  readonly entropyBits: number | null
  /** Entropy as a share of the largest possible one; null for a single class. */
  readonly entropyNormalised: number | null
  readonly crossEntropyNats: number | null
  readonly klNats: number | null
  readonly jsdNats: number | null
  readonly jsdBits: number | null
  readonly jsDistanceBits: number | null
  readonly totalVariation: number | null
  readonly cosine: number | null
  readonly euclidean: number | null
  readonly overlap: number | null
}

const nothing: SoftLabelDistances = {
  entropyNats: null,
  entropyBits: null,
  entropyNormalised: null,
  crossEntropyNats: null,
  klNats: null,
  jsdNats: null,
  jsdBits: null,
  jsDistanceBits: null,
  totalVariation: null,
  cosine: null,
  euclidean: null,
  overlap: null
}

/** Entropy of a distribution in nats; 0 log 0 = 0. */
export const entropy = (p: readonly number[]): number =>
  p.reduce((sum, value) => (value > 0 ? sum - value * Math.log(value) : sum), 0)

/** Weights scaled to sum to 1; null when they are negative or have no sum. */
export function normalised(weights: readonly number[]): number[] | null {
  const sum = weights.reduce((total, value) => total + value, 0)
  if (!(sum > 0) || weights.some((value) => value < 0)) return null
  return weights.map((value) => value / sum)
}

/** All distances of a candidate distribution q from a reference p. */
export function softLabelDistances(
  reference: readonly number[],
  candidate: readonly number[]
): SoftLabelDistances {
  const p = normalised(reference)
  const q = normalised(candidate)
  if (!p || !q || p.length !== q.length) return nothing
  const sum = (of: (a: number, b: number) => number) => p.reduce((total, a, i) => total + of(a, q[i] ?? 0), 0)
  const h = entropy(p)
  const outside = p.some((a, i) => a > 0 && (q[i] ?? 0) === 0)
  const kl = (a: number, b: number) => (a > 0 ? a * Math.log(a / b) : 0)
  const jsd = Math.max(
    0,
    sum((a, b) => (kl(a, (a + b) / 2) + kl(b, (a + b) / 2)) / 2)
  )
  return {
    entropyNats: h,
    entropyBits: h / Math.LN2,
    entropyNormalised: p.length > 1 ? h / Math.log(p.length) : null,
    crossEntropyNats: outside ? null : sum((a, b) => (a > 0 ? -a * Math.log(b) : 0)),
    klNats: outside ? null : sum(kl),
    jsdNats: jsd,
    jsdBits: jsd / Math.LN2,
    jsDistanceBits: Math.sqrt(jsd / Math.LN2),
    totalVariation: sum((a, b) => Math.abs(a - b)) / 2,
    cosine: sum((a, b) => a * b) / Math.sqrt(sum((a) => a * a) * sum((_, b) => b * b)),
    euclidean: Math.sqrt(sum((a, b) => (a - b) ** 2)),
    overlap: sum(Math.min)
  }
}

const text = {
  kind: 'distributions',
  missingPolicy: 'An item without votes has no distribution and must be left out before.'
} as const

const distanceOf = (
  key: keyof SoftLabelDistances,
  reason: string,
  card: { id: string; name: string; definition: string; convention: string; source: string }
): DistributionsMetric => ({
  ...text,
  ...card,
  compute(reference, candidate) {
    if (reference.length !== candidate.length)
      return undefinedScore('The two distributions are over different classes.')
    if (!normalised(reference) || !normalised(candidate))
      return undefinedScore('A distribution is empty or has negative weights.')
    return scoreOf(softLabelDistances(reference, candidate)[key], reason)
  }
})

const LINES = 'Lin 1991, IEEE Transactions on Information Theory 37, 145-151'
const INFINITE = 'The candidate gives no weight to a class that the reference has, so it is infinite.'

/** Surprise of the reference under the candidate, in nats. */
export const softCrossEntropy = distanceOf('crossEntropyNats', INFINITE, {
  id: 'soft_cross_entropy',
  name: 'Cross-entropy',
  definition: '-sum p ln q',
  convention: 'Nats; 0 ln 0 = 0; p is the reference.',
  source: 'Cover & Thomas 2006, Elements of Information Theory'
})
/** Extra surprise over the reference's own entropy, in nats. */
export const softKullbackLeibler = distanceOf('klNats', INFINITE, {
  id: 'soft_kl',
  name: 'KL divergence',
  definition: 'sum p ln(p / q)',
  convention: 'Nats; 0 ln 0 = 0; p is the reference.',
  source: 'Kullback & Leibler 1951, Annals of Mathematical Statistics 22, 79-86'
})
/** Symmetric divergence, 0..1 bit. */
export const softJensenShannon = distanceOf('jsdBits', 'A distribution is empty.', {
  id: 'soft_jsd',
  name: 'Jensen-Shannon divergence',
  definition: '(KL(p|m) + KL(q|m)) / 2 with m the mean of p and q',
  convention: 'Bits, 0..1. This is the divergence; its root is the distance.',
  source: LINES
})
/** Root of the Jensen-Shannon divergence, 0..1. */
export const softJensenShannonDistance = distanceOf('jsDistanceBits', 'A distribution is empty.', {
  id: 'soft_js_distance',
  name: 'Jensen-Shannon distance',
  definition: 'root of the Jensen-Shannon divergence in bits',
  convention: 'A true distance, 0..1.',
  source: LINES
})
/** Half the summed absolute differences, 0..1. */
export const softTotalVariation = distanceOf('totalVariation', 'A distribution is empty.', {
  id: 'soft_total_variation',
  name: 'Total variation',
  definition: 'sum |p - q| / 2',
  convention: '0 for equal, 1 for disjoint distributions.',
  source: 'Textbook definition; same numbers as SciPy'
})
/** Cosine of the angle between the distributions, 0..1. */
export const softCosine = distanceOf('cosine', 'A distribution is empty.', {
  id: 'soft_cosine',
  name: 'Cosine similarity',
  definition: 'sum p q / (|p| |q|)',
  convention: '1 for equal, 0 for disjoint distributions.',
  source: 'Textbook definition; same numbers as SciPy'
})
/** Shared weight, 0..1. */
export const softOverlap = distanceOf('overlap', 'A distribution is empty.', {
  id: 'soft_overlap',
  name: 'Overlap',
  definition: 'sum min(p, q)',
  convention: '1 minus the total variation.',
  source: 'Textbook definition; same numbers as SciPy'
})
