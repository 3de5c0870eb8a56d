import {
  LOOP_SECONDS,
  NOISE_HZ,
  pinkLoop,
  toUnitPower,
  whiteLoop
} from '../../../../shared/variants/noise-loop'
import type { PerturbationId } from '../../../../shared/variants/perturbations'
import { textSeed } from '../../../../shared/variants/text-seed'
import type { SoundFacts } from '../../../../shared/variants/changed-sound'
import type { Decoder } from '../../protocol'
import { resample } from '../ops/resample'
import { readSound } from '../speech/read-sound'

/** A recording that is heard in babble. */
export interface Voice {
  readonly fileId: string
  readonly streamIndex: number
}

type Loop = Float32Array<ArrayBuffer>

/** Voices that are heard at the same time. */
const VOICES = 6

/** The noise that is added to a file's sound at its rate; nothing where the perturbation adds none. */
export function noiseFor(
  decoder: Decoder,
  change: PerturbationId,
  seed: number,
  voices: readonly Voice[]
): (
  fileId: string,
  key: string,
  rateHz: number,
  signal: AbortSignal
) => Promise<Pick<SoundFacts, 'noise' | 'noiseFrom'>> {
  const atRate = new Map<number, Loop>()
  let same: Loop | undefined
  const spoken = new Map<string, Promise<Loop>>()
  const voiceOf = (voice: Voice, signal: AbortSignal): Promise<Loop> => {
    const key = `${voice.fileId} ${voice.streamIndex}`
    const found = spoken.get(key) ?? voiceLoop(decoder, voice, signal)
    spoken.set(key, found)
    found.catch(() => spoken.delete(key))
    return found
  }
  return async (fileId, key, rateHz, signal) => {
    if (change !== 'white-noise' && change !== 'pink-noise' && change !== 'babble') return {}
    const noiseFrom = textSeed(key, seed) % Math.round(LOOP_SECONDS * rateHz)
    if (change === 'babble') {
      const others = voices.filter((voice) => voice.fileId !== fileId).slice(0, VOICES)
      const loops = await Promise.all(others.map((voice) => voiceOf(voice, signal)))
      return { noise: inRate(toUnitPower(together(loops, seed)), rateHz), noiseFrom }
    }
    same ??= change === 'white-noise' ? whiteLoop(seed) : pinkLoop(seed)
    const noise = atRate.get(rateHz) ?? inRate(same, rateHz)
    atRate.set(rateHz, noise)
    return { noise, noiseFrom }
  }
}

const inRate = (loop: Loop, rateHz: number): Loop =>
  rateHz === NOISE_HZ ? loop : toUnitPower(Float32Array.from(resample(loop, NOISE_HZ, rateHz)))

/** The first seconds of a recording, over and over until the loop is full, as loud as all others. */
async function voiceLoop(
  decoder: Decoder,
  { fileId, streamIndex }: Voice,
  signal: AbortSignal
): Promise<Loop> {
  const loop = new Float32Array(NOISE_HZ * LOOP_SECONDS)
  let length = 0
  for await (const { samples } of readSound({
    decoder,
    fileId,
    streamIndex,
    rateHz: NOISE_HZ,
    toSeconds: LOOP_SECONDS,
    signal
  })) {
    const part = samples.subarray(0, loop.length - length)
    loop.set(part, length)
    length += part.length
  }
  for (let i = length; length > 0 && i < loop.length; i++) loop[i] = loop[i - length] ?? 0
  return toUnitPower(loop)
}

/** Voices added up, each begun at another place. */
function together(loops: readonly Loop[], seed: number): Loop {
  const sum = new Float32Array(NOISE_HZ * LOOP_SECONDS)
  loops.forEach((loop, voice) => {
    const from = textSeed(String(voice), seed) % loop.length
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (loop[(i + from) % loop.length] ?? 0)
  })
  return sum
}
