import { z } from 'zod'
import { fillUnvoiced } from '../../../../shared/audio/fill-unvoiced'
import { frameLevels, toDecibels } from '../../../../shared/audio/frame-levels'
import { pitch, pitchThresholds } from '../../../../shared/audio/pitch'
import { silence } from '../../../../shared/audio/silence'
import { recurrence } from '../../../../shared/metrics/recurrence'
import { audioWaveform, seriesOf } from './audio-series'
import { onlyFor, valueOp } from './op'

/** Frames of energy and silence where a manifest names none: 25 ms every 10 ms. */
const FRAME_SECONDS = 0.025
const HOP_SECONDS = 0.01

/** Fundamental frequency in Hz, one row. `win` and `hop` in samples; the window holds the longest period once (yin) or three times (autocorr). */
export const audioF0 = valueOp(
  'audio.f0',
  z.looseObject({
    method: z.enum(['yin', 'autocorr']).default('yin'),
    fMin: z.number().positive().default(60),
    fMax: z.number().positive().default(500),
    unvoiced: z.enum(['nan', 'zero', 'hold']).default('nan'),
    win: z.number().int().min(8).optional(),
    hop: z.number().int().min(1).optional(),
    center: z.boolean().default(true),
    threshold: z.number().positive().optional()
  }),
  (wanted) =>
    onlyFor('audio.f0', 'sound', ({ samples, rateHz }) => {
      const hop = wanted.hop ?? Math.round(rateHz * HOP_SECONDS)
      const periods = wanted.method === 'yin' ? 1 : 3
      const win =
        wanted.win ??
        Math.max(Math.round(rateHz * FRAME_SECONDS), Math.ceil((periods * rateHz) / wanted.fMin))
      const threshold = wanted.threshold ?? pitchThresholds[wanted.method]
      const found = fillUnvoiced(pitch(samples, rateHz, { ...wanted, win, hop, threshold }), wanted.unvoiced)
      return seriesOf(1, found.length, rateHz / hop, Float32Array.from(found))
    })
)

const framing = {
  win: z.number().int().min(1).optional(),
  hop: z.number().int().min(1).optional()
}

const lengths = ({ win, hop }: { win?: number | undefined; hop?: number | undefined }, rateHz: number) => {
  const size = win ?? Math.round(rateHz * FRAME_SECONDS)
  return { size, hop: hop ?? (win ? Math.ceil(win / 2) : Math.round(rateHz * HOP_SECONDS)) }
}

/** Root mean square of frames, or their level in dB of full scale (silence: -100 dB). Whole frames only unless centred. */
export const audioEnergy = valueOp(
  'audio.energy',
  z.looseObject({
    ...framing,
    center: z.boolean().default(false),
    unit: z.enum(['rms', 'db']).default('rms')
  }),
  (wanted) =>
    onlyFor('audio.energy', 'sound', ({ samples, rateHz }) => {
      const { size, hop } = lengths(wanted, rateHz)
      const levels = frameLevels(samples, { size, hop, center: wanted.center, padMode: 'zero' })
      const out = wanted.unit === 'rms' ? levels : levels.map((level) => Math.max(-100, toDecibels(level)))
      return seriesOf(1, out.length, rateHz / hop, out)
    })
)

/** Silence ratio, number of silent stretches, and their mean length in seconds; no whole frame: 0, 0, 0. */
export const audioSilence = valueOp(
  'audio.silence',
  z.looseObject({
    thresholdFactor: z.number().positive().default(0.3),
    reference: z.enum(['meanRms']).default('meanRms'),
    ...framing
  }),
  (wanted) =>
    onlyFor('audio.silence', 'sound', ({ samples, rateHz }) => {
      const { size, hop } = lengths(wanted, rateHz)
      const levels = frameLevels(samples, { size, hop, center: false, padMode: 'zero' })
      const found = silence(levels, wanted.thresholdFactor)
      return audioWaveform(
        Float32Array.of(found?.ratio ?? 0, found?.runs.length ?? 0, ((found?.meanFrames ?? 0) * hop) / rateHz)
      )
    })
)

/**
 * Recurrence of the samples of each frame: rate, determinism, mean and longest diagonal line, entropy of the lines (nats),
 * laminarity, trapping time; what has no line or no recurrent cell is 0.
 */
export const audioRqa = valueOp(
  'audio.rqa',
  z.looseObject({
    frame: z.number().int().min(8).max(4096),
    hop: z.number().int().min(1).optional(),
    embedDim: z.number().int().min(1).default(2),
    delay: z.number().int().min(1).default(1),
    radius: z.number().positive(),
    norm: z.enum(['max', 'euclidean', 'manhattan']).default('euclidean')
  }),
  ({ frame, hop = frame, embedDim, delay, radius, norm }) =>
    onlyFor('audio.rqa', 'sound', ({ samples, rateHz }) => {
      const frames = Math.max(0, 1 + Math.floor((samples.length - frame) / hop))
      const out = new Float32Array(7 * frames)
      for (let t = 0; t < frames; t++) {
        const found = recurrence(samples.subarray(t * hop, t * hop + frame), {
          ...{ dimension: embedDim, delay, radius, norm },
          ...{ theiler: 1, shortestLine: 2, shortestVertical: 2 }
        })
        const row = [found.rate, found.determinism, found.meanLine, found.longestLine, found.entropyNats]
        const all = [...row, found.laminarity, found.trappingTime]
        all.forEach((value, i) => (out[i * frames + t] = value ?? 0))
      }
      return seriesOf(7, frames, rateHz / hop, out)
    })
)
