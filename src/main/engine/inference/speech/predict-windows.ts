import { ok, type Result } from '../../../../shared/domain/problem'
import { toMaster } from '../../../../shared/domain/time'
import type { FrameChunk, PredictItem } from '../../protocol'
import { breathe } from '../breathe'
import { changedSegments } from '../changed-segments'
import { labelCells, type Cell, type NewSegment } from '../label-cells'
import { prefetch } from '../prefetch'
import { rootMeanSquare } from '../../../../shared/audio/root-mean-square'
import type { Sink } from '../tasks/task'
import { readSound } from './read-sound'
import { nothingHeard, readProbabilities, SILENCE_RMS, type SpeechReader } from './speech-reader'
import { windowMean, type WindowReading } from './window-means'

export interface WindowRules {
  readonly windowSeconds: number
  readonly hopSeconds: number
}

/** Seconds of sound per batch of results. */
const BATCH_SECONDS = 10
const CHUNK_ROWS = 1024
/** Blocks of sound decoded and resampled while a window is read. */
const BLOCKS_AHEAD = 2
/** A label changes when another one leads by more than this; a stretch shorter than half a second joins a neighbour. */
const MARGIN = 0.05
const SHORTEST_US = 500_000

/** One cell of the hop grid that is not silent. */
interface Row {
  readonly cell: number
  readonly probabilities: readonly number[]
}

/**
 * Slide a window over a recording. Windows begin at multiples of the hop; each hop's stretch gets the mean of the windows
 * over it, and stretches are merged into segments. What is left behind the last full window is read with a window that
 * ends with the recording. Silent windows are not read and silent stretches get no label.
 */
export async function predictWindows(
  reader: SpeechReader,
  rules: WindowRules,
  item: PredictItem,
  sink: Sink
): Promise<Result<void>> {
  const { stream, file } = item.input
  const { hopSeconds, windowSeconds } = rules
  const hop = Math.max(1, Math.round(hopSeconds * reader.rateHz))
  const window = Math.max(hop, Math.round(windowSeconds * reader.rateHz))
  const seconds = (samples: number): number => samples / reader.rateHz
  const firstCell = item.doneFrames ? Math.round((item.doneUntilSeconds ?? 0) / seconds(hop)) : 0
  const block = Math.max(1, Math.min(CHUNK_ROWS, Math.round(BATCH_SECONDS / seconds(hop))))

  const rows: Row[] = firstCell > 0 ? readRows(item.doneFrames ?? [], seconds(hop)) : []
  const cellOf = (row: Row, end = Infinity): Cell => ({
    start: toMaster(stream, Math.round(seconds(row.cell * hop) * 1e6)),
    end: toMaster(stream, Math.round(seconds(Math.min(end, (row.cell + 1) * hop)) * 1e6)),
    probabilities: row.probabilities
  })
  const segments = (end?: number): NewSegment[] =>
    labelCells(
      rows.map((row) => cellOf(row, end)),
      { labels: reader.labels, smoothing: 1, margin: MARGIN, shortest: SHORTEST_US }
    )

  let sent = segments()
  let unsent: Row[] = []
  let cell = firstCell
  const send = async (recordingDone: boolean, end?: number): Promise<void> => {
    rows.push(...unsent)
    const now = segments(end)
    const change = changedSegments(sent, now)
    sent = now
    const frames =
      unsent.length > 0
        ? writeRows(Math.floor((cell - 1) / block), unsent, seconds(hop), reader.labels)
        : undefined
    unsent = []
    await sink.emit({
      tracks: change ? [{ personKey: 'audio', name: 'Speech', ...change }] : [],
      frames,
      doneUntilSeconds: end === undefined ? seconds(cell * hop) : seconds(end),
      recordingDone
    })
  }

  let windows: WindowReading[] = []
  let nextWindow = Math.max(0, Math.floor(firstCell - window / hop) + 1)
  const readWindow = async (samples: Float32Array, start: number): Promise<WindowReading> => ({
    start: seconds(start),
    end: seconds(start + samples.length),
    probabilities: await readProbabilities(reader, samples, sink)
  })
  /** Finish a cell with the windows read so far; `samples` are its own. */
  const finish = async (samples: Float32Array): Promise<void> => {
    const from = seconds(cell * hop)
    const probabilities =
      rootMeanSquare(samples) < SILENCE_RMS
        ? undefined
        : windowMean(windows, from, from + seconds(samples.length))
    if (probabilities) unsent.push({ cell, probabilities })
    cell++
    windows = windows.filter((reading) => reading.end > seconds(cell * hop) + 1e-9)
    sink.advance(seconds(cell * hop))
    if (cell % block === 0) await send(false)
  }

  // `held` is what windows and cells still to come can need.
  let heldFrom = nextWindow * hop
  let held = new Float32Array(0)
  const cut = (from: number, to: number): Float32Array =>
    held.subarray(Math.max(0, from - heldFrom), Math.max(0, to - heldFrom))
  // The next window is on its way to the model before what was said of this one is taken in, so that the model always has work.
  let underway: { readonly window: number; readonly reading: Promise<WindowReading> } | undefined
  const takeIn = async (): Promise<void> => {
    if (!underway) return
    const { window: read, reading } = underway
    underway = undefined
    windows.push(await reading)
    await breathe(sink.signal)
    while (cell <= read) await finish(cut(cell * hop, (cell + 1) * hop))
  }
  sink.advance(seconds(firstCell * hop))
  const sound = prefetch(
    readSound({
      decoder: sink.decoder,
      fileId: file.id,
      streamIndex: item.input.stream.index,
      rateHz: reader.rateHz,
      fromSeconds: seconds(heldFrom),
      signal: sink.signal
    }),
    BLOCKS_AHEAD
  )
  for (;;) {
    const next = await sink.stopwatch.timeAsync('decode', () => sound.next())
    if (next.done) break
    held = joined(held, heldFrom, next.value.samples, next.value.first)
    while (heldFrom + held.length >= nextWindow * hop + window) {
      const reading = readWindow(cut(nextWindow * hop, nextWindow * hop + window), nextWindow * hop)
      reading.catch(() => undefined)
      await takeIn()
      underway = { window: nextWindow, reading }
      nextWindow++
      // The window at the very end may reach back a whole window.
      const keep = Math.min(nextWindow * hop, cell * hop) - window
      if (keep > heldFrom) {
        held = held.slice(keep - heldFrom)
        heldFrom = keep
      }
    }
    await breathe(sink.signal)
  }
  await takeIn()
  const end = heldFrom + held.length
  const readUntil = nextWindow > 0 ? (nextWindow - 1) * hop + window : 0
  while ((cell + 1) * hop <= Math.min(readUntil, end)) await finish(cut(cell * hop, (cell + 1) * hop))
  if (cell * hop < end) {
    const from = Math.max(0, end - window)
    windows = [await readWindow(cut(from, end), from)]
    await breathe(sink.signal)
    while (cell * hop < end) await finish(cut(cell * hop, Math.min(end, (cell + 1) * hop)))
  }
  await send(true, end)
  if (rows.length === 0) await sink.warn(nothingHeard(item))
  sink.advance(stream.duration / 1e6)
  return ok(undefined)
}

function joined(
  held: Float32Array<ArrayBuffer>,
  heldFrom: number,
  samples: Float32Array,
  first: number
): Float32Array<ArrayBuffer> {
  const skip = Math.max(0, heldFrom + held.length - first)
  const out = new Float32Array(held.length + Math.max(0, samples.length - skip))
  out.set(held)
  if (samples.length > skip) out.set(samples.subarray(skip), held.length)
  return out
}

type Rows = Omit<FrameChunk, 'trackId'>

/** Columns as in the faces' rows; sound has no place in the picture, so those hold no number. */
const NO_PLACE = [NaN, NaN, NaN, NaN, NaN] as const

function writeRows(chunk: number, rows: readonly Row[], hopSeconds: number, labels: readonly string[]): Rows {
  const columns = ['person', 'x', 'y', 'w', 'h', 'score', ...labels]
  const data = new Float32Array(rows.length * columns.length)
  rows.forEach(({ probabilities }, index) =>
    data.set([1, ...NO_PLACE, ...probabilities], index * columns.length)
  )
  return {
    chunk,
    count: rows.length,
    columns,
    pts: Float64Array.from(rows, (row) => Math.round(row.cell * hopSeconds * 1e6)),
    data
  }
}

function readRows(chunks: readonly Rows[], hopSeconds: number): Row[] {
  return chunks
    .flatMap(({ count, columns, pts, data }) =>
      Array.from({ length: count }, (_, index) => ({
        cell: Math.round((pts[index] ?? 0) / 1e6 / hopSeconds),
        probabilities: [...data.subarray(index * columns.length + 6, (index + 1) * columns.length)]
      }))
    )
    .toSorted((a, b) => a.cell - b.cell)
}
