import { type ProportionMetric } from './base/metric'
import { Z_95 } from './base/normal'
import { undefinedScore, type Interval, type Score } from './base/score'

const missingPolicy = 'n = 0 has neither share nor interval.'
const bounds = 'Two-sided 95 %, z = 1.959963984540054, bounds kept within 0..1.'

/** Share with Wilson's score interval: good coverage for small n and near 0 and 1. */
export const wilson: ProportionMetric = {
  kind: 'proportion',
  id: 'proportion_wilson',
  name: 'Share, Wilson interval',
  definition: '(p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n)',
  convention: bounds,
  source: 'Wilson 1927, JASA 22, 209-212; Brown, Cai & DasGupta 2001, Statistical Science 16',
  missingPolicy,
  compute: (successes, n) =>
    share(successes, n, 'Wilson score', (p) => {
      const z2 = Z_95 * Z_95
      const middle = (p + z2 / (2 * n)) / (1 + z2 / n)
      const half = (Z_95 * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n)
      return [p === 0 ? 0 : middle - half, p === 1 ? 1 : middle + half]
    })
}

/** Share with Wilson's interval after continuity correction: never too narrow, wider than Wilson. */
export const wilsonCorrected: ProportionMetric = {
  kind: 'proportion',
  id: 'proportion_wilson_cc',
  name: 'Share, Wilson interval with continuity correction',
  definition: '(2np + z² ∓ (1 + z sqrt(z² - 1/n + 4np(1-p) ± (4p - 2)))) / 2(n + z²)',
  convention: bounds,
  source: 'Newcombe 1998, Statistics in Medicine 17, 857-872 (method 4)',
  missingPolicy,
  compute: (successes, n) =>
    share(successes, n, 'Wilson score with continuity correction', (p) => {
      const z2 = Z_95 * Z_95
      const root = (sign: number) =>
        Z_95 * Math.sqrt(Math.max(0, z2 - 1 / n + 4 * n * p * (1 - p) + sign * (4 * p - 2))) + 1
      return [
        p === 0 ? 0 : (2 * n * p + z2 - root(1)) / (2 * (n + z2)),
        p === 1 ? 1 : (2 * n * p + z2 + root(-1)) / (2 * (n + z2))
      ]
    })
}

/** Share with the interval of Agresti and Coull: Wald after adding z²/2 successes and failures. */
export const agrestiCoull: ProportionMetric = {
  kind: 'proportion',
  id: 'proportion_agresti_coull',
  name: 'Share, Agresti-Coull interval',
  definition: 'q ± z sqrt(q(1-q)/(n+z²)) with q = (x + z²/2)/(n + z²)',
  convention: bounds,
  source: 'Agresti & Coull 1998, The American Statistician 52, 119-126',
  missingPolicy,
  compute: (successes, n) =>
    share(successes, n, 'Agresti-Coull', () => {
      const z2 = Z_95 * Z_95
      const q = (successes + z2 / 2) / (n + z2)
      const half = Z_95 * Math.sqrt((q * (1 - q)) / (n + z2))
      return [q - half, q + half]
    })
}

/** Share with the textbook normal interval; too narrow for small n, kept for comparison. */
export const wald: ProportionMetric = {
  kind: 'proportion',
  id: 'proportion_wald',
  name: 'Share, Wald interval',
  definition: 'p ± z sqrt(p(1-p)/n)',
  convention: `${bounds} Has no width at 0/n and n/n.`,
  source: 'Brown, Cai & DasGupta 2001, Statistical Science 16, 101-133',
  missingPolicy,
  compute: (successes, n) =>
    share(successes, n, 'Wald', (p) => {
      const half = Z_95 * Math.sqrt((p * (1 - p)) / n)
      return [p - half, p + half]
    })
}

function share(successes: number, n: number, method: string, of: (p: number) => [number, number]): Score {
  if (n === 0) return undefinedScore('No item to take a share of.')
  if (!(successes >= 0 && successes <= n))
    throw new RangeError(`successes must lie within 0..n, got ${successes} of ${n}`)
  const p = successes / n
  const [low, high] = of(p)
  const interval: Interval = { low: Math.max(0, low), high: Math.min(1, high), level: 0.95, method }
  return { value: p, interval }
}
