import { localMaxima, prominence } from './local-maxima'

/** What a wave must fulfil. */
export interface WaveRules {
  /** Shortest wave: samples, or a share of the mean length of all. */
  readonly least: { readonly samples: number } | { readonly ofMean: number }
  /** A peak must come more than this many samples after the one before. */
  readonly delaySamples: number
}

/** The most prominent local maximum of every stretch in which a smoothed measure lies above its threshold. */
export function peaksInWaves(
  signal: Float64Array,
  measure: Float64Array,
  threshold: Float64Array,
  { least, delaySamples }: WaveRules
): number[] {
  const waves = stretchesAbove(measure, threshold)
  const mean = waves.reduce((sum, { from, to }) => sum + to - from, 0) / waves.length
  const shortest = 'samples' in least ? least.samples : least.ofMean * mean
  const peaks: number[] = []
  for (const { from, to } of waves) {
    if (to - from < shortest) continue
    const part = signal.subarray(from, to)
    const top = mostProminent(part)
    // The first peak keeps the same distance from the start of the signal.
    if (top !== undefined && from + top - (peaks.at(-1) ?? 0) > delaySamples) peaks.push(from + top)
  }
  return peaks
}

function mostProminent(x: Float64Array): number | undefined {
  let best: number | undefined
  let most = -Infinity
  for (const peak of localMaxima(x)) {
    const value = prominence(x, peak)
    if (value > most) {
      best = peak
      most = value
    }
  }
  return best
}

/** Stretches that begin and end inside the signal: from the last sample below to the last sample above. */
function stretchesAbove(measure: Float64Array, threshold: Float64Array): { from: number; to: number }[] {
  const above = (i: number) => (measure[i] ?? 0) > (threshold[i] ?? 0)
  const found: { from: number; to: number }[] = []
  let from = -1
  for (let i = 0; i + 1 < measure.length; i++) {
    if (!above(i) && above(i + 1)) from = i
    else if (above(i) && !above(i + 1) && from >= 0) {
      found.push({ from, to: i })
      from = -1
    }
  }
  return found
}
