import { z } from 'zod'
import type { KnownTable } from './known'

const Device = z.looseObject({
  'sampling rate': z.number().positive(),
  column: z.array(z.string()),
  label: z.array(z.string()).optional(),
  sensor: z.array(z.string()).optional(),
  resolution: z.array(z.number()).optional(),
  date: z.string().optional(),
  time: z.string().optional(),
  device: z.string().optional()
})

/** Text of OpenSignals (biosignalsplux, BITalino): facts of the device as JSON, then raw counts; rows are numbered, so that lost ones are seen. */
export function openSignals(lines: readonly string[]): KnownTable | undefined {
  if (!/^#\s*OpenSignals Text File Format/i.test(lines[0] ?? '')) return undefined
  const end = lines.findIndex((line) => /^#\s*EndOfHeader/i.test(line))
  const devices = devicesOf(lines.slice(1, end < 0 ? 12 : end))
  const [first] = devices
  if (!first) return undefined
  // Columns of several devices stand beside each other.
  const columns = devices.flatMap((device) => {
    const names = new Map((device.label ?? []).map((label, i) => [label, device.sensor?.[i] ?? '']))
    return device.column.map((name) => ({ name, sensor: names.get(name) ?? '' }))
  })
  const sequence = columns.findIndex(({ name }) => /^nseq$/i.test(name))
  const taken = columns.flatMap(({ name, sensor }, column) =>
    /^(?:nseq|di|i\d|o\d)$/i.test(name)
      ? []
      : [
          {
            column,
            label: sensor && !/^(?:raw|custom\W.*)$/i.test(sensor) ? `${sensor} (${name})` : name,
            unit: ''
          }
        ]
  )
  const date = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(first.date ?? '')
  const day = date
    ? `${date[1] ?? ''}-${(date[2] ?? '').padStart(2, '0')}-${(date[3] ?? '').padStart(2, '0')}`
    : undefined
  const clock = /^(\d{1,2}):(\d{1,2}):(\d{1,2}(?:\.\d+)?)/.exec(first.time ?? '')
  return {
    columns: {
      separator: '\t',
      decimal: '.',
      skipLines: end < 0 ? 0 : end + 1,
      time: { kind: 'rate', rateHz: first['sampling rate'] },
      channels: taken,
      events: columns.flatMap(({ name }, column) =>
        /^(?:di|i\d)$/i.test(name) ? [{ column, label: `Digital input ${name}` }] : []
      )
    },
    facts: {
      container: 'opensignals',
      authorName: 'OpenSignals',
      ...(sequence < 0 ? {} : { sequence }),
      ...(day && clock
        ? {
            startedAt: `${day}T${(clock[1] ?? '').padStart(2, '0')}:${(clock[2] ?? '').padStart(2, '0')}:${(clock[3] ?? '').padStart(2, '0')}`
          }
        : {}),
      extra: { opensignals: { device: first.device ?? '', resolution: first.resolution ?? [] } }
    }
  }
}

function devicesOf(lines: readonly string[]): readonly z.infer<typeof Device>[] {
  for (const line of lines) {
    const text = line.replace(/^#\s*/, '')
    if (!text.startsWith('{')) continue
    try {
      const parsed = z.record(z.string(), z.unknown()).safeParse(JSON.parse(text))
      return Object.values(parsed.data ?? {}).flatMap((value) => {
        const device = Device.safeParse(value)
        return device.success ? [device.data] : []
      })
    } catch {
      // Not the line with the facts.
      continue
    }
  }
  return []
}
