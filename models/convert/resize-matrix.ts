/**
 * Matrix [target, source] that resizes a row of pixels with a triangle filter as wide as the reduction,
 * pixel centres at half positions: bilinear when enlarging, free of aliasing when reducing. Rows sum to 1.
 */
export function resizeMatrix(source: number, target: number): Float32Array {
  const scale = source / target
  const radius = Math.max(1, scale)
  const matrix = new Float32Array(target * source)
  for (let row = 0; row < target; row++) {
    const centre = (row + 0.5) * scale - 0.5
    const weights = Array.from({ length: source }, (_, column) =>
      Math.max(0, 1 - Math.abs(column - centre) / radius)
    )
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    matrix.set(
      weights.map((weight) => weight / total),
      row * source
    )
  }
  return matrix
}
