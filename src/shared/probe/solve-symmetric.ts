/** A pivot this much smaller than the largest one is rounding: its direction gets weight 0. */
const SINGULAR = 1e-12

/**
 * Solutions of A x = b for several right sides by Cholesky's factors of a symmetric, positive semi-definite A.
 * Directions in which A is zero get 0.
 * @param matrix size x size values, row after row; it is not changed
 */
export function solveSymmetric(
  matrix: Float64Array,
  size: number,
  sides: readonly Float64Array[]
): Float64Array[] {
  const l = new Float64Array(size * size)
  let top = 0
  for (let i = 0; i < size; i++) top = Math.max(top, matrix[i * size + i] ?? 0)
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j] ?? 0
      for (let k = 0; k < j; k++) sum -= (l[i * size + k] ?? 0) * (l[j * size + k] ?? 0)
      const pivot = l[j * size + j] ?? 0
      if (i === j) l[i * size + i] = sum > SINGULAR * top ? Math.sqrt(sum) : 0
      else l[i * size + j] = pivot > 0 ? sum / pivot : 0
    }
  return sides.map((side) => {
    const x = side.slice()
    for (let i = 0; i < size; i++) {
      const pivot = l[i * size + i] ?? 0
      let sum = x[i] ?? 0
      for (let k = 0; k < i; k++) sum -= (l[i * size + k] ?? 0) * (x[k] ?? 0)
      x[i] = pivot > 0 ? sum / pivot : 0
    }
    for (let i = size - 1; i >= 0; i--) {
      const pivot = l[i * size + i] ?? 0
      let sum = x[i] ?? 0
      for (let k = i + 1; k < size; k++) sum -= (l[k * size + i] ?? 0) * (x[k] ?? 0)
      x[i] = pivot > 0 ? sum / pivot : 0
    }
    return x
  })
}
