/** A size with its unit, short: `100 µV`, `0.5 mV`. */
export function scaleText(value: number, unit: string): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 0.01 ? 2 : 4
  const number = Number(value.toFixed(digits))
  const text = number === 0 || Math.abs(value) >= 1e6 ? value.toExponential(1) : String(number)
  return unit === '' ? text : `${text} ${unit.replace(/^u(?=[VS]$)/, 'µ')}`
}
