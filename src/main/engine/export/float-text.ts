/** The shortest number that is this float32 again; NaN stays NaN. */
export function shortestFloat(value: number): number {
  if (!Number.isFinite(value)) return value
  for (const digits of [6, 7, 8]) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  // Nine significant digits always tell one float32 from the next.
  return Number(value.toPrecision(9))
}

/** Microseconds as seconds with six decimals: exact. */
export function secondsText(time: number): string {
  const whole = Math.abs(time)
  return `${time < 0 ? '-' : ''}${Math.floor(whole / 1e6)}.${String(whole % 1e6).padStart(6, '0')}`
}
