import { undefinedScore } from '../../metrics/base/score'
import type { Score } from '../../metrics/base/score'
import { doubles } from './samples'
import type { Samples } from './samples'

/**
 * Sample entropy in nats: minus the logarithm of the share of pairs of stretches of `length` samples that stay alike for one
 * sample more (Richman & Moorman 2000, American Journal of Physiology 278, H2039-H2049). Alike: no sample differs by more than
 * `tolerance` standard deviations (n - 1 below). Time grows with the square of the length.
 */
export function sampleEntropy(x: Samples, length = 2, tolerance = 0.2): Score {
  const values = doubles(x)
  const n = values.length
  if (n < length + 2) return undefinedScore(`Sample entropy needs at least ${length + 2} samples.`)
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1))
  if (!(deviation > 0)) return undefinedScore('The signal is flat or has a gap.')
  const limit = tolerance * deviation
  let alike = 0
  let still = 0
  for (let i = 0; i < n - length; i++)
    for (let j = i + 1; j < n - length; j++) {
      let k = 0
      while (k < length && Math.abs((values[i + k] ?? 0) - (values[j + k] ?? 0)) <= limit) k++
      if (k < length) continue
      alike++
      if (Math.abs((values[i + length] ?? 0) - (values[j + length] ?? 0)) <= limit) still++
    }
  if (still === 0)
    return undefinedScore('No two stretches stay alike; take a longer signal or a wider tolerance.')
  return { value: -Math.log(still / alike) }
}
