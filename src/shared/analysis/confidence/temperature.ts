import type { Sliced } from '../../agreement/sliced'
import type { ScoredItems } from './scored-items'

/** Probabilities below this are taken as this where their logarithm is needed; files that round write 0. */
export const LEAST_PROBABILITY = 1e-12

/** A temperature, and whether it stands at the end of the range that was searched. */
export interface FittedTemperature {
  readonly temperature: number
  readonly atEdge: boolean
}

const LOWEST = 0.01
const HIGHEST = 100
/** Steps of Newton or halving; the root is found in fewer than a dozen. */
const MOST_STEPS = 80
/** The search stops when 1/T moves by less than this share. */
const ENOUGH = 1e-9
/** Items between two pauses. */
const SLICE = 100_000

/**
 * The T that minimises the mean of -ln softmax(ln p / T) of the true class (Guo et al. 2017), within 0.01 to 100.
 * Logits are the logarithms of the probabilities, which gives the same probabilities as the model's own logits do.
 * The loss is convex in 1/T: Newton's steps on its slope, halved where they leave the bracket. Undefined without items.
 */
export function* fittedTemperature(items: ScoredItems): Sliced<FittedTemperature | undefined> {
  if (items.n === 0 || items.k < 2) return undefined
  let low = 1 / HIGHEST
  let high = 1 / LOWEST
  let inverse = 1
  for (let step = 0; step < MOST_STEPS; step++) {
    const { slope, curve } = yield* slopeAt(items, inverse)
    if (slope > 0) high = inverse
    else low = inverse
    const newton = curve > 0 ? inverse - slope / curve : NaN
    const next = newton > low && newton < high ? newton : Math.sqrt(low * high)
    const moved = Math.abs(next - inverse) / inverse
    inverse = next
    if (moved < ENOUGH || slope === 0) break
  }
  const temperature = 1 / inverse
  return { temperature, atEdge: temperature < LOWEST * 1.001 || temperature > HIGHEST * 0.999 }
}

/** First and second derivative of the mean log loss in 1/T: mean of expected minus true logit, and its variance. */
function* slopeAt(
  { n, k, probabilities, truth }: ScoredItems,
  inverse: number
): Sliced<{ readonly slope: number; readonly curve: number }> {
  let slope = 0
  let curve = 0
  const logits = new Float64Array(k)
  for (let i = 0; i < n; i++) {
    if (i % SLICE === SLICE - 1) yield
    let top = -Infinity
    for (let c = 0; c < k; c++) {
      const z = Math.log(Math.max(LEAST_PROBABILITY, probabilities[i * k + c] ?? 0))
      logits[c] = z
      if (z > top) top = z
    }
    let sum = 0
    let first = 0
    let second = 0
    for (let c = 0; c < k; c++) {
      const z = logits[c] ?? 0
      const weight = Math.exp((z - top) * inverse)
      sum += weight
      first += weight * z
      second += weight * z * z
    }
    const mean = first / sum
    slope += mean - (logits[truth[i] ?? 0] ?? 0)
    curve += second / sum - mean * mean
  }
  return { slope: slope / n, curve: curve / n }
}

/** The same items with their probabilities at a temperature; above 1 they become less sure. Which class wins never changes. */
export function atTemperature(
  items: ScoredItems,
  temperatureOf: number | ((item: number) => number)
): ScoredItems {
  const { n, k } = items
  const probabilities = new Float64Array(n * k)
  for (let i = 0; i < n; i++) {
    const inverse = 1 / (typeof temperatureOf === 'number' ? temperatureOf : temperatureOf(i))
    let top = 0
    for (let c = 0; c < k; c++) top = Math.max(top, items.probabilities[i * k + c] ?? 0)
    const most = Math.log(Math.max(LEAST_PROBABILITY, top))
    let sum = 0
    for (let c = 0; c < k; c++) {
      const z = Math.log(Math.max(LEAST_PROBABILITY, items.probabilities[i * k + c] ?? 0))
      const weight = Math.exp((z - most) * inverse)
      probabilities[i * k + c] = weight
      sum += weight
    }
    for (let c = 0; c < k; c++) probabilities[i * k + c] = (probabilities[i * k + c] ?? 0) / sum
  }
  return { ...items, probabilities }
}
