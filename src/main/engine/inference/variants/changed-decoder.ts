import { createHash } from 'node:crypto'
import { rgbPicture } from '../../../../shared/signal/picture'
import { PictureScaler } from '../../../../shared/signal/picture-scaler'
import { soundChange, type SoundFacts } from '../../../../shared/variants/changed-sound'
import { soundTally } from '../../../../shared/variants/sound-tally'
import { perturbationOf } from '../../../../shared/variants/perturbations'
import type { RunVariant } from '../../../../shared/variants/run-variant'
import type { Decoder } from '../../protocol'
import { changedPicture } from './changed-picture'
import { heldFrame } from './held-frames'
import { noiseFor, type Voice } from './noise-for'

export type Perturbation = Extract<RunVariant, { kind: 'perturbation' }>

/** A decoder whose sound or pictures come out worse, so that every task hears and sees the same. */
export interface ChangedDecoder extends Decoder {
  /** SHA-256 of a file's changed sound, mixed to one, as 16-bit samples: the same for the same seed, on every run. */
  soundHash(fileId: string, streamIndex: number, signal: AbortSignal): Promise<string>
}

/** Files of which level and noise are kept: those of one recording, and some more. */
const FILES_KNOWN = 8

/** `keyOf`: what tells a file from all others, wherever it lies. `voices`: recordings that babble is made of. */
export function changedDecoder(
  decoder: Decoder,
  perturbation: Perturbation,
  keyOf: (fileId: string) => string,
  voices: readonly Voice[]
): ChangedDecoder {
  const { change, level, seed } = perturbation
  const { sense } = perturbationOf(change)
  const noise = noiseFor(decoder, change, seed, voices)
  const known = new Map<string, Promise<SoundFacts>>()
  const factsOf = (
    fileId: string,
    streamIndex: number,
    rateHz: number,
    signal: AbortSignal
  ): Promise<SoundFacts> => {
    const key = `${fileId} ${streamIndex}`
    const found =
      known.get(key) ??
      measured(decoder, fileId, streamIndex, signal).then(async (facts) => ({
        ...facts,
        ...(await noise(fileId, keyOf(fileId), rateHz, signal))
      }))
    known.set(key, found)
    // Recordings are read one after the other, and the babble of each is megabytes.
    for (const oldest of known.keys()) {
      if (known.size <= FILES_KNOWN) break
      known.delete(oldest)
    }
    found.catch(() => known.delete(key))
    return found
  }

  async function* audio(request: Parameters<Decoder['audio']>[0]): ReturnType<Decoder['audio']> {
    const { fileId, streamIndex = 0, mono, signal } = request
    // A channel that is lost has to be told apart before channels are mixed.
    const apart = change === 'lost-side'
    let run: ReturnType<typeof soundChange> | undefined
    for await (const block of decoder.audio(apart ? { ...request, mono: false } : request)) {
      const { startSeconds, sampleRateHz, channels } = block
      run ??= soundChange(
        change,
        level,
        sampleRateHz,
        await factsOf(fileId, streamIndex, sampleRateHz, signal)
      )
      const first = Math.round(startSeconds * sampleRateHz)
      const changed = run(
        channels.map((samples) => Float32Array.from(samples)),
        first
      )
      yield { startSeconds, sampleRateHz, channels: apart && mono ? [mixed(changed)] : changed }
    }
  }

  const scaler = new PictureScaler()
  const worse = (picture: Picture, fileId: string, time: number): Picture => {
    const { widthPx, heightPx } = picture
    const rgb = scaler.toRgb(picture, widthPx, heightPx)
    const at = `${keyOf(fileId)} ${time}`
    const made = changedPicture(rgb, picture, change, level, seed, at)
    return { ...picture, ...rgbPicture(made, widthPx, heightPx), time, widthPx, heightPx }
  }

  async function* frames(request: Parameters<Decoder['frames']>[0]): AsyncGenerator<Picture> {
    if (change !== 'frame-drop') {
      for await (const picture of decoder.frames(request)) yield worse(picture, request.fileId, picture.time)
      return
    }
    const { fileId } = request
    const shown = request.times.map((time) => heldFrame(time, level / 100, seed, keyOf(fileId)))
    const wanted = [...new Set(shown)]
    let [at, place] = [0, 0]
    for await (const picture of decoder.frames({ ...request, times: wanted })) {
      for (; at < shown.length && shown[at] === wanted[place]; at++) {
        const time = request.times[at] ?? 0
        // A picture that stands still is seen at the time that was asked about.
        yield shown[at] === time ? picture : { ...picture, time }
      }
      place++
    }
  }

  const { still } = decoder
  return {
    ...decoder,
    ...(sense === 'sound' ? { audio } : {}),
    ...(sense === 'picture' ? { frames } : {}),
    ...(sense === 'picture' && still && change !== 'frame-drop'
      ? { still: async (request) => worse(await still(request), request.fileId, 0) }
      : {}),
    async soundHash(fileId, streamIndex, signal) {
      const hash = createHash('sha256')
      for await (const { channels } of audio({ fileId, streamIndex, mono: true, signal }))
        hash.update(asPcm(channels[0] ?? new Float32Array()))
      return hash.digest('hex')
    }
  }
}

type Picture = Awaited<ReturnType<NonNullable<Decoder['still']>>>

async function measured(
  decoder: Decoder,
  fileId: string,
  streamIndex: number,
  signal: AbortSignal
): Promise<SoundFacts> {
  let tally: ReturnType<typeof soundTally> | undefined
  for await (const { sampleRateHz, channels } of decoder.audio({ fileId, streamIndex, mono: true, signal })) {
    tally ??= soundTally(sampleRateHz)
    tally.add(channels[0] ?? new Float32Array())
  }
  return tally?.facts() ?? { power: 0, peak: 0 }
}

function mixed(channels: readonly Float32Array<ArrayBuffer>[]): Float32Array<ArrayBuffer> {
  const [first = new Float32Array()] = channels
  return first.map((_, i) => channels.reduce((sum, own) => sum + (own[i] ?? 0), 0) / channels.length)
}

const asPcm = (samples: Float32Array): Uint8Array =>
  new Uint8Array(
    Int16Array.from(samples, (sample) => Math.max(-32768, Math.min(32767, Math.round(sample * 32767)))).buffer
  )
