import { splitRow } from '../../../../shared/tables/split-row'
import { isoSeconds } from '../../../../shared/tables/cell-time'
import type { KnownTable } from './known'

/** Text of BioTrace+ (Mind Media), in English, German and Dutch: facts, the rate, names of columns, rows numbered or timed. */
export function bioTrace(lines: readonly string[]): KnownTable | undefined {
  const rate = lines
    .slice(0, 20)
    .map(
      (line) => /^(?:output rate|ausgabegeschwindigkeit|uitvoersnelheid)\s*:?\t\s*([\d.,]+)/i.exec(line)?.[1]
    )
    .find(Boolean)
  const header = lines.slice(0, 40).findIndex((line) => /^(?:time|zeit|tijd)\t/i.test(line))
  if (rate === undefined || header < 0) return undefined
  const names = splitRow(lines[header] ?? '', '\t')
  const rows = lines.slice(header + 1, header + 60)
  const fact = (name: RegExp): string =>
    lines
      .slice(0, header)
      .map((line) => line.split('\t'))
      .find(([key = '']) => name.test(key))?.[1]
      ?.trim() ?? ''
  const day = fact(/^(?:date|datum)\s*:/i).replaceAll('-', '.')
  const began = isoSeconds(`${day} ${fact(/^(?:time|zeit|tijd)\s*:/i)}`)
  const isEvent = (name: string): boolean => /^(?:events?|ereignisse|gebeurtenissen)$/i.test(name)
  return {
    columns: {
      separator: '\t',
      decimal: rows.some((line) => /\t\d+,\d/.test(line)) ? ',' : '.',
      skipLines: header + 1,
      time: { kind: 'rate', rateHz: Number(rate.replace(',', '.')) },
      channels: names.flatMap((name, column) => {
        if (column === 0 || name === '' || isEvent(name)) return []
        // "Sensor-13:SC/GSR": the input of the device, then what is measured.
        const label = name.replace(/^Sensor-\w+\s*:\s*/i, '')
        return [{ column, label, unit: /^(?:sc|gsr|sc\/gsr|eda)$/i.test(label) ? 'µS' : '' }]
      }),
      events: names.flatMap((name, column) => (isEvent(name) ? [{ column, label: 'Events' }] : []))
    },
    facts: {
      container: 'biotrace',
      authorName: 'BioTrace',
      ...(Number.isNaN(began) ? {} : { startedAt: new Date(began * 1000).toISOString().slice(0, -5) })
    }
  }
}
