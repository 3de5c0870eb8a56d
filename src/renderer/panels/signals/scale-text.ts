/** A size with its unit, short: `100 µV`, `0.5 mV`. */
export function scaleText(value: number, unit: string): string {
  const size = Math.abs(value)
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.01 ? 2 : 4
  const number = Number(value.toFixed(digits))
  const text = value === 0 ? '0' : number === 0 || size >= 1e6 ? value.toExponential(1) : String(number)
  return unit === '' ? text : `${text} ${plainUnit(unit)}`
}

/** Microvolts and microsiemens as they are written, however the file spells them. */
export const plainUnit = (unit: string): string => unit.replace(/^u(?=[VS]$)/, 'µ')
