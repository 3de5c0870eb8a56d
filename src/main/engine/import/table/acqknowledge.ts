import { splitRow } from '../../../../shared/tables/split-row'
import type { KnownTable } from './known'

const INTERVAL = /^([\d.,]+)\s*(msec|milliseconds?|ms|usec|µsec|sec|seconds?|min)\s*\/\s*sample/i
const RATE = /^([\d.,]+)\s*samples?\s*(?:\/|per)\s*sec/i
const UNITS: Readonly<Record<string, string>> = {
  millivolts: 'mV',
  volts: 'V',
  microsiemens: 'µS',
  microvolts: 'µV',
  'deg c': '°C',
  celsius: '°C'
}

/**
 * Text of AcqKnowledge (BIOPAC): the interval of samples, the number of channels, name and unit of each on two lines, a row
 * of column names (with a time or without), a row of counts, values.
 */
export function acqKnowledge(lines: readonly string[]): KnownTable | undefined {
  const at = lines.slice(0, 4).findIndex((line) => INTERVAL.test(line.trim()) || RATE.test(line.trim()))
  if (at < 0) return undefined
  const line = (lines[at] ?? '').trim()
  const rate = RATE.exec(line)
  const interval = INTERVAL.exec(line)
  const value = Number((rate ?? interval)?.[1]?.replace(',', '.'))
  const unit = (interval?.[2] ?? '').toLowerCase()
  const scale =
    unit.startsWith('u') || unit.startsWith('µ')
      ? 1e-6
      : unit.startsWith('mil') || unit.startsWith('ms')
        ? 1e-3
        : unit === 'min'
          ? 60
          : 1
  const rateHz = rate ? value : 1 / (value * scale)
  const count = Number(/^(\d+)\s*channels?/i.exec((lines[at + 1] ?? '').trim())?.[1])
  if (!(rateHz > 0) || !(count >= 1) || count > 1000) return undefined
  const named = Array.from({ length: count }, (_, i) => ({
    label: (lines[at + 2 + 2 * i] ?? '').trim(),
    unit: (lines[at + 3 + 2 * i] ?? '').trim()
  }))
  const header = at + 2 + 2 * count
  const separator = (lines[header + 2] ?? lines[header] ?? '').includes('\t')
    ? '\t'
    : (lines[header] ?? '').includes(';')
      ? ';'
      : ','
  const cells = splitRow(lines[header] ?? '', separator)
  const hasTime =
    /^(?:min|sec|seconds|ms|msec|milliseconds|hours|time)/i.test(cells[0] ?? '') ||
    cells.filter((cell) => cell !== '').length > count
  const hasCounts =
    splitRow(lines[header + 1] ?? '', separator).filter((cell) => cell !== '').length === count && hasTime
  const first = hasTime ? 1 : 0
  return {
    columns: {
      separator,
      decimal: separator !== ',' && /\d,\d/.test(lines[header + 3] ?? '') ? ',' : '.',
      skipLines: header + 1 + (hasCounts ? 1 : 0),
      time: {
        kind: 'rate',
        rateHz: Math.abs(rateHz - Math.round(rateHz)) < 1e-9 * rateHz ? Math.round(rateHz) : rateHz
      },
      channels: named.map((one, i) => ({
        column: first + i,
        label: one.label || `Channel ${i + 1}`,
        unit: UNITS[one.unit.toLowerCase()] ?? one.unit
      })),
      events: []
    },
    facts: { container: 'acqknowledge' }
  }
}
