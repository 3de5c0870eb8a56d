/** Amplitudes below this count as digital silence: the last bit of 16. */
const SILENCE = 2 ** -15
/** Share of the runs of a recording that are taken for its pauses. */
const QUIET = 0.1

/**
 * Power of each run of a sound over the power of its quiet: the square of half the range of its samples, over that of the
 * run that a tenth of all runs stay below. 1 where it is as quiet as that; runs without samples are NaN.
 * @param runs [min, max] pairs, full scale 1
 */
export function powerOverQuiet(runs: Float32Array): Float64Array {
  const power = new Float64Array(runs.length >> 1)
  for (let i = 0; i < power.length; i++) {
    const [low, high] = [runs[2 * i] ?? NaN, runs[2 * i + 1] ?? NaN]
    power[i] = high >= low ? Math.max(SILENCE, (high - low) / 2) ** 2 : NaN
  }
  const known = power.filter(Number.isFinite).sort()
  const quiet = known[Math.floor(known.length * QUIET)] ?? NaN
  for (let i = 0; i < power.length; i++) power[i] = (power[i] ?? NaN) / quiet
  return power
}

/** A ratio of powers in decibels. */
export const inDecibels = (ratio: number): number => 10 * Math.log10(ratio)
