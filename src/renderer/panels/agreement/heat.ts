/** Strongest tint in percent: text on it keeps 4.5:1 in both themes. */
const STRONGEST_TINT = 52

/** Background of a value: red at and below `low`, plain in the middle, green at `high`; none without a value. */
export function heat(value: number | null, low: number, high: number): string | undefined {
  if (value === null) return undefined
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)))
  const strength = Math.round(Math.abs(share - 0.5) * 2 * STRONGEST_TINT)
  return `color-mix(in srgb, var(--${share < 0.5 ? 'bad' : 'good'}) ${strength}%, var(--raised))`
}
