/** Multinomial logistic regression: scores of class c are bias[c] + weights[c] . x */
export interface LogisticModel {
  /** [classes][features] */
  readonly weights: readonly Float64Array[]
  readonly bias: Float64Array
}

export interface LogisticProblem {
  /** [examples][features] */
  readonly features: readonly Float64Array[]
  /** Class of each example, 0 .. classes - 1. */
  readonly target: readonly number[]
  readonly classes: number
  /** Strength of the L2 penalty 0.5 * penalty * |weights|^2; the bias is free. */
  readonly penalty: number
}

/** Pairs of steps and gradient changes that L-BFGS remembers. */
const MEMORY = 10
const MAX_ITERATIONS = 500
/** Stop when no partial derivative is larger than this. */
const TOLERANCE = 1e-4

/**
 * Fit by L-BFGS with a backtracking line search (Nocedal and Wright 2006, algorithm 7.5).
 * Every class weighs the same, however many examples it has. The problem is convex: the result does not depend on the start.
 */
export function fitLogistic(problem: LogisticProblem): LogisticModel {
  const width = problem.features[0]?.length ?? 0
  const size = problem.classes * (width + 1)
  let point = new Float64Array(size)
  let here = lossAndGradient(problem, width, point)
  const steps: Float64Array[] = []
  const changes: Float64Array[] = []
  for (let iteration = 0; iteration < MAX_ITERATIONS && largest(here.gradient) > TOLERANCE; iteration++) {
    const direction = descent(here.gradient, steps, changes)
    const slope = dot(direction, here.gradient)
    let length = iteration === 0 ? 1 / Math.max(1, largest(here.gradient)) : 1
    let next = along(point, direction, length)
    let there = lossAndGradient(problem, width, next)
    while (there.loss > here.loss + 1e-4 * length * slope) {
      length /= 2
      if (length < 1e-12) return unpack(point, problem.classes, width)
      next = along(point, direction, length)
      there = lossAndGradient(problem, width, next)
    }
    remember(steps, along(next, point, -1))
    remember(changes, along(there.gradient, here.gradient, -1))
    point = next
    here = there
  }
  return unpack(point, problem.classes, width)
}

/** Probabilities of each class for one example. */
export function predictLogistic(model: LogisticModel, features: Float64Array): Float64Array {
  return softmax(
    Float64Array.from(model.weights, (weights, c) => dot(weights, features) + (model.bias[c] ?? 0))
  )
}

function lossAndGradient(
  problem: LogisticProblem,
  width: number,
  point: Float64Array
): { loss: number; gradient: Float64Array } {
  const { weights, bias } = unpack(point, problem.classes, width)
  const gradient = new Float64Array(point.length)
  const perClass = classWeights(problem)
  let loss = 0
  problem.features.forEach((x, example) => {
    const target = problem.target[example] ?? -1
    const importance = perClass[target] ?? 0
    const probability = predictLogistic({ weights, bias }, x)
    loss -= importance * Math.log(Math.max(probability[target] ?? 0, 1e-300))
    for (let c = 0; c < problem.classes; c++) {
      const error = importance * ((probability[c] ?? 0) - (c === target ? 1 : 0))
      const row = c * (width + 1)
      for (let i = 0; i < width; i++) gradient[row + i] = (gradient[row + i] ?? 0) + error * (x[i] ?? 0)
      gradient[row + width] = (gradient[row + width] ?? 0) + error
    }
  })
  weights.forEach((row, c) =>
    row.forEach((w, i) => {
      loss += 0.5 * problem.penalty * w * w
      const at = c * (width + 1) + i
      gradient[at] = (gradient[at] ?? 0) + problem.penalty * w
    })
  )
  return { loss, gradient }
}

/** examples / (classes * examples of the class): classes count alike and the weights average 1. */
function classWeights({ target, classes }: LogisticProblem): number[] {
  return Array.from({ length: classes }, (_, c) => {
    const count = target.filter((value) => value === c).length
    return count === 0 ? 0 : target.length / (classes * count)
  })
}

function descent(
  gradient: Float64Array,
  steps: readonly Float64Array[],
  changes: readonly Float64Array[]
): Float64Array {
  let direction = gradient.map((value) => -value)
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

function unpack(point: Float64Array, classes: number, width: number): LogisticModel {
  const row = (c: number): number => c * (width + 1)
  return {
    weights: Array.from({ length: classes }, (_, c) => point.subarray(row(c), row(c) + width)),
    bias: Float64Array.from({ length: classes }, (_, c) => point[row(c) + width] ?? 0)
  }
}

function softmax(scores: Float64Array): Float64Array {
  const top = Math.max(...scores)
  const powers = scores.map((score) => Math.exp(score - top))
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power) => power / total)
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

/** a + length * b */
function along(a: Float64Array, b: Float64Array, length: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(a, (value, i) => value + length * (b[i] ?? 0))
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}
