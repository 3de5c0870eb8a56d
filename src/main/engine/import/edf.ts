import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { Problem, Result } from '../../../shared/domain/problem'
import { fromSeconds } from '../../../shared/domain/time'
import { writeSignals } from '../media/signal-pyramid'
import type { SignalChannel } from '../media/signal-pyramid'
import { parseAnnotations } from './edf-annotations'
import type { EdfAnnotation } from './edf-annotations'
import { edfHeaderBytes, parseEdfHeader } from './edf-header'
import type { EdfHeader, EdfSignal } from './edf-header'
import { edfTrack } from './edf-track'
import type { FileFormat, Found, ProbedFile, ReadContext } from './format'
import { failed, fileProblem } from './format'

/** EDF, EDF+ (continuous and with gaps) and their 24-bit kin BDF, BDF+. Annotations inside become a track. */
export const edf: FileFormat = {
  id: 'edf',
  name: 'EEG and physiology (edf, bdf)',
  extensions: ['edf', 'rec', 'bdf'],
  probe: ({ head, extension }) =>
    edfHeaderBytes(head) !== undefined || extension === 'edf' || extension === 'bdf',
  async read(file, context) {
    const handle = await open(file.path, 'r')
    try {
      return await readEdf(handle, file, context)
    } finally {
      await handle.close()
    }
  }
}

/** Most samples, gaps included, that are converted: 1 GiB as float32. */
const MOST_SAMPLES = 268_435_456

const AGAIN = 'Export it as EDF again from the recording software.'

async function readEdf(handle: FileHandle, file: ProbedFile, context: ReadContext): Promise<Result<Found>> {
  const length = edfHeaderBytes(file.head)
  if (length === undefined)
    return failed(file, 'damaged', 'is not an EDF file: its header does not begin as one.', AGAIN)
  const header = parseEdfHeader(await bytesAt(handle, 0, length))
  if (typeof header === 'string') return failed(file, 'damaged', `cannot be read as EDF: ${header}.`, AGAIN)
  const present =
    header.recordBytes === 0 ? 0 : Math.floor((file.sizeBytes - header.headerBytes) / header.recordBytes)
  const records = header.records < 0 ? present : Math.min(present, header.records)
  if (records === 0) return failed(file, 'empty', 'has an EDF header but no data.', AGAIN)
  const warnings: Problem[] = []
  if (header.records > present) {
    const missing = ((header.records - present) * header.recordSeconds).toFixed(0)
    warnings.push(
      fileProblem(
        file,
        'cut-off',
        `ends ${missing} s earlier than its header says.`,
        'What is there can be used. Copy the file again to get the rest.',
        'warning'
      )
    )
  }
  const scan = await scanAnnotations(handle, header, records, context.signal)
  const signals = header.signals.filter((signal) => !signal.annotations && signal.samplesPerRecord > 0)
  const starts = recordStarts(header, records, scan.starts)
  const span = Math.max(...starts) + header.recordSeconds
  const samples = signals.reduce(
    (sum, signal) => sum + (span / (header.recordSeconds || 1)) * signal.samplesPerRecord,
    0
  )
  if (!(samples <= MOST_SAMPLES))
    return failed(
      file,
      'too-large',
      `holds ${Math.round(samples / 1e6)} million samples, more than can be opened yet (${Math.round(MOST_SAMPLES / 1e6)} million).`,
      'Export a shorter part, or fewer channels.'
    )
  const streams: Found['streams'][number][] = []
  if (signals.length > 0 && header.recordSeconds > 0) {
    const channels = await readSignals(handle, header, records, starts, span, context.signal)
    const { cache, channels: facts } = await writeSignals(channels, 0, context.cache)
    streams.push({
      kind: 'signal',
      name: 'Signals',
      index: 0,
      duration: fromSeconds(span),
      info: { codec: header.sampleBytes === 3 ? 'bdf' : 'edf', channels: facts },
      cache
    })
  }
  const { tracks, schemes } = edfTrack(scan.annotations, scan.starts[0] ?? 0)
  const lastNote = (tracks[0]?.segments ?? []).reduce((latest, segment) => Math.max(latest, segment.end), 0)
  const durationSeconds = streams.length > 0 ? span : lastNote / 1e6
  return {
    ok: true,
    value: {
      container: header.sampleBytes === 3 ? 'bdf' : 'edf',
      playback: 'none',
      durationSeconds,
      streams,
      tracks,
      ...(schemes ? { schemes } : {}),
      warnings
    }
  }
}

/** Start of each record in seconds from the first sample: even, or as the file's time-keeping says where there are gaps. */
function recordStarts(
  header: EdfHeader,
  records: number,
  told: readonly (number | undefined)[]
): Float64Array {
  const zero = told[0] ?? 0
  const starts = new Float64Array(records)
  for (let record = 0; record < records; record++) {
    const even = record === 0 ? 0 : (starts[record - 1] as number) + header.recordSeconds
    const own = header.discontinuous ? told[record] : undefined
    starts[record] =
      own === undefined || own - zero < even - header.recordSeconds ? even : Math.max(even - 1e-9, own - zero)
  }
  return starts
}

async function scanAnnotations(handle: FileHandle, header: EdfHeader, records: number, signal: AbortSignal) {
  const starts: (number | undefined)[] = []
  const annotations: EdfAnnotation[] = []
  const places = offsets(header).filter(({ signal: { annotations: notes } }) => notes)
  for (let record = 0; places.length > 0 && record < records && !signal.aborted; record++) {
    for (const [index, place] of places.entries()) {
      const bytes = await bytesAt(
        handle,
        header.headerBytes + record * header.recordBytes + place.offset,
        place.signal.samplesPerRecord * header.sampleBytes
      )
      const found = parseAnnotations(bytes, index === 0)
      if (index === 0) starts.push(found.recordStart)
      annotations.push(...found.annotations)
    }
  }
  return { starts, annotations }
}

/** Bytes read at a time. */
const BLOCK_BYTES = 8 * 1024 * 1024

async function readSignals(
  handle: FileHandle,
  header: EdfHeader,
  records: number,
  starts: Float64Array,
  span: number,
  signal: AbortSignal
): Promise<readonly SignalChannel[]> {
  const channels = offsets(header)
    .filter(({ signal: { annotations, samplesPerRecord } }) => !annotations && samplesPerRecord > 0)
    .map((place) => {
      const rateHz = place.signal.samplesPerRecord / header.recordSeconds
      return {
        ...place,
        rateHz,
        samples: new Float32Array(Math.round(span * rateHz)).fill(Number.NaN),
        ...scaleOf(place.signal)
      }
    })
  const perBlock = Math.max(1, Math.floor(BLOCK_BYTES / header.recordBytes))
  for (let from = 0; from < records && !signal.aborted; from += perBlock) {
    const count = Math.min(perBlock, records - from)
    const bytes = await bytesAt(
      handle,
      header.headerBytes + from * header.recordBytes,
      count * header.recordBytes
    )
    const view = new DataView(bytes.buffer)
    // The third byte of a 24-bit number carries its sign.
    const digital = (at: number): number =>
      header.sampleBytes === 3
        ? view.getUint16(at, true) + view.getInt8(at + 2) * 65_536
        : view.getInt16(at, true)
    for (let record = 0; record < count; record++) {
      for (const {
        offset,
        rateHz,
        samples,
        factor,
        shift,
        signal: { samplesPerRecord }
      } of channels) {
        const at = Math.round((starts[from + record] as number) * rateHz)
        const base = record * header.recordBytes + offset
        for (let i = 0; i < samplesPerRecord; i++)
          samples[at + i] = digital(base + i * header.sampleBytes) * factor + shift
      }
    }
  }
  return channels.map(({ signal: { label, unit }, rateHz, samples }) => ({
    label,
    unit,
    rateHz,
    startUs: 0,
    samples
  }))
}

/** Physical value = digital * factor + shift. A header without a usable range leaves digital values. */
function scaleOf({ physicalMin, physicalMax, digitalMin, digitalMax }: EdfSignal): {
  readonly factor: number
  readonly shift: number
} {
  const factor = (physicalMax - physicalMin) / (digitalMax - digitalMin)
  return Number.isFinite(factor) && factor !== 0
    ? { factor, shift: physicalMin - digitalMin * factor }
    : { factor: 1, shift: 0 }
}

/** Where each signal lies inside a record, in bytes. */
function offsets(header: EdfHeader): readonly { readonly signal: EdfSignal; readonly offset: number }[] {
  let offset = 0
  return header.signals.map((signal) => {
    const at = offset
    offset += signal.samplesPerRecord * header.sampleBytes
    return { signal, offset: at }
  })
}

/** Bytes at a position; missing ones at the end of the file are 0. */
async function bytesAt(
  handle: FileHandle,
  position: number,
  length: number
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length)
  await handle.read(bytes, 0, length, position)
  return bytes
}
