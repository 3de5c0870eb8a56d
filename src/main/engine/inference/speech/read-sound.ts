import type { Decoder } from '../../protocol'
import { createResampler, type Resampler } from '../ops/resample'

export interface SoundRequest {
  readonly decoder: Decoder
  readonly fileId: string
  /** Position among the file's audio streams. */
  readonly streamIndex: number
  /** Which channel, from 0; mixed to one when absent. */
  readonly channel?: number
  /** Rate of the samples wanted. */
  readonly rateHz: number
  /** Seconds of the stream; from 0 and to the end when absent. */
  readonly fromSeconds?: number
  readonly toSeconds?: number
  readonly signal: AbortSignal
}

export interface SoundBlock {
  /** Index of the first sample on the grid of `rateHz` from the start of the stream. */
  readonly first: number
  readonly samples: Float32Array
}

/** The resampling filter reaches this far; read before the part wanted, so that entering a stream in its middle changes nothing. */
const MARGIN_SECONDS = 0.1
/** Blocks whose times are this far off the running count (rounding of timestamps) still follow on each other. */
const JITTER_SECONDS = 0.005

/** Sound of a stream, one channel or all mixed to one, at `rateHz`, gaps filled with silence; blocks follow on each other. */
export async function* readSound(request: SoundRequest): AsyncGenerator<SoundBlock> {
  const { decoder, fileId, streamIndex, channel, rateHz, fromSeconds = 0, toSeconds, signal } = request
  const blocks = decoder.audio({
    fileId,
    streamIndex,
    mono: channel === undefined,
    signal,
    fromSeconds: Math.max(0, fromSeconds - MARGIN_SECONDS),
    toSeconds: toSeconds === undefined ? undefined : toSeconds + MARGIN_SECONDS
  })
  let resampler: Resampler | undefined
  let sourceHz = 0
  let sourceAt = 0
  let at = 0
  const follow = (samples: Float32Array): SoundBlock => {
    const block = { first: at, samples }
    at += samples.length
    return block
  }
  for await (const { startSeconds, sampleRateHz, channels } of blocks) {
    const samples = channels[channel ?? 0]
    if (!samples)
      throw new Error(`the sound has ${channels.length} channels, none at place ${(channel ?? 0) + 1}`)
    if (resampler && sampleRateHz !== sourceHz) {
      throw new Error(
        `the sample rate changes from ${sourceHz} to ${sampleRateHz} Hz at ${startSeconds.toFixed(2)} s`
      )
    }
    const start = Math.round(startSeconds * sampleRateHz)
    if (!resampler) {
      sourceHz = sampleRateHz
      // Sound that begins later than asked for is preceded by silence, so that blocks begin where the reader expects.
      sourceAt = Math.max(0, Math.min(start, Math.floor((fromSeconds - MARGIN_SECONDS) * sampleRateHz)))
      resampler = createResampler(sampleRateHz, rateHz, sourceAt)
      at = resampler.firstIndex
    }
    const lead = start - sourceAt
    const inStep = Math.abs(lead) <= JITTER_SECONDS * sampleRateHz
    const placed = inStep
      ? samples
      : lead < 0
        ? samples.subarray(Math.min(samples.length, -lead))
        : afterSilence(samples, lead)
    sourceAt += placed.length
    yield follow(resampler.push(placed))
  }
  if (resampler) yield follow(resampler.flush())
}

/** One part of a stream, exactly `fromSeconds` to `toSeconds`; shorter where the stream ends before. */
export async function readSpan(
  request: SoundRequest & { readonly fromSeconds: number; readonly toSeconds: number }
): Promise<SoundBlock> {
  const first = Math.round(request.fromSeconds * request.rateHz)
  const span = new Float32Array(Math.max(0, Math.round(request.toSeconds * request.rateHz) - first))
  let end = 0
  for await (const block of readSound(request)) {
    const from = Math.max(0, first - block.first)
    const to = Math.min(block.samples.length, first + span.length - block.first)
    if (to <= from) continue
    span.set(block.samples.subarray(from, to), block.first + from - first)
    end = block.first + to - first
  }
  return { first, samples: span.subarray(0, end) }
}

function afterSilence(samples: Float32Array, silence: number): Float32Array {
  const out = new Float32Array(silence + samples.length)
  out.set(samples, silence)
  return out
}
