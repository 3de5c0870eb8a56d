import type { AgreementCurve } from '../agreement-curve'
import type { RatingStrip, TraceMoment } from './trace-agreement'

/** Length of a moment, seconds: long enough to be heard. */
const MOMENT_SECONDS = 4
/** Smaller differences are no disagreement, as a share of the scale. */
const LEAST_SHARE = 0.1

/** Stretches of a few seconds in which annotators (two of them, or all) are far apart, the farthest first. */
export function traceMoments(
  strips: readonly RatingStrip[],
  authorIds: readonly string[],
  { who, range, limit }: { readonly who?: readonly number[]; readonly range: number; readonly limit: number }
): readonly TraceMoment[] {
  const moments: TraceMoment[] = []
  for (const strip of strips) {
    const per = Math.max(1, Math.round((MOMENT_SECONDS * 1e6) / strip.stepUs))
    const length = strip.columns[0]?.length ?? 0
    const annotators = who ?? strip.columns.map((_, a) => a)
    for (let from = 0; from < length; from += per) {
      const to = Math.min(length, from + per)
      const { distance, rows, means } = stretchOf(strip, annotators, from, to)
      if (rows * 2 < to - from || distance < LEAST_SHARE * range) continue
      moments.push({
        recordingId: strip.recordingId,
        start: Math.round(strip.startUs + from * strip.stepUs),
        end: Math.round(strip.startUs + to * strip.stepUs),
        distance,
        said: means.flatMap((value, i) =>
          value === undefined ? [] : [{ authorId: authorIds[annotators[i] ?? 0] ?? '', value }]
        )
      })
    }
  }
  return moments.sort((a, b) => b.distance - a.distance).slice(0, limit)
}

/** Closeness along one recording, 1 less the mean absolute difference of two annotators as a share of the scale; null where no two rated. */
export function traceCurve(
  strips: readonly RatingStrip[],
  range: number,
  duration: number,
  bins: number
): AgreementCurve {
  const step = duration / bins
  const apart = new Float64Array(bins)
  const pairs = new Float64Array(bins)
  for (const strip of strips) {
    const length = strip.columns[0]?.length ?? 0
    for (let i = 0; i < length; i++) {
      const bin = Math.floor((strip.startUs + (i + 0.5) * strip.stepUs) / step)
      if (bin < 0 || bin >= bins) continue
      for (let a = 0; a < strip.columns.length; a++)
        for (let b = a + 1; b < strip.columns.length; b++) {
          const difference = Math.abs((strip.columns[a]?.[i] ?? NaN) - (strip.columns[b]?.[i] ?? NaN))
          if (Number.isNaN(difference)) continue
          apart[bin] = (apart[bin] ?? 0) + difference
          pairs[bin] = (pairs[bin] ?? 0) + 1
        }
    }
  }
  return {
    step,
    agreement: Array.from(apart, (sum, bin) => {
      const n = pairs[bin] ?? 0
      return n === 0 ? null : Math.max(0, 1 - sum / n / range)
    })
  }
}

function stretchOf(
  strip: RatingStrip,
  annotators: readonly number[],
  from: number,
  to: number
): { readonly distance: number; readonly rows: number; readonly means: readonly (number | undefined)[] } {
  let total = 0
  let pairs = 0
  let rows = 0
  const sums = annotators.map(() => ({ sum: 0, n: 0 }))
  for (let i = from; i < to; i++) {
    const values = annotators.map((a) => strip.columns[a]?.[i] ?? NaN)
    let met = false
    values.forEach((value, a) => {
      if (Number.isNaN(value)) return
      const own = sums[a]
      if (own) {
        own.sum += value
        own.n++
      }
      for (const other of values.slice(a + 1)) {
        if (Number.isNaN(other)) continue
        total += Math.abs(value - other)
        pairs++
        met = true
      }
    })
    if (met) rows++
  }
  return {
    distance: pairs === 0 ? 0 : total / pairs,
    rows,
    means: sums.map(({ sum, n }) => (n === 0 ? undefined : sum / n))
  }
}
