import type { Result } from '../../../shared/domain/problem'
import { fail } from '../../../shared/domain/problem'
import type { SyncAnchor } from '../../../shared/domain/stream-sync'
import { micros } from '../../../shared/domain/time'
import { agreeingAnchors } from '../../../shared/sync/agreeing-anchors'
import { bestLag, crossCorrelation } from '../../../shared/sync/cross-correlation'
import { LOUDNESS_HZ, Loudness } from '../../../shared/sync/loudness'
import { DecodeError } from '../media/decoder-client'
import { readSound, readSpan } from '../inference/speech/read-sound'
import type { Decoder, JobContext, JobResult, JobSpec, StreamInput } from '../protocol'

/** Rate at which stretches are compared: enough for half a millisecond, with every phone's microphone in it. */
const FINE_HZ = 8000
/** Stretches compared along the recording, seconds of each, and how far beside the coarse place they are looked for. */
const STRETCHES = 12
const STRETCH_SECONDS = 5
const SEARCH_SECONDS = 1.5
/** A stretch says something when it is at least this alike. Two microphones in one room give 0.3 to 0.9; different sounds stay below 0.1. */
const ALIKE = 0.2
/** A single stretch, with none beside it to agree, must be as alike as this. */
const ALONE_ALIKE = 0.5
/** Stretches of one pair of clocks lie this close to one line, microseconds. */
const ON_A_LINE = 5000
/** Coarse places are trusted from this correlation of loudness on. */
const COARSE_ALIKE = 0.3

/**
 * Anchors between two recordings of one sound. First the whole of both by their loudness in hundredths of a second,
 * then stretches along the overlap sample by sample. Times of `own` are the anchors' `media`, those of `other` their
 * `master`, both on the clocks of their own files.
 */
export async function alignSoundsJob(
  { own, other }: Extract<JobSpec, { kind: 'align-sounds' }>,
  context: JobContext
): Promise<Result<JobResult>> {
  try {
    const decoder = await context.decoder()
    const total = (own.stream.duration + other.stream.duration) / 1e6
    const told = (seconds: number): void => context.progress(seconds, total, 's', 'Listening to both')
    const loud = await loudness(own, decoder, context, (seconds) => told(seconds))
    const loudOther = await loudness(other, decoder, context, (seconds) =>
      told(own.stream.duration / 1e6 + seconds)
    )
    if (context.signal.aborted) return done([], 0)
    const overlap = Math.min(
      loud.length,
      loudOther.length,
      Math.max(300, Math.min(loud.length, loudOther.length) / 4)
    )
    const coarse = bestLag(crossCorrelation(loud, loudOther, overlap))
    if (!coarse || coarse.correlation < COARSE_ALIKE) return notAlike(own, other, coarse?.correlation)
    const alike: Alike[] = []
    const places = stretches(loud, loudOther, coarse.lag)
    for (const [index, from] of places.entries()) {
      if (context.signal.aborted) return done([], 0)
      context.progress(index, places.length, 'stretches', 'Comparing sample by sample')
      const found = await compare(own, other, from, coarse.lag / LOUDNESS_HZ, decoder, context)
      if (found) alike.push(found)
    }
    const anchors = trusted(alike, places.length)
    return anchors.length === 0 ? notAlike(own, other, coarse.correlation) : done(anchors, coarse.correlation)
  } catch (error) {
    if (error instanceof DecodeError) return { ok: false, error: { ...error.problem, file: own.file.path } }
    throw error
  }
}

interface Alike {
  readonly anchor: SyncAnchor
  readonly correlation: number
}

/** Stretches that agree with each other: at least two, and a third of those that were compared. */
function trusted(alike: readonly Alike[], compared: number): readonly SyncAnchor[] {
  const agreeing = agreeingAnchors(
    alike.map(({ anchor }) => anchor),
    ON_A_LINE
  )
  if (agreeing.length >= Math.max(2, compared / 3)) return agreeing
  return compared <= 2
    ? alike
        .filter(({ correlation }) => correlation >= ALONE_ALIKE)
        .slice(0, 1)
        .map(({ anchor }) => anchor)
    : []
}

const done = (anchors: readonly SyncAnchor[], correlation: number): Result<JobResult> => ({
  ok: true,
  value: { kind: 'anchors', anchors, correlation }
})

const notAlike = (own: StreamInput, other: StreamInput, correlation: number | undefined): Result<JobResult> =>
  fail(
    'sync.not-alike',
    `“${own.stream.name}” and “${other.stream.name}” do not sound alike anywhere${correlation === undefined ? '' : ` (correlation of loudness ${correlation.toFixed(2)})`}.`,
    'Set anchors by hand: mark a moment that can be seen or heard in both.'
  )

async function loudness(
  input: StreamInput,
  decoder: Decoder,
  { signal }: JobContext,
  progress: (seconds: number) => void
): Promise<Float32Array> {
  const rateHz = FINE_HZ
  const found = new Loudness(rateHz)
  let told = 0
  for await (const block of readSound({
    decoder,
    fileId: input.file.id,
    streamIndex: input.stream.index,
    rateHz,
    signal
  })) {
    if (signal.aborted) break
    found.push(block.samples)
    const seconds = (block.first + block.samples.length) / rateHz
    if (seconds - told >= 2) progress((told = seconds))
  }
  return found.finish()
}

/** Seconds of `own` where stretches begin: the liveliest place of each part of the overlap. */
function stretches(loud: Float32Array, other: Float32Array, lag: number): readonly number[] {
  const width = STRETCH_SECONDS * LOUDNESS_HZ
  const from = Math.ceil(Math.max(0, -lag))
  const to = Math.floor(Math.min(loud.length, other.length - lag)) - width
  if (to <= from) return [Math.max(0, from) / LOUDNESS_HZ]
  const step = Math.max(width, (to - from) / STRETCHES)
  const places: number[] = []
  for (let part = from; part <= to; part += step) {
    let best = part
    let liveliest = -1
    for (let at = part; at <= Math.min(to, part + step - width); at += width / 2) {
      const life = spread(loud.subarray(at, at + width))
      if (life > liveliest) {
        liveliest = life
        best = at
      }
    }
    places.push(best / LOUDNESS_HZ)
  }
  return places.slice(0, STRETCHES)
}

function spread(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}

async function compare(
  own: StreamInput,
  other: StreamInput,
  from: number,
  lag: number,
  decoder: Decoder,
  { signal }: JobContext
): Promise<Alike | undefined> {
  const span = (input: StreamInput, start: number, seconds: number) =>
    readSpan({
      decoder,
      fileId: input.file.id,
      streamIndex: input.stream.index,
      rateHz: FINE_HZ,
      fromSeconds: start,
      toSeconds: start + seconds,
      signal
    })
  const a = await span(own, from, STRETCH_SECONDS)
  const start = Math.max(0, from + lag - SEARCH_SECONDS)
  const b = await span(other, start, STRETCH_SECONDS + 2 * SEARCH_SECONDS)
  if (signal.aborted || a.samples.length < FINE_HZ || b.samples.length < a.samples.length / 2)
    return undefined
  const best = bestLag(crossCorrelation(a.samples, b.samples, Math.floor(a.samples.length / 2)))
  if (!best || best.correlation < ALIKE) return undefined
  const middle = a.samples.length / 2
  const anchor = {
    media: micros(((a.first + middle) / FINE_HZ) * 1e6),
    master: micros(((b.first + middle + best.lag) / FINE_HZ) * 1e6),
    note: `r = ${best.correlation.toFixed(2)}`
  }
  return { anchor, correlation: best.correlation }
}
