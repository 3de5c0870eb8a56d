import { z } from 'zod'
import { logLevels } from '../../../../shared/audio/log-levels'
import { melBands, melFilters, type MelFilter } from '../../../../shared/audio/mel-filters'
import { spectrumReader } from '../../../../shared/audio/short-time-spectrum'
import { rowsOf, seriesOf } from './audio-series'
import { onlyFor, valueOp } from './op'

/**
 * Short-time spectrum: `nFft / 2 + 1` rows of bins. `win` (`nFft` when absent) and `hop` (a quarter of `win`) in samples. Centred
 * frames mirror the sound at its ends as torch does; librosa since 0.10 has silence there (`padMode: zero`).
 */
export const audioStft = valueOp(
  'audio.stft',
  z.looseObject({
    nFft: z.number().int().min(2).max(65_536),
    win: z.number().int().min(1).optional(),
    hop: z.number().int().min(1).optional(),
    window: z.enum(['hann', 'hamming', 'blackman', 'boxcar']).default('hann'),
    center: z.boolean().default(true),
    padMode: z.enum(['reflect', 'zero']).default('reflect'),
    power: z.union([z.literal(1), z.literal(2)]).default(2)
  }),
  (wanted) => {
    const win = wanted.win ?? wanted.nFft
    const hop = wanted.hop ?? Math.max(1, Math.floor(win / 4))
    const reader = spectrumReader({ ...wanted, win, hop })
    return onlyFor('audio.stft', 'sound', ({ samples, rateHz }) => {
      const frames = reader.frames(samples.length)
      const data = new Float32Array(reader.bins * frames)
      reader.each(samples, (bins, frame) => {
        for (let k = 0; k < bins.length; k++) data[k * frames + frame] = bins[k] ?? 0
      })
      return {
        ...seriesOf(reader.bins, frames, rateHz / hop, data),
        spectrum: { rateHz, nFft: wanted.nFft, power: wanted.power }
      }
    })
  }
)

/** A spectrum in mel bands. `fMax` is half the sample rate where it is not named. */
export const audioMel = valueOp(
  'audio.mel',
  z.looseObject({
    nMels: z.number().int().min(1).max(1024),
    fMin: z.number().min(0).default(0),
    fMax: z.number().positive().optional(),
    scale: z.enum(['slaney', 'htk']).default('slaney'),
    norm: z.enum(['slaney', 'none']).default('slaney')
  }),
  (wanted) => {
    const kept = new Map<string, readonly MelFilter[]>()
    return onlyFor('audio.mel', 'tensor', (tensor) => {
      const { spectrum } = tensor
      const { rows, frames, data, rateHz = 0 } = rowsOf('audio.mel', tensor)
      if (!spectrum || rows !== Math.floor(spectrum.nFft / 2) + 1)
        throw new Error('audio.mel takes the spectrum that audio.stft makes')
      const key = `${spectrum.rateHz}/${spectrum.nFft}`
      const filters =
        kept.get(key) ??
        melFilters({ ...wanted, fMax: wanted.fMax ?? spectrum.rateHz / 2 }, spectrum.rateHz, spectrum.nFft)
      kept.set(key, filters)
      const out = new Float32Array(filters.length * frames)
      const column = new Float64Array(rows)
      const bands = new Float64Array(filters.length)
      for (let frame = 0; frame < frames; frame++) {
        for (let k = 0; k < rows; k++) column[k] = data[k * frames + frame] ?? 0
        melBands(filters, column, bands)
        for (let band = 0; band < bands.length; band++) out[band * frames + frame] = bands[band] ?? 0
      }
      return { ...seriesOf(filters.length, frames, rateHz, out), spectrum }
    })
  }
)

/** Usual floors: librosa's and torchaudio's 1e-10 under a maximum; 1e-6 added before a natural logarithm. */
export const audioLog = valueOp(
  'audio.log',
  z
    .looseObject({
      kind: z.enum(['ln', 'log10', 'db']),
      eps: z.number().positive().default(1e-10),
      floor: z.enum(['add', 'max']).optional(),
      ref: z.union([z.literal(1), z.literal('max')]).default(1),
      topDb: z.number().positive().nullable().optional()
    })
    .transform((given) => ({
      ...given,
      floor: given.floor ?? (given.kind === 'ln' ? ('add' as const) : ('max' as const)),
      topDb: given.topDb ?? undefined
    })),
  (settings) =>
    onlyFor('audio.log', 'tensor', (tensor) => {
      if (tensor.type !== 'float32') throw new Error(`audio.log takes float32, got ${tensor.type}`)
      return { ...tensor, data: logLevels(tensor.data, settings, tensor.spectrum?.power ?? 2) }
    })
)
