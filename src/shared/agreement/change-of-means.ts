import type { ShareCell } from '../compare/report'
import { mean, sampleVariance } from '../metrics/base/moments'
import { Z_95 } from '../metrics/base/normal'

/** Mean of the later values less that of the earlier, with a large-sample interval (Welch 1938, Biometrika 29); two values or more on each side. */
export function changeOfMeans(earlier: readonly number[], later: readonly number[]): ShareCell {
  const value = mean(later) - mean(earlier)
  const error = Math.sqrt(sampleVariance(earlier) / earlier.length + sampleVariance(later) / later.length)
  return {
    value,
    interval: {
      low: value - Z_95 * error,
      high: value + Z_95 * error,
      level: 0.95,
      method: 'large-sample difference of two means (Welch 1938), units taken as independent'
    }
  }
}
