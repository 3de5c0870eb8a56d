import { symmetricEigen } from '../metrics/base/symmetric-eigen'
import { seededRandom } from '../metrics/base/seeded-random'
import type { Table } from '../probe/table'

/** Directions of largest variance of many columns. */
export interface LeadingComponents {
  readonly mean: Float64Array
  /** Unit vectors, largest variance first; the largest loading in absolute value is positive. */
  readonly components: readonly Float64Array[]
  /** Variance along each (n - 1 below). */
  readonly variance: readonly number[]
  /** Sum of all columns' variances. */
  readonly total: number
  /** rows x components, row after row. */
  readonly scores: Float64Array
}

/** Directions followed beside those asked for, so that the last asked for settles quickly. */
const SPARE = 8
const MAX_ROUNDS = 2000
/** Largest change of a direction's cosine at which it counts as found. */
const SETTLED = 1e-13

/**
 * The first principal components, exact to rounding, by orthogonal iteration on the covariance with Rayleigh-Ritz steps
 * (Golub & Van Loan 2013, 8.2.4 and 8.3.2): for a few components of hundreds of columns far less work than all of them.
 * The small case of `metrics/principal-components` gives the same numbers. Yields while it works (share done, 0 to 1).
 */
export function* leadingComponents(
  { rows, columns, data }: Table,
  count: number
): Generator<number, LeadingComponents | null> {
  if (rows < 2 || columns === 0) return null
  const mean = new Float64Array(columns)
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) mean[j] = (mean[j] ?? 0) + (data[i * columns + j] ?? 0) / rows
  const covariance = new Float64Array(columns * columns)
  const row = new Float64Array(columns)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) row[j] = (data[i * columns + j] ?? 0) - (mean[j] ?? 0)
    for (let j = 0; j < columns; j++) {
      const own = (row[j] ?? 0) / (rows - 1)
      const at = j * columns
      for (let k = j; k < columns; k++) covariance[at + k] = (covariance[at + k] ?? 0) + own * (row[k] ?? 0)
    }
    if (i % 64 === 63) yield (0.6 * i) / rows
  }
  let total = 0
  for (let j = 0; j < columns; j++) {
    total += covariance[j * columns + j] ?? 0
    for (let k = 0; k < j; k++) covariance[j * columns + k] = covariance[k * columns + j] ?? 0
  }
  const wanted = Math.min(count, columns, rows - 1)
  const { vectors, values } = yield* iterate(covariance, columns, wanted)
  const components = vectors.slice(0, wanted).map(withSign)
  const scores = new Float64Array(rows * wanted)
  for (let i = 0; i < rows; i++)
    components.forEach((component, c) => {
      let sum = 0
      for (let j = 0; j < columns; j++)
        sum += (component[j] ?? 0) * ((data[i * columns + j] ?? 0) - (mean[j] ?? 0))
      scores[i * wanted + c] = sum
    })
  return {
    mean,
    components,
    variance: values.slice(0, wanted).map((value) => Math.max(0, value)),
    total,
    scores
  }
}

function* iterate(
  matrix: Float64Array,
  size: number,
  wanted: number
): Generator<number, { vectors: Float64Array[]; values: number[] }> {
  const draw = seededRandom(1)
  let basis = orthonormal(
    Array.from({ length: Math.min(size, wanted + SPARE) }, () =>
      Float64Array.from({ length: size }, () => draw() / 2 ** 31 - 1)
    )
  )
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const images = basis.map((vector) => times(matrix, size, vector))
    const small = basis.map((a) => Float64Array.from(images, (image) => dot(a, image)))
    const order = symmetricEigen(small).sort((a, b) => b.value - a.value)
    const next = orthonormal(
      order.map(({ vector }) => {
        const made = new Float64Array(size)
        vector.forEach((share, i) => {
          const image = images[i]
          for (let j = 0; image && j < size; j++) made[j] = (made[j] ?? 0) + share * (image[j] ?? 0)
        })
        return made
      })
    )
    const settled = next
      .slice(0, wanted)
      .every((vector, i) => 1 - Math.abs(dot(vector, basis[i] ?? vector)) < SETTLED)
    basis = next
    if (settled && round > 0) break
    yield 0.6 + 0.4 * (1 - 1 / (1 + round / 50))
  }
  const values = basis.map((vector) => dot(vector, times(matrix, size, vector)))
  return { vectors: basis, values }
}

/** Gram-Schmidt, twice; a vector that lies in the others' span is given a direction of its own by the next round. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const made: Float64Array[] = []
  vectors.forEach((vector, i) => {
    const own = vector.slice()
    for (let pass = 0; pass < 2; pass++)
      for (const other of made) {
        const share = dot(own, other)
        for (let j = 0; j < own.length; j++) own[j] = (own[j] ?? 0) - share * (other[j] ?? 0)
      }
    const length = Math.sqrt(dot(own, own))
    if (length > 1e-300) made.push(own.map((value) => value / length))
    else made.push(axis(own.length, i))
  })
  return made
}

const axis = (size: number, at: number): Float64Array =>
  Float64Array.from({ length: size }, (_, j) => Number(j === at % size))

function times(matrix: Float64Array, size: number, vector: Float64Array): Float64Array {
  const made = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    let sum = 0
    for (let j = 0; j < size; j++) sum += (matrix[i * size + j] ?? 0) * (vector[j] ?? 0)
    made[i] = sum
  }
  return made
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

function withSign(vector: Float64Array): Float64Array {
  let largest = 0
  for (const value of vector) if (Math.abs(value) > Math.abs(largest)) largest = value
  return largest < 0 ? vector.map((value) => -value) : vector
}
