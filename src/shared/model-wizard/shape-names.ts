/**
 * Sizes as a manifest writes them: open ones get names of letters and digits, the first axis `B` for the batch.
 * Equal names in the graph stay equal.
 */
export function shapeNames(dims: readonly (number | string)[]): readonly (number | string)[] {
  return dims.map((size, axis) => {
    if (typeof size === 'number') return size
    if (axis === 0) return 'B'
    const letters = size.replaceAll(/[^A-Za-z0-9]/gu, '').replace(/^[^A-Za-z]+/u, '')
    const name = letters === '' ? `N${axis}` : `${letters.slice(0, 1).toUpperCase()}${letters.slice(1)}`
    return name === 'B' ? `B${axis}` : name
  })
}
