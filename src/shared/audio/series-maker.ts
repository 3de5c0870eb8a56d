import { cepstrumMatrix } from './cepstrum'
import { frameLevels } from './frame-levels'
import { melBands, melFilters } from './mel-filters'
import { pitch, pitchThresholds } from './pitch'
import { spectrumReader } from './short-time-spectrum'
import { soundDims, type SoundFeature, type SoundSeries } from './sound-feature'

/** Computes a feature of a sound that arrives in blocks. */
export interface SeriesMaker {
  push(block: Float32Array): void
  /** What the blocks gave, once the sound has ended. */
  finish(): SoundSeries
}

/** Sound collected before frames are made of it, seconds: enough that the rest of a block carried over costs nothing. */
const PIECE_SECONDS = 5

/** Prepare a feature of a sound of `rateHz` with `framesHz` frames a second. The result does not depend on how the sound is cut into blocks. */
export function seriesMaker(feature: SoundFeature, rateHz: number, framesHz: number): SeriesMaker {
  const hop = Math.round(rateHz / framesHz)
  const { size, compute } = framesOf(feature, rateHz, hop)
  const dims = soundDims(feature)
  const centered = feature.kind !== 'silence'
  const half = centered ? Math.floor(size / 2) : 0
  const parts: Float32Array[] = []
  let held = new Float32Array(half)
  let total = 0
  let made = 0

  const take = (): void => {
    const count = Math.max(0, 1 + Math.floor((held.length - size) / hop))
    if (count === 0) return
    parts.push(compute(held.subarray(0, (count - 1) * hop + size)))
    made += count
    held = held.slice(count * hop)
  }
  const add = (block: Float32Array): void => {
    const joined = new Float32Array(held.length + block.length)
    joined.set(held)
    joined.set(block, held.length)
    held = joined
  }
  return {
    push(block) {
      total += block.length
      add(block)
      if (held.length >= PIECE_SECONDS * rateHz) take()
    },
    finish() {
      if (total > 0 && centered) add(new Float32Array(size - half))
      if (total > 0) take()
      const wanted = Math.min(made, centered ? Math.floor(total / hop) + 1 : made)
      return {
        rateHz: rateHz / hop,
        startSeconds: centered ? 0 : size / 2 / rateHz,
        dims,
        values: joinedValues(parts, wanted * dims.length),
        samples: total
      }
    }
  }
}

/** Loudness below which nothing is told apart any more, dB. */
const FLOOR_DB = -100

/** Length of a frame, and the values of all whole frames of a stretch, frame by frame. */
function framesOf(
  feature: SoundFeature,
  rateHz: number,
  hop: number
): { readonly size: number; readonly compute: (samples: Float32Array) => Float32Array } {
  const short = Math.round(rateHz * 0.025)
  switch (feature.kind) {
    case 'silence':
      return { size: short, compute: (samples) => levels(samples, short, hop) }
    case 'energy':
      return {
        size: short,
        compute: (samples) =>
          levels(samples, short, hop).map((level) => Math.max(FLOOR_DB, 20 * Math.log10(level)))
      }
    case 'f0': {
      const { method, fMin, fMax } = feature
      const periods = method === 'yin' ? 1 : 3
      const win = Math.max(short, Math.ceil((periods * rateHz) / fMin))
      const settings = { method, fMin, fMax, win, hop, center: false, threshold: pitchThresholds[method] }
      // YIN looks one longest period beyond its window, and two samples for the parabola.
      const size = method === 'yin' ? win + Math.ceil(rateHz / fMin) + 2 : win
      return { size, compute: (samples) => Float32Array.from(pitch(samples, rateHz, settings)) }
    }
    case 'mel':
    case 'mfcc':
      return spectralFrames(feature, rateHz, hop, short)
  }
}

/** Mel bands for a cepstrum where the feature does not name them. */
const CEPSTRUM_BANDS = 40

function spectralFrames(
  feature: Extract<SoundFeature, { kind: 'mel' | 'mfcc' }>,
  rateHz: number,
  hop: number,
  win: number
): ReturnType<typeof framesOf> {
  const nFft = 512
  const bands = feature.kind === 'mel' ? feature.bands : CEPSTRUM_BANDS
  const reader = spectrumReader({ nFft, win, hop, window: 'hann', center: false, padMode: 'zero', power: 2 })
  const filters = melFilters(
    { nMels: bands, fMin: 60, fMax: Math.min(7600, rateHz / 2), scale: 'slaney', norm: 'slaney' },
    rateHz,
    nFft
  )
  const rows = soundDims(feature).length
  const matrix =
    feature.kind === 'mfcc' ? cepstrumMatrix({ n: rows, dct: 'ortho', lifter: 0 }, bands) : undefined
  const levels = new Float64Array(bands)
  return {
    size: nFft,
    compute(samples) {
      const out = new Float32Array(reader.frames(samples.length) * rows)
      reader.each(samples, (bins, frame) => {
        melBands(filters, bins, levels)
        for (let band = 0; band < bands; band++)
          levels[band] = Math.max(FLOOR_DB, 10 * Math.log10(levels[band] ?? 0))
        for (let row = 0; row < rows; row++) {
          let value = matrix ? 0 : (levels[row] ?? 0)
          if (matrix)
            for (let band = 0; band < bands; band++)
              value += (matrix[row * bands + band] ?? 0) * (levels[band] ?? 0)
          out[frame * rows + row] = value
        }
      })
      return out
    }
  }
}

const levels = (samples: Float32Array, size: number, hop: number): Float32Array =>
  frameLevels(samples, { size, hop, center: false, padMode: 'zero' })

function joinedValues(parts: readonly Float32Array[], count: number): Float32Array {
  const out = new Float32Array(count)
  let at = 0
  for (const part of parts) {
    out.set(part.subarray(0, count - at), at)
    at = Math.min(count, at + part.length)
  }
  return out
}
