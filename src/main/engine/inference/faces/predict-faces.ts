import type { Problem, Result } from '../../../../shared/domain/problem'
import { ok } from '../../../../shared/domain/problem'
import type { DecodedPicture } from '../../../../shared/signal/decoder-messages'
import { PictureScaler } from '../../../../shared/signal/picture-scaler'
import type { PredictItem } from '../../protocol'
import { breathe } from '../breathe'
import { readFrameTimes, regularFrameTimes } from '../frame-times'
import type { LabelRules } from '../label-cells'
import type { OpenedModel } from '../open-model'
import type { Picture } from '../ops/value'
import { sampleGrid, type SampleGrid } from '../sample-grid'
import type { Sink } from '../tasks/task'
import type { Face } from './box'
import { cropFace, type CropRule, type CropSize } from './crop-face'
import type { FaceDetector } from './face-detector'
import { openFaceCache } from './face-cache'
import { createFaceSeries, type FaceRow } from './face-series'
import { createFaceTracker } from './face-tracker'
import { findFaces } from './find-faces'
import { createPersonNumbers } from './person-numbers'
import { sampledPictures, type Sampled } from './sampled-pictures'

export interface FaceReader {
  readonly detector: FaceDetector
  /** Absent: only where the faces are. */
  readonly expression?: {
    readonly model: OpenedModel
    readonly output: string
    readonly crop: CropRule
    /** Size of the model's faces, where they can be cut in it at once. */
    readonly size?: CropSize
  }
  readonly labels: readonly string[]
  readonly rateHz: number
  /** Least certainty of a face to begin a person with. */
  readonly minScore: number
  readonly overlapMin: number
  readonly maxGapSeconds: number
  readonly maxFaces: number
  /** Small faces are looked for, too. */
  readonly smallFaces: boolean
  /** Only the largest face of each picture. */
  readonly largestOnly: boolean
}

/** Pictures looked at between two looks for a cancel. */
const PICTURES_AT_ONCE = 4
/** The same where small faces are looked for: a picture is then up to ten for the detector. */
const FINE_PICTURES_AT_ONCE = 1
/** Seconds of video per batch of results. */
const BATCH_SECONDS = 8
/** Rows of a chunk of frames, as the store keeps them. */
const CHUNK_ROWS = 1024
/** A face seen in fewer samples than this, or for less than this many seconds, is taken for a false alarm. */
const SAMPLES_OF_A_PERSON = 3
const SECONDS_OF_A_PERSON = 0.8
/** Expressions are averaged over a second, change by a lead of 0.05, and last half a second at least. */
const SMOOTHING_SECONDS = 1
const MARGIN = 0.05
const SHORTEST_US = 500_000

/** Find, follow and read the faces of one video. */
export async function predictFaces(reader: FaceReader, item: PredictItem, sink: Sink): Promise<Result<void>> {
  const { stream } = item.input
  const frames = (await readFrameTimes(item.input)) ?? regularFrameTimes(item.input)
  const grid = sampleGrid(frames, reader.rateHz, stream.duration)
  const total = grid.times.length
  const first = samplesDone(grid, item)
  const block = blockLength(reader, grid)
  const gapMax = Math.max(reader.maxGapSeconds * 1e6, 1.5 * meanStep(grid))
  const series = createFaceSeries(grid, stream, labelRules(reader, grid), first > 0 ? item.doneFrames : [])
  const needed = samplesOfAPerson(grid)
  const tracker = createFaceTracker(
    { overlapMin: reader.overlapMin, gapMax, startScore: reader.minScore, returnSeen: needed },
    series.lastSeen()
  )
  const numbers = createPersonNumbers(needed, gapMax, series.persons)

  const { key } = reader.detector
  const cache = key === undefined ? undefined : await openFaceCache(item, key)
  const scaler = new PictureScaler()
  let waiting: SeenFace[] = []
  let sentUntil = first
  let committed: Promise<void> = Promise.resolve()

  /** Send every block that is complete and in which all faces are decided. */
  const send = async (seenUntil: number): Promise<void> => {
    while (sentUntil < total) {
      const end = Math.min(total, (Math.floor(sentUntil / block) + 1) * block)
      const inside = waiting.filter((seen) => seen.sample < end)
      if (seenUntil < end || !numbers.decided(inside.map((seen) => seen.tracked))) return
      const rows = sink.stopwatch.time('output', () => numbered(inside, numbers.numberOf))
      waiting = waiting.filter((seen) => seen.sample >= end)
      const tracks = sink.stopwatch.time('output', () => series.add(rows))
      const chunk = series.chunk(Math.floor(sentUntil / block), rows)
      sentUntil = end
      await committed
      committed = sink.emit({
        tracks,
        frames: chunk,
        doneUntilSeconds: (grid.bounds[end] ?? 0) / 1e6,
        recordingDone: end === total
      })
      committed.catch(() => undefined)
    }
  }

  /** Follow the faces of a batch from picture to picture, once they are found. */
  const follow = async ({ found }: Underway): Promise<SeenFace[]> => {
    const followed: SeenFace[] = []
    for (const { sample, faces } of await found) {
      const tracked = tracker.step(grid.times[sample] ?? 0, faces)
      numbers.saw(sample, grid.times[sample] ?? 0, tracked)
      for (const { person, face } of tracked)
        followed.push({ sample, tracked: person, face, probabilities: [] })
    }
    return followed
  }

  /** Take in the expressions of a batch and send what is complete. */
  const takeIn = async ({ batch, read }: Reading): Promise<void> => {
    waiting.push(...(await read))
    const seenUntil = (batch.at(-1)?.sample ?? -1) + 1
    sink.advance(seenUntil)
    await send(seenUntil)
  }

  sink.advance(first)
  // Three batches are under way, so that the model's thread always has work: the pictures of one are being prepared
  // while the faces of the one before are being found and the expressions of the one before that are being read.
  let underway: Underway | undefined
  let reading: Reading | undefined
  const step = async (): Promise<void> => {
    const followed = underway && (await follow(underway))
    if (reading) await takeIn(reading)
    reading = undefined
    if (!underway || !followed) return
    const read = readExpressions(reader, followed, underway.batch, scaler, sink)
    read.catch(() => undefined)
    reading = { batch: underway.batch, read }
    underway = undefined
  }
  try {
    for await (const batch of batches(
      sampledPictures(item, grid, first, { ahead: PICTURES_AT_ONCE, smallFaces: reader.smallFaces }, sink),
      reader.smallFaces ? FINE_PICTURES_AT_ONCE : PICTURES_AT_ONCE
    )) {
      const found = findFaces(reader, batch, grid, cache, sink)
      found.catch(() => undefined)
      await step()
      underway = { batch, found }
      await breathe(sink.signal)
    }
    await step()
    await step()
  } finally {
    await cache?.save()
  }
  numbers.end()
  sink.signal.throwIfAborted()
  await send(total)
  await committed
  if (series.persons === 0) await sink.warn(nobodySeen(item, reader.smallFaces))
  if (total === first)
    await sink.emit({ tracks: [], recordingDone: true, doneUntilSeconds: (grid.bounds[total] ?? 0) / 1e6 })
  sink.advance(total)
  return ok(undefined)
}

/** Told when a video gets no track at all, so that this is not taken for a fault. */
const nobodySeen = ({ recording, input }: PredictItem, smallFaces: boolean): Problem => ({
  code: 'no-face',
  message: `${recording.name}: no face was seen, so no label was given.`,
  hint: smallFaces
    ? 'Faces smaller than about 2 % of the longer side of the picture, full profiles and upside-down faces are missed.'
    : 'Faces smaller than about 4 % of the longer side of the picture, full profiles and upside-down faces are missed. For smaller ones run it again with “Find small faces”.',
  file: input.path,
  severity: 'info'
})

/** A batch of pictures whose faces are being found. */
interface Underway {
  readonly batch: readonly Sampled[]
  readonly found: Promise<readonly { readonly sample: number; readonly faces: readonly Face[] }[]>
}

async function* batches<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[]> {
  let batch: T[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** A batch whose expressions are being read. */
interface Reading {
  readonly batch: readonly Sampled[]
  readonly read: Promise<readonly SeenFace[]>
}

interface SeenFace {
  readonly sample: number
  readonly tracked: number
  readonly face: Face
  readonly probabilities: readonly number[]
}

/** Read the faces of this batch, several in one run of the model, whoever's they are. */
async function readExpressions(
  reader: FaceReader,
  faces: readonly SeenFace[],
  batch: readonly Sampled[],
  scaler: PictureScaler,
  sink: Sink
): Promise<readonly SeenFace[]> {
  const { expression } = reader
  if (!expression) return faces
  const pictures = new Map(batch.map(({ sample, picture }) => [sample, picture]))
  const read: SeenFace[] = []
  for (let at = 0; at < faces.length; at += expression.model.batchMax) {
    const part = faces.slice(at, at + expression.model.batchMax)
    const crops = sink.stopwatch.time('preprocess', () =>
      part.flatMap((seen) => cropOf(scaler, pictures.get(seen.sample), seen.face, expression))
    )
    const values = (await expression.model.infer(crops, sink.stopwatch)).output(expression.output)
    const width = values.length / part.length
    part.forEach((seen, index) =>
      read.push({ ...seen, probabilities: [...values.subarray(index * width, (index + 1) * width)] })
    )
    await breathe(sink.signal)
  }
  return read
}

const cropOf = (
  scaler: PictureScaler,
  picture: DecodedPicture | undefined,
  face: Face,
  { crop, size }: NonNullable<FaceReader['expression']>
): Picture[] => (picture ? [cropFace(scaler, picture, face, crop, size)] : [])

/** Rows in order of time, and within a picture from left to right, so that new people are numbered that way. */
function numbered(seen: readonly SeenFace[], numberOf: (tracked: number) => number | undefined): FaceRow[] {
  const ordered = seen.toSorted(
    (a, b) => a.sample - b.sample || a.face.x + a.face.w / 2 - (b.face.x + b.face.w / 2)
  )
  return ordered.flatMap(({ sample, tracked, face, probabilities }) => {
    const person = numberOf(tracked)
    return person === undefined ? [] : [{ sample, person, face, probabilities }]
  })
}

/** Samples whose stretch lies before what is committed. Without the committed rows people cannot be continued: 0. */
function samplesDone(grid: SampleGrid, item: PredictItem): number {
  if (item.doneUntilSeconds === undefined || item.doneFrames === undefined) return 0
  const until = Math.round(item.doneUntilSeconds * 1e6)
  return grid.times.findLastIndex((_, sample) => (grid.bounds[sample + 1] ?? Infinity) <= until) + 1
}

function samplesOfAPerson(grid: SampleGrid): number {
  const long = Math.ceil((SECONDS_OF_A_PERSON * 1e6) / meanStep(grid))
  return Math.min(grid.times.length, Math.max(SAMPLES_OF_A_PERSON, long))
}

function blockLength(reader: FaceReader, grid: SampleGrid): number {
  const bySeconds = Math.round((BATCH_SECONDS * 1e6) / meanStep(grid))
  return Math.max(1, Math.min(bySeconds, Math.floor(CHUNK_ROWS / reader.maxFaces)))
}

function labelRules(reader: FaceReader, grid: SampleGrid): LabelRules {
  const reach = Math.floor((SMOOTHING_SECONDS * 1e6) / meanStep(grid) / 2)
  return { labels: reader.labels, smoothing: 2 * reach + 1, margin: MARGIN, shortest: SHORTEST_US }
}

function meanStep(grid: SampleGrid): number {
  const span = (grid.times.at(-1) ?? 0) - (grid.times[0] ?? 0)
  return grid.times.length > 1 ? span / (grid.times.length - 1) : 1e6
}
