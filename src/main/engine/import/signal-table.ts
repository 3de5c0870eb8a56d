import { fromSeconds } from '../../../shared/domain/time'
import { writeSignals } from '../media/signal-pyramid'
import type { SignalChannel } from '../media/signal-pyramid'
import type { FileFormat, ProbedFile } from './format'
import { failed, fileProblem } from './format'
import { headerOf, numberOf, parseTable } from './delimited'
import type { Table } from './delimited'
import { headText, readText } from './text-file'

/** Largest table that is read whole, in bytes: about two hours of eight channels at 256 Hz. */
const LARGEST = 256 * 1024 * 1024

/** Units of a time column, as its name ends: `time_s`, `t_ms`, `timestamp_us`. */
const timeColumn =
  /^(?:time|t|timestamp|timestamps|seconds|sec|elapsed|time_elapsed)(?:[_ ([-]*(s|sec|seconds|ms|us|µs|ns)[)\]]?)?$/i
const unitSeconds: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  seconds: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9
}

/** Physiology and other signals as CSV or TSV: a time column and one column for each channel, its unit behind the last underscore (`eda_uS`). */
export const signalTable: FileFormat = {
  id: 'signal-table',
  name: 'signal tables (csv, tsv with a time column)',
  extensions: ['csv', 'tsv', 'txt'],
  probe({ extension, head }) {
    if (!['csv', 'tsv', 'txt'].includes(extension)) return false
    const text = headText(head)
    const header = headerOf(text)
    const first = parseTable(text.slice(0, text.lastIndexOf('\n') + 1)).rows[0]
    return (
      header.length > 0 &&
      first !== undefined &&
      first.cells.some((cell) => numberOf(cell) !== undefined) &&
      header.every((name) => numberOf(name) === undefined)
    )
  },
  async read(file, context) {
    if (file.sizeBytes > LARGEST)
      return failed(
        file,
        'too-large',
        'is a table of more than 256 MB, which is not read yet.',
        'Save the signals as EDF, or in several files.'
      )
    const table = parseTable(await readText(file.path))
    const timing = timingOf(table, file)
    if (typeof timing === 'string')
      return failed(
        file,
        'no-time',
        timing,
        'Add a first column "time_s" with the time of each row in seconds, or name the rate in the file name ("…_100hz.csv").'
      )
    const channels = table.header.flatMap((name, column) =>
      column === timing.column ? [] : channelOf(name, column, table, timing)
    )
    if (channels.length === 0)
      return failed(
        file,
        'no-numbers',
        'has no column of numbers besides the time.',
        'Check the separator and the decimal sign.'
      )
    const { cache, channels: facts } = await writeSignals(channels, 0, context.cache)
    const durationSeconds = timing.count / timing.rateHz
    return {
      ok: true,
      value: {
        container: 'table',
        playback: 'none',
        durationSeconds,
        streams: [
          {
            kind: 'signal',
            name: 'Signals',
            index: 0,
            duration: fromSeconds(durationSeconds),
            info: { channels: facts },
            cache
          }
        ],
        tracks: [],
        warnings: timing.warning
          ? [
              fileProblem(
                file,
                'uneven',
                timing.warning,
                'Rows were placed at the nearest step of that rate.',
                'warning'
              )
            ]
          : []
      }
    }
  }
}

/** How rows lie in time: row r is sample `slots[r]` of an even grid. */
interface Timing {
  readonly column: number
  readonly rateHz: number
  readonly slots: Int32Array
  /** Steps of the grid, gaps included. */
  readonly count: number
  readonly warning?: string
}

/** Longest grid, in steps; a table with one wild time must not fill the memory. */
const MOST_STEPS = 100_000_000

function timingOf(table: Table, file: ProbedFile): Timing | string {
  const rows = table.rows.length
  const column = table.header.findIndex((name) => timeColumn.test(name.trim()))
  if (column < 0) {
    const rateHz = Number(/(\d+(?:\.\d+)?)\s?hz/i.exec(file.name)?.[1])
    if (!(rateHz > 0)) return 'has no time column and does not say how many rows there are per second.'
    return { column, rateHz, slots: Int32Array.from({ length: rows }, (_, i) => i), count: rows }
  }
  const scale =
    unitSeconds[timeColumn.exec((table.header[column] ?? '').trim())?.[1]?.toLowerCase() ?? 's'] ?? 1
  const times = table.rows.map(({ cells }) => (numberOf(cells[column]) ?? Number.NaN) * scale)
  const steps = times
    .flatMap((time, i) => (i > 0 && time > (times[i - 1] ?? Number.NaN) ? [time - (times[i - 1] ?? 0)] : []))
    .sort((a, b) => a - b)
  const median = steps[steps.length >> 1]
  if (median === undefined)
    return `has a time column "${table.header[column] ?? ''}" whose values do not grow.`
  const even = steps.filter((step) => Math.abs(step - median) <= 0.2 * median)
  const step = even.reduce((sum, value) => sum + value, 0) / even.length
  const start = times.find((time) => !Number.isNaN(time)) ?? 0
  const slots = Int32Array.from(times, (time) =>
    Number.isNaN(time) || time < start ? -1 : Math.min(MOST_STEPS, Math.round((time - start) / step))
  )
  const count = slots.reduce((most, slot) => Math.max(most, slot), 0) + 1
  if (count >= MOST_STEPS || count > rows * 1000)
    return `has times that reach ${(count * step).toFixed(0)} s with only ${rows} rows; one of them is probably wrong.`
  const rateHz = Math.abs(1 / step - Math.round(1 / step)) < 1e-3 / step ? Math.round(1 / step) : 1 / step
  const share = even.length / steps.length
  return {
    column,
    rateHz,
    slots,
    count,
    ...(share < 0.95
      ? { warning: `has rows at uneven times; ${rateHz.toFixed(2)} Hz is their usual rate.` }
      : {})
  }
}

function channelOf(name: string, column: number, table: Table, timing: Timing): SignalChannel[] {
  const samples = new Float32Array(timing.count).fill(Number.NaN)
  let numbers = 0
  for (const [row, { cells }] of table.rows.entries()) {
    const value = numberOf(cells[column])
    const slot = timing.slots[row] ?? -1
    if (value === undefined || slot < 0) continue
    samples[slot] = value
    numbers++
  }
  if (numbers === 0) return []
  const parts = /^(.+?)(?:_([^_\s]{1,8})|\s*[([]([^)\]]{1,12})[)\]])$/.exec(name.trim())
  return [
    {
      label: parts?.[1] ?? name.trim(),
      unit: parts?.[2] ?? parts?.[3] ?? '',
      rateHz: timing.rateHz,
      startUs: 0,
      samples
    }
  ]
}
