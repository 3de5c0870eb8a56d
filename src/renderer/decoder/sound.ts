import type { AudioSample } from 'mediabunny'
import type { DecodeRequest, DecodedSound, SoundRuns } from '../../shared/signal/decoder-messages'
import { toInt16 } from '../../shared/signal/pcm'
import { PyramidBuilder } from '../../shared/signal/pyramid'
import type { AudioShelf } from './audio-shelf'
import { decodeSound } from './decode-sound'

/** Samples of one channel gathered before they are sent. */
const BLOCK_SAMPLES = 65_536

/** Timestamps of containers are rounded (Matroska: 1 ms); a jump smaller than this, in seconds, is not a gap. */
const JITTER_SECONDS = 0.005

/** Some sound and where it begins, in samples from the player's zero. */
interface Block {
  readonly start: number
  readonly sampleRateHz: number
  readonly channels: readonly Float32Array<ArrayBuffer>[]
}

type AudioRequest = Extract<DecodeRequest, { kind: 'audio' }>
type RunsRequest = Extract<DecodeRequest, { kind: 'runs' }>

/** Decode sound in order. A gap in the file shows as a later `startSeconds`. */
export async function* sound(
  request: AudioRequest,
  signal: AbortSignal,
  shelf: AudioShelf
): AsyncGenerator<DecodedSound> {
  for await (const { start, sampleRateHz, channels } of blocks(request, signal, shelf)) {
    yield { startSeconds: start / sampleRateHz, sampleRateHz, channels }
  }
}

/** Reduce sound to extremes; gaps count as silence, so that sample n always lies at n / rate. */
export async function* runs(
  request: RunsRequest,
  signal: AbortSignal,
  shelf: AudioShelf
): AsyncGenerator<SoundRuns> {
  let position = 0
  let rest = new Float32Array()
  let rate = 0
  for await (const { start, sampleRateHz, channels } of blocks({ ...request, mono: true }, signal, shelf)) {
    rate = sampleRateHz
    const gap = Math.max(0, start - position)
    const samples = channels[0] ?? new Float32Array()
    const joined = new Float32Array(rest.length + gap + samples.length)
    joined.set(rest)
    joined.set(samples, rest.length + gap)
    position += gap + samples.length
    const whole = joined.length - (joined.length % request.base)
    rest = joined.slice(whole)
    if (whole > 0) yield reduce(joined.subarray(0, whole), request, sampleRateHz)
  }
  if (rest.length > 0) yield reduce(rest, request, rate)
}

function reduce(
  samples: Float32Array<ArrayBuffer>,
  { base, pcm }: RunsRequest,
  sampleRateHz: number
): SoundRuns {
  const builder = new PyramidBuilder(base)
  builder.push(samples)
  const extremes = (builder.finish().levels[0] ?? new Float32Array()).slice()
  return { sampleRateHz, sampleCount: samples.length, extremes, ...(pcm ? { pcm: toInt16(samples) } : {}) }
}

/** Decoded packets joined into larger blocks, without what lies before the player's zero or outside the wanted span. */
async function* blocks(
  request: Pick<AudioRequest, 'fileId' | 'streamIndex' | 'fromSeconds' | 'toSeconds' | 'mono'>,
  signal: AbortSignal,
  shelf: AudioShelf
): AsyncGenerator<Block> {
  const stream = await shelf.take(request.fileId, request.streamIndex)
  const { track, origin, input } = stream
  let whole = false
  const stop = (): void => input.dispose()
  signal.addEventListener('abort', stop)
  const from = request.fromSeconds ?? 0
  const to = request.toSeconds ?? Number.POSITIVE_INFINITY
  let waiting: Float32Array<ArrayBuffer>[][] = []
  let waitingSamples = 0
  let start = 0
  let rate = 0
  const flush = (): Block => {
    const block = { start, sampleRateHz: rate, channels: join(waiting) }
    start += waitingSamples
    waiting = []
    waitingSamples = 0
    return block
  }
  try {
    for await (const sample of each(decodeSound(track, origin + from, origin + to))) {
      const piece = cut(sample, origin, from, to, request.mono)
      if (!piece) continue
      const expected = start + waitingSamples
      const jumped = Math.abs(piece.start - expected) > JITTER_SECONDS * piece.sampleRateHz
      if (waitingSamples === 0 && (jumped || rate === 0)) start = piece.start
      else if (jumped && piece.start > expected) {
        yield flush()
        start = piece.start
      }
      rate = piece.sampleRateHz
      waiting.push([...piece.channels])
      waitingSamples += piece.channels[0]?.length ?? 0
      if (waitingSamples >= BLOCK_SAMPLES) yield flush()
    }
    if (waitingSamples > 0) yield flush()
    whole = !signal.aborted
  } finally {
    signal.removeEventListener('abort', stop)
    if (whole) shelf.putBack(request.fileId, request.streamIndex, stream)
    else input.dispose()
  }
}

/** Samples one by one; those not taken, because the taker stopped, are closed. */
async function* each(groups: AsyncGenerator<readonly AudioSample[]>): AsyncGenerator<AudioSample> {
  for await (const group of groups) {
    let taken = 0
    try {
      for (const sample of group) {
        taken++
        yield sample
      }
    } finally {
      for (const sample of group.slice(taken)) sample.close()
    }
  }
}

/** The part of a decoded sample inside the span, as floats; undefined when nothing is left. Closes the sample. */
function cut(
  sample: AudioSample,
  origin: number,
  from: number,
  to: number,
  mono: boolean
): Block | undefined {
  try {
    const rate = sample.sampleRate
    const at = Math.round((sample.timestamp - origin) * rate)
    const first = Math.max(0, Math.round(from * rate) - at)
    const last = Math.min(
      sample.numberOfFrames,
      to === Number.POSITIVE_INFINITY ? sample.numberOfFrames : Math.round(to * rate) - at
    )
    if (last <= first) return undefined
    const channels = Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
      const values = new Float32Array(last - first)
      sample.copyTo(values, {
        planeIndex,
        format: 'f32-planar',
        frameOffset: first,
        frameCount: last - first
      })
      return values
    })
    return { start: at + first, sampleRateHz: rate, channels: mono ? [mix(channels)] : channels }
  } finally {
    sample.close()
  }
}

/** Mean over channels. */
function mix(channels: readonly Float32Array<ArrayBuffer>[]): Float32Array<ArrayBuffer> {
  const [first, second] = channels
  if (!first) return new Float32Array()
  if (!second) return first
  const share = 1 / channels.length
  for (let i = 0; i < first.length; i++) {
    let sum = first[i] as number
    for (let channel = 1; channel < channels.length; channel++) sum += channels[channel]?.[i] ?? 0
    first[i] = sum * share
  }
  return first
}

function join(
  pieces: readonly (readonly Float32Array<ArrayBuffer>[])[]
): readonly Float32Array<ArrayBuffer>[] {
  const count = pieces[0]?.length ?? 0
  return Array.from({ length: count }, (_, channel) => {
    const length = pieces.reduce((sum, piece) => sum + (piece[channel]?.length ?? 0), 0)
    const out = new Float32Array(length)
    let at = 0
    for (const piece of pieces) {
      const values = piece[channel]
      if (!values) continue
      out.set(values, at)
      at += values.length
    }
    return out
  })
}
