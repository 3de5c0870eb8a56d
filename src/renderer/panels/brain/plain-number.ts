/** A number as tables show it: four digits that count, powers of ten where it is very small or large; a dash for none. */
export function plainNumber(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return '–'
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 1e5 || size < 1e-3) return value.toExponential(2)
  return value.toFixed(Math.max(0, Math.min(4, 3 - Math.floor(Math.log10(size)))))
}
