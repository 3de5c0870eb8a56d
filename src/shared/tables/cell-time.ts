import type { TableColumns, TimeUnit } from '../domain/table-columns'
import { cellNumber } from './split-row'

const SECONDS: Readonly<Record<'s' | 'ms' | 'us' | 'ns', number>> = { s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9 }

/** A date and a time, or a date behind day and month with dots; the zone where there is one. */
const ISO =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,:](\d+))?)?\s*(Z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/i
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,:](\d+))?)?$/
const CLOCK = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d+))?$/

/** Seconds that a cell of a time column tells; NaN when it tells none. Dates count from 1970, without a zone as if in UTC. */
export function timeReader(unit: TimeUnit, decimal: TableColumns['decimal']): (cell: string) => number {
  if (unit === 'iso') return (cell) => isoSeconds(cell)
  if (unit === 'clock') return (cell) => clockSeconds(cell)
  const scale = SECONDS[unit]
  return (cell) => cellNumber(cell, decimal) * scale
}

/** Seconds since 1970 of a date with a time; NaN for anything else. */
export function isoSeconds(cell: string): number {
  const iso = ISO.exec(cell)
  const dotted = iso ? undefined : DOTTED.exec(cell)
  if (!iso && !dotted) return Number.NaN
  const [, a = '', b = '', c = '', hours, minutes, seconds = '0', fraction = '', zone] = iso ?? dotted ?? []
  const [year, month, day] = iso ? [a, b, c] : [c, b, a]
  if (Number(month) > 12 || Number(day) > 31 || Number(hours) > 24) return Number.NaN
  const whole = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hours),
    Number(minutes),
    Number(seconds)
  )
  return whole / 1000 + Number(`0.${fraction || '0'}`) - zoneSeconds(zone)
}

/** Whether the text of a time names its zone. */
export const namesZone = (cell: string): boolean =>
  /(?:Z|UTC|[+-]\d{2}(?::?\d{2})?)$/i.test(ISO.test(cell) ? cell : '')

function zoneSeconds(zone: string | undefined): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone ?? '')
  if (!match) return 0
  const seconds = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60
  return match[1] === '-' ? -seconds : seconds
}

/** Seconds of `hh:mm:ss.mmm` or `mm:ss`; NaN for anything else. */
export function clockSeconds(cell: string): number {
  const match = CLOCK.exec(cell)
  if (!match) return Number.NaN
  const [, hours, minutes, seconds, fraction = '0'] = match
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction}`)
}

/** Unit of clock readings by their size: seconds, ms, µs or ns since 1970, between 1980 and 2150; undefined for others. */
export function epochUnit(value: number): 's' | 'ms' | 'us' | 'ns' | undefined {
  for (const unit of ['s', 'ms', 'us', 'ns'] as const) {
    const seconds = value * SECONDS[unit]
    if (seconds >= 3.15e8 && seconds <= 5.68e9) return unit
  }
  return undefined
}
