/** A length for reading: `0.25 s`, `12.4 s`, `3 min 5 s`, `2 h 10 min`. */
export function plainSeconds(seconds: number): string {
  if (seconds < 100) return `${Number(seconds.toPrecision(3))} s`
  const whole = Math.round(seconds)
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}
