import { ok, type Problem, type Result } from '../../../../shared/domain/problem'
import type { Segment } from '../../../../shared/domain/rows'
import { toMedia } from '../../../../shared/domain/time'
import type { PredictedVector, PredictItem } from '../../protocol'
import { breathe } from '../breathe'
import { highest, segmentOf, type NewSegment } from '../label-cells'
import type { Sink } from '../tasks/task'
import { readSpan, type SoundBlock } from './read-sound'
import { readStretch, type SpeechReader } from './speech-reader'

/** Segments nearer to each other than this (seconds) are decoded in one go ... */
const NEAR_SECONDS = 5
/** ... up to this many seconds of sound. */
const SPAN_SECONDS = 120
/** Results are sent when this many segments are read, or this many milliseconds have passed. */
const SEGMENTS_PER_BATCH = 32
const BATCH_MS = 1000

/** Give each segment of a track one label. Silent ones get none. */
export async function predictSegments(
  reader: SpeechReader,
  item: PredictItem,
  sink: Sink
): Promise<Result<void>> {
  const done = new Set(item.doneSegmentIds ?? [])
  const todo = (item.segments ?? [])
    .filter((segment) => !done.has(segment.id))
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
  let count = (item.segments?.length ?? 0) - todo.length
  sink.advance(count)

  let found: NewSegment[] = []
  let read: string[] = []
  let vectors: PredictedVector[] = []
  let sentAt = performance.now()
  const send = async (recordingDone: boolean): Promise<void> => {
    const track = { personKey: 'audio', name: 'Speech', append: found }
    await sink.emit({
      tracks: found.length ? [track] : [],
      ...(reader.embedding === undefined
        ? {}
        : { outputs: [{ outputId: reader.embedding, embeddings: vectors }] }),
      doneSegmentIds: read,
      recordingDone
    })
    vectors = []
    found = []
    read = []
    sentAt = performance.now()
  }

  for (const group of spans(todo.map((segment) => placed(segment, item)))) {
    const sound = await sink.stopwatch.timeAsync('decode', () =>
      readSpan({
        decoder: sink.decoder,
        fileId: item.input.file.id,
        streamIndex: item.input.stream.index,
        rateHz: reader.rateHz,
        signal: sink.signal,
        fromSeconds: group.from,
        toSeconds: group.to
      })
    )
    for (const { segment, from, to } of group.members) {
      const reading = await readStretch(reader, cut(sound, from, to, reader.rateHz), sink)
      if (reading) found.push(labelled(segment, reading.probabilities, reader.labels))
      if (reading?.embedding) vectors.push(vectorOf(segment, reading.embedding))
      read.push(segment.id)
      sink.advance(++count)
      if (read.length >= SEGMENTS_PER_BATCH || performance.now() - sentAt > BATCH_MS) await send(false)
      await breathe(sink.signal)
    }
  }
  await send(true)
  if (!item.segments?.length) await sink.warn(noSegments(item))
  return ok(undefined)
}

const noSegments = ({ recording }: PredictItem): Problem => ({
  code: 'no-segments',
  message: `${recording.name}: there are no segments to label.`,
  hint: 'Make segments first, or run the model over sliding windows.',
  severity: 'info'
})

interface Placed {
  readonly segment: Segment
  /** Seconds of the stream. */
  readonly from: number
  readonly to: number
}

interface Span {
  readonly from: number
  readonly to: number
  readonly members: readonly Placed[]
}

function placed(segment: Segment, { input }: PredictItem): Placed {
  return {
    segment,
    from: Math.max(0, toMedia(input.stream, segment.start) / 1e6),
    to: Math.max(0, toMedia(input.stream, segment.end) / 1e6)
  }
}

function spans(segments: readonly Placed[]): Span[] {
  const found: Span[] = []
  for (const next of segments) {
    const last = found.at(-1)
    const to = Math.max(last?.to ?? 0, next.to)
    if (last && next.from - last.to < NEAR_SECONDS && to - last.from <= SPAN_SECONDS)
      found[found.length - 1] = { from: last.from, to, members: [...last.members, next] }
    else found.push({ from: next.from, to: next.to, members: [next] })
  }
  return found
}

function cut(sound: SoundBlock, from: number, to: number, rateHz: number): Float32Array {
  return sound.samples.subarray(
    Math.max(0, Math.round(from * rateHz) - sound.first),
    Math.max(0, Math.round(to * rateHz) - sound.first)
  )
}

const vectorOf = ({ id, start, end, personId }: Segment, vector: Float32Array): PredictedVector => ({
  unitKey: id,
  segmentId: id,
  start,
  end,
  vector,
  ...(personId === undefined ? {} : { personId })
})

function labelled(
  { start, end, personId }: Segment,
  probabilities: readonly number[],
  labels: readonly string[]
): NewSegment {
  return { ...segmentOf([{ start, end, probabilities }], highest(probabilities), labels), personId }
}
