import { fromSeconds } from '../../../shared/domain/time'
import { isoSeconds } from '../../../shared/tables/cell-time'
import { SignalWriter } from '../media/signal-writer'
import type { FileFormat, Found, ProbedFile, ReadContext } from './format'
import { failed } from './format'
import { lineBlocks } from './line-blocks'
import { headText } from './text-file'

/** What is read of an export, by the type of its records. */
const MEASURES: Readonly<
  Record<string, { readonly label: string; readonly unit: string; readonly scale: number }>
> = {
  HeartRate: { label: 'HR', unit: 'bpm', scale: 1 },
  HeartRateVariabilitySDNN: { label: 'HRV SDNN', unit: 'ms', scale: 1 },
  RespiratoryRate: { label: 'Respiratory rate', unit: 'rpm', scale: 1 },
  OxygenSaturation: { label: 'SpO2', unit: '%', scale: 100 },
  AppleSleepingWristTemperature: { label: 'Wrist temperature', unit: '°C', scale: 1 }
}
const RECORD = /<Record\s[^>]*type="HKQuantityTypeIdentifier(\w+)"[^>]*>/g
const ATTRIBUTE = /\b(startDate|value)="([^"]*)"/g

/** Seconds from one step to the next, by the length of the export: a second, a minute where it goes over years. */
const STEPS: readonly (readonly [days: number, step: number])[] = [
  [60, 1],
  [400, 5],
  [Infinity, 60]
]

/** Apple Health exports, gigabytes long: heart rate and what else the watch measures, line by line. */
export const appleHealth: FileFormat = {
  id: 'apple-health',
  name: 'Apple Health exports (export.xml)',
  extensions: ['xml'],
  probe: ({ extension, head }) =>
    extension === 'xml' && /<HealthData|<!DOCTYPE HealthData/.test(headText(head)),
  read: readExport
}

async function readExport(file: ProbedFile, context: ReadContext): ReturnType<FileFormat['read']> {
  const series = new Map<string, { times: number[]; values: number[] }>()
  let rest = ''
  for await (const block of lineBlocks(file.path, { signal: context.signal })) {
    const text = rest + block.join('\n')
    // A record may be cut in two.
    const cut = text.lastIndexOf('<')
    const whole = text.slice(0, cut < 0 ? text.length : cut)
    rest = `${text.slice(whole.length)}\n`
    take(whole, series)
  }
  take(rest, series)
  const found = [...series].flatMap(([type, { times, values }]) => {
    const measure = MEASURES[type]
    const order = times.map((_, i) => i).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0))
    return measure && order.length > 0 ? [{ measure, times, values, order }] : []
  })
  if (found.length === 0)
    return failed(
      file,
      'empty',
      'holds no heart rate.',
      'Export from the Health app of a phone that a watch is paired with.'
    )
  const zero = Math.min(...found.map(({ times, order }) => times[order[0] ?? 0] ?? Infinity))
  const end = Math.max(...found.map(({ times, order }) => times[order.at(-1) ?? 0] ?? 0))
  const step = STEPS.find(([days]) => end - zero <= days * 86_400)?.[1] ?? 60
  const streams: Found['streams'][number][] = []
  for (const { measure, times, values, order } of found) {
    const first = times[order[0] ?? 0] ?? zero
    const writer = new SignalWriter(context.cache, streams.length, 1)
    try {
      for (const i of order) {
        const slot = Math.round(((times[i] ?? 0) - first) / step)
        if (slot < writer.count(0)) continue
        writer.padTo(0, slot)
        writer.push(0, (values[i] ?? NaN) * measure.scale)
      }
      const seconds = writer.count(0) * step
      const written = await writer.finish([
        { label: measure.label, unit: measure.unit, rateHz: 1 / step, startUs: 0 }
      ])
      streams.push({
        kind: 'signal',
        name: measure.label,
        index: streams.length,
        duration: fromSeconds(seconds),
        offset: fromSeconds(first - zero),
        driftPpm: 0,
        sync: { method: 'clock', anchors: [] },
        info: {
          codec: 'apple-health',
          channels: written.channels,
          startedAt: new Date(first * 1000).toISOString()
        },
        cache: written.cache
      })
    } finally {
      writer.drop()
    }
  }
  return {
    ok: true,
    value: {
      container: 'apple-health',
      playback: 'none',
      durationSeconds: end - zero + step,
      streams,
      tracks: [],
      warnings: []
    }
  }
}

function take(text: string, series: Map<string, { times: number[]; values: number[] }>): void {
  for (const [record, type = ''] of text.matchAll(RECORD)) {
    if (!Object.hasOwn(MEASURES, type)) continue
    const fields = new Map(
      [...record.matchAll(ATTRIBUTE)].map(([, name = '', content = '']) => [name, content])
    )
    const time = isoSeconds(fields.get('startDate') ?? '')
    const value = Number(fields.get('value'))
    if (Number.isNaN(time) || !Number.isFinite(value)) continue
    const one = series.get(type)
    if (one) {
      one.times.push(time)
      one.values.push(value)
    } else series.set(type, { times: [time], values: [value] })
  }
}
