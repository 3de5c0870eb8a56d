import { readFile } from 'node:fs/promises'
import { SignalWriter } from '../../media/signal-writer'
import { beside } from '../beside'
import type { CachePlace } from '../cache-place'
import { decodeText } from '../text-file'
import { invalidCode, isReadable, wfdbHeader } from './header'
import type { WfdbHeader, WfdbSignal } from './header'
import { dataFiles, readDataFile } from './read-segment'

/** A stretch of a record: what describes it, and where it begins. */
interface Segment {
  /** Absent: nothing was recorded. */
  readonly header?: WfdbHeader
  readonly frames: number
  readonly from: number
}

/** What a record became. */
export interface WfdbRecord {
  readonly cache: Record<string, string>
  readonly channels: readonly { readonly label: string; readonly unit: string; readonly rateHz: number }[]
  readonly seconds: number
  readonly startedAt?: string
  /** Each completes "<file> ". */
  readonly warnings: readonly { readonly code: string; readonly what: string; readonly hint: string }[]
}

/** Longest record, in samples of all signals, up to the start of its last segment. */
const MOST_SAMPLES = 4_000_000_000
/** Frames that a header may name beyond those that are there: so many times as many, and so many more. */
const [MOST_TIMES, MOST_SPARE] = [100, 1_000_000]

const AGAIN = 'Copy the whole record again from where it comes from.'

/** Read all signals of a record of one or several segments; text: why there are none. */
export async function readRecord(
  path: string,
  header: WfdbHeader,
  cache: CachePlace,
  signal: AbortSignal
): Promise<WfdbRecord | string> {
  const warnings: WfdbRecord['warnings'][number][] = []
  const segments = await segmentsOf(path, header, warnings)
  const channels = channelsOf(header, segments)
  if (channels.length === 0) return 'has no signals'
  const last = segments.at(-1)
  if ((last?.from ?? 0) * channels.length > MOST_SAMPLES)
    return `names ${last?.from ?? 0} frames, which no record has.`
  const writer = new SignalWriter(cache, 0, channels.length)
  let read = 0
  try {
    for (const { header: part, from, frames } of segments) {
      if (!part || signal.aborted) continue
      const targets = part.signals.map((one, i) =>
        header.segments && isVariable(segments) ? channels.findIndex(({ label }) => label === one.label) : i
      )
      read += await readSegment(path, part, frames, signal, warnings, (index, one, values, first) => {
        const channel = targets[index] ?? -1
        if (channel < 0 || channel >= channels.length) return
        const rate = channels[channel]?.samplesPerFrame ?? 1
        const invalid = invalidCode(one.format)
        const start = (from - one.skew) * rate
        for (let i = 0; i < values.length; i++) {
          const k = first + i
          const at = start + (rate === one.samplesPerFrame ? k : Math.round((k * rate) / one.samplesPerFrame))
          if (at < from * rate || at < writer.count(channel)) continue
          const value = values[i] ?? 0
          writer.padTo(channel, at)
          writer.push(channel, value === invalid ? Number.NaN : (value - one.baseline) / one.gain)
        }
      })
    }
    if (read === 0) return warnings[0]?.what ?? 'holds no samples'
    const told = segments.reduce((sum, { frames }) => sum + frames, 0)
    const longest = Math.max(...channels.map((one, i) => writer.count(i) / one.samplesPerFrame))
    // A header that names far more than there is lies: its rest is not written as a gap of days.
    const frames =
      told > longest * MOST_TIMES + MOST_SPARE ? Math.ceil(longest) : Math.max(told, Math.ceil(longest))
    for (const [i, one] of channels.entries()) writer.padTo(i, frames * one.samplesPerFrame)
    const written = await writer.finish(
      channels.map(({ label, unit, samplesPerFrame }) => ({
        label,
        unit,
        rateHz: header.frameRateHz * samplesPerFrame,
        startUs: 0
      }))
    )
    return { ...written, seconds: frames / header.frameRateHz, startedAt: header.startedAt, warnings }
  } finally {
    writer.drop()
  }
}

const isVariable = (segments: readonly Segment[]): boolean =>
  segments[0]?.frames === 0 && segments[0].header !== undefined

/** Signals of the record: those of its layout, or of its first segment. */
function channelsOf(header: WfdbHeader, segments: readonly Segment[]): readonly WfdbSignal[] {
  if (!header.segments) return header.signals
  const first = segments.find((segment) => segment.header)?.header?.signals ?? []
  if (!isVariable(segments)) return first
  const known = new Map(first.map((one) => [one.label, one]))
  for (const { header: part } of segments)
    for (const one of part?.signals ?? []) if (!known.has(one.label)) known.set(one.label, one)
  // The layout's own lines stand for no file; a segment says how fast a signal is.
  return [...known.values()].map((one) => {
    const real = segments.flatMap(({ header: part, frames }) =>
      frames > 0 ? (part?.signals ?? []).filter(({ label }) => label === one.label) : []
    )
    return { ...one, samplesPerFrame: Math.max(1, ...real.map(({ samplesPerFrame }) => samplesPerFrame)) }
  })
}

async function segmentsOf(
  path: string,
  header: WfdbHeader,
  warnings: WfdbRecord['warnings'][number][]
): Promise<readonly Segment[]> {
  if (!header.segments) return [{ header, frames: header.frames, from: 0 }]
  const segments: Segment[] = []
  let from = 0
  for (const { name, frames } of header.segments) {
    let part: WfdbHeader | undefined
    if (name !== '~') {
      const found = await beside(path, [`${name}.hea`])
      const read = found && wfdbHeader(decodeText(await readFile(found.path)))
      if (read !== undefined && typeof read !== 'string' && !read.segments) part = read
      else
        warnings.push({
          code: 'missing-part',
          what: `names the segment ${name}, whose header ${found ? 'cannot be read' : 'is not beside it'}.`,
          hint: `Its time is a gap. ${AGAIN}`
        })
    }
    segments.push({ ...(part ? { header: part } : {}), frames, from })
    from += frames
  }
  return segments
}

/** Read the data files of one segment; answers how many of them could be read. */
async function readSegment(
  path: string,
  header: WfdbHeader,
  frames: number,
  signal: AbortSignal,
  warnings: WfdbRecord['warnings'][number][],
  take: (index: number, signal: WfdbSignal, values: Int32Array, first: number) => void
): Promise<number> {
  let read = 0
  for (const data of dataFiles(header)) {
    if (
      data.file === '~' ||
      (frames === 0 && header.frames === 0 && data.signals.every(({ signal: one }) => one.format === 0))
    )
      continue
    const bad = data.signals.find(({ signal: one }) => !isReadable(one.format))
    const place = bad ? undefined : await beside(path, [data.file])
    if (bad || !place) {
      warnings.push({
        code: bad ? 'unsupported' : 'missing-part',
        what: bad
          ? `names format ${bad.signal.format} for ${data.file}, which is not read.`
          : `names the data file ${data.file}, which is not beside it.`,
        hint: bad ? 'Convert the record with xform of the WFDB tools.' : AGAIN
      })
      continue
    }
    const starts = header.signals.map(() => 0)
    const sums = header.signals.map(() => 0)
    const answer = await readDataFile(
      data,
      place,
      frames,
      (index, values) => {
        const one = header.signals[index]
        if (!one) return
        let sum = sums[index] ?? 0
        for (const value of values) sum = (sum + value) | 0
        sums[index] = sum
        take(index, one, values, starts[index] ?? 0)
        starts[index] = (starts[index] ?? 0) + values.length
      },
      signal
    )
    if (typeof answer === 'string') {
      warnings.push({ code: 'damaged', what: `names ${data.file}, which ${answer}.`, hint: AGAIN })
      continue
    }
    read++
    if (frames > 0 && answer < frames)
      warnings.push({
        code: 'cut-off',
        what: `names ${data.file}, which ends ${((frames - answer) / header.frameRateHz).toFixed(1)} s earlier than the header says.`,
        hint: `What is there can be used. ${AGAIN}`
      })
    else warnings.push(...checksumWarnings(header, data.signals, sums, data.file))
  }
  return read
}

/** Sums of samples that differ from the header's: files were changed or damaged after they were written. */
function checksumWarnings(
  header: WfdbHeader,
  signals: readonly { readonly index: number; readonly signal: WfdbSignal }[],
  sums: readonly number[],
  file: string
): WfdbRecord['warnings'] {
  const wrong = signals.filter(
    ({ index, signal }) =>
      signal.checksum !== undefined &&
      header.frames > 0 &&
      ((sums[index] ?? 0) & 0xffff) !== (signal.checksum & 0xffff)
  )
  return wrong.length === 0
    ? []
    : [
        {
          code: 'checksum',
          what: `has another checksum than ${file} for ${wrong.map(({ signal }) => signal.label).join(', ')}.`,
          hint: 'The samples were read as they are. They may be damaged, or the header belongs to another version of the file.'
        }
      ]
}
