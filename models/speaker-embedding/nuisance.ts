/** Directions in which voices differ from themselves, and how much of each is kept. */
export interface Nuisance {
  readonly mean: Float64Array
  readonly deviation: Float64Array
  readonly directions: readonly Float64Array[]
  readonly gains: readonly number[]
}

export interface VoiceExample {
  readonly speaker: string
  readonly features: Float64Array
}

/** Directions taken, and the share of the mean variance that is added to all (shrinkage, as of Ledoit and Wolf, set by hand). */
const DIRECTIONS = 64
const SHRINKAGE = 0.2

/**
 * Within-class covariance normalisation (Hatch, Kajarekar & Stolcke 2006), of the leading directions only: after it,
 * differences of a voice from itself weigh the same in all of these. @param rounds of subspace iteration
 */
export function fitNuisance(examples: readonly VoiceExample[], rounds: number): Nuisance {
  const width = examples[0]?.features.length ?? 0
  const mean = new Float64Array(width)
  for (const { features } of examples)
    features.forEach((value, i) => (mean[i] = (mean[i] ?? 0) + value / examples.length))
  const deviation = new Float64Array(width)
  for (const { features } of examples)
    features.forEach(
      (value, i) => (deviation[i] = (deviation[i] ?? 0) + (value - (mean[i] ?? 0)) ** 2 / examples.length)
    )
  deviation.forEach((value, i) => (deviation[i] = Math.sqrt(value) || 1))
  const within = differencesWithin(examples, mean, deviation)
  const directions = leading(within, width, rounds)
  const variances = directions.map((direction) => varianceAlong(within, direction))
  const average = within.reduce((sum, row) => sum + dot(row, row), 0) / within.length / width
  const gains = variances.map((variance) =>
    Math.sqrt((SHRINKAGE * average) / ((1 - SHRINKAGE) * variance + SHRINKAGE * average))
  )
  return { mean, deviation, directions, gains }
}

/** The embedding of features. */
export function withoutNuisance(
  { mean, deviation, directions, gains }: Nuisance,
  features: Float64Array
): Float64Array {
  const scaled = features.map((value, i) => (value - (mean[i] ?? 0)) / (deviation[i] ?? 1))
  const out = scaled.slice()
  directions.forEach((direction, k) => {
    const part = (1 - (gains[k] ?? 1)) * dot(scaled, direction)
    direction.forEach((value, i) => (out[i] = (out[i] ?? 0) - part * value))
  })
  return out
}

function differencesWithin(
  examples: readonly VoiceExample[],
  mean: Float64Array,
  deviation: Float64Array
): Float64Array[] {
  const scaled = examples.map(({ speaker, features }) => ({
    speaker,
    features: features.map((value, i) => (value - (mean[i] ?? 0)) / (deviation[i] ?? 1))
  }))
  return [...Map.groupBy(scaled, ({ speaker }) => speaker).values()].flatMap((own) => {
    const centre = new Float64Array(mean.length)
    for (const { features } of own)
      features.forEach((value, i) => (centre[i] = (centre[i] ?? 0) + value / own.length))
    return own.map(({ features }) => features.map((value, i) => value - (centre[i] ?? 0)))
  })
}

/** Leading eigenvectors of the covariance of rows, by subspace iteration from a fixed start. */
function leading(rows: readonly Float64Array[], width: number, rounds: number): Float64Array[] {
  let basis = Array.from({ length: DIRECTIONS }, (_, k) =>
    Float64Array.from({ length: width }, (__, i) => Math.sin((k + 1) * (i + 1) * 0.7311 + k))
  )
  orthonormalise(basis)
  for (let round = 0; round < rounds; round++) {
    const next = basis.map(() => new Float64Array(width))
    for (const row of rows)
      basis.forEach((direction, k) => {
        const part = dot(row, direction) / rows.length
        const target = next[k]
        if (target) for (let i = 0; i < width; i++) target[i] = (target[i] ?? 0) + part * (row[i] ?? 0)
      })
    basis = next
    orthonormalise(basis)
  }
  return basis
}

function orthonormalise(basis: readonly Float64Array[]): void {
  basis.forEach((vector, k) => {
    for (const before of basis.slice(0, k)) {
      const part = dot(vector, before)
      for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) - part * (before[i] ?? 0)
    }
    const length = Math.sqrt(dot(vector, vector)) || 1
    for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / length
  })
}

const varianceAlong = (rows: readonly Float64Array[], direction: Float64Array): number =>
  rows.reduce((sum, row) => sum + dot(row, direction) ** 2, 0) / rows.length

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}
