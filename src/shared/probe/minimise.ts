import type { Sliced } from '../agreement/sliced'

/** Pairs of steps and gradient changes that are remembered. */
const MEMORY = 10

/** A step that gains less than this share of the value gains nothing but rounding. */
const STANDS_STILL = 1e-14

/** Value at a point; the gradient is written into the array given. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number

export interface MinimiseOptions {
  readonly maxIterations?: number
  /** Stop when no partial derivative is larger than this. */
  readonly tolerance?: number
}

/**
 * A minimum of a smooth function from a start of zeros: L-BFGS with a backtracking line search
 * (Nocedal & Wright 2006, Numerical Optimization, algorithm 7.5). For a convex one it does not depend on the start.
 */
export function* minimise(
  size: number,
  objective: Objective,
  { maxIterations = 500, tolerance = 1e-6 }: MinimiseOptions = {}
): Sliced<{ readonly point: Float64Array; readonly value: number; readonly converged: boolean }> {
  let point = new Float64Array(size)
  let gradient = new Float64Array(size)
  let value = objective(point, gradient)
  const steps: Float64Array[] = []
  const changes: Float64Array[] = []
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    yield
    if (largest(gradient) <= tolerance) return { point, value, converged: true }
    const direction = descent(gradient, steps, changes)
    const slope = dot(direction, gradient)
    let length = iteration === 0 ? 1 / Math.max(1, largest(gradient)) : 1
    let next = along(point, direction, length)
    let slopes = new Float64Array(size)
    let there = objective(next, slopes)
    while (!(there <= value + 1e-4 * length * slope)) {
      length /= 2
      // No step goes down any more: rounding has the last word.
      if (length < 1e-14) return { point, value, converged: largest(gradient) <= tolerance * 100 }
      next = along(point, direction, length)
      slopes = new Float64Array(size)
      yield
      there = objective(next, slopes)
    }
    // Rounding hides whatever is left to gain; going on would only search ever shorter steps.
    const standsStill = value - there <= STANDS_STILL * Math.max(1, Math.abs(there))
    const step = along(next, point, -1)
    const change = along(slopes, gradient, -1)
    if (dot(step, change) > 0) {
      remember(steps, step)
      remember(changes, change)
    }
    point = next
    gradient = slopes
    value = there
    if (standsStill) return { point, value, converged: largest(gradient) <= tolerance * 100 }
  }
  return { point, value, converged: largest(gradient) <= tolerance }
}

function descent(
  gradient: Float64Array,
  steps: readonly Float64Array[],
  changes: readonly Float64Array[]
): Float64Array {
  let direction: Float64Array = gradient.map((value) => -value)
  const history = steps.map((step, i) => {
    const change = changes[i] ?? step
    return { step, change, rho: 1 / dot(step, change) }
  })
  const alphas = history.toReversed().map(({ step, change, rho }) => {
    const alpha = rho * dot(step, direction)
    direction = along(direction, change, -alpha)
    return alpha
  })
  const last = history.at(-1)
  if (last) {
    const scale = 1 / (last.rho * dot(last.change, last.change))
    direction = direction.map((value) => value * scale)
  }
  history.forEach(({ step, change, rho }, i) => {
    const alpha = alphas[history.length - 1 - i] ?? 0
    direction = along(direction, step, alpha - rho * dot(change, direction))
  })
  return direction
}

function remember(list: Float64Array[], entry: Float64Array): void {
  list.push(entry)
  if (list.length > MEMORY) list.shift()
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

/** a + length * b */
function along(a: Float64Array, b: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const made = new Float64Array(a.length)
  for (let i = 0; i < a.length; i++) made[i] = (a[i] ?? 0) + length * (b[i] ?? 0)
  return made
}

function largest(values: Float64Array): number {
  let most = 0
  for (const value of values) most = Math.max(most, Math.abs(value))
  return most
}
