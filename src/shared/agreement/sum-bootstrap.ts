import type { IntervalOrReason } from '../metrics/base/cluster-bootstrap'
import { quantile } from '../metrics/base/quantile'
import { drawBelow, seededRandom } from '../metrics/base/seeded-random'
import type { Sliced } from './sliced'

export interface SumBootstrapOptions {
  readonly replicates?: number
  readonly seed?: number
  /** Coverage, 0..1. */
  readonly level?: number
  /** What a group is, in the plural, for the method text. */
  readonly noun?: string
}

// Additions in all; about 0.2 s on one core (measured).
const WORK_LIMIT = 120_000_000
const FEWEST_REPLICATES = 200
// Percentile intervals of so few clusters are known to be too narrow (Cameron, Gelbach & Miller 2008).
const FEW_CLUSTERS = 20

/**
 * Percentile intervals of any statistics of summed vectors from drawing whole groups (recordings) with replacement
 * (Davison & Hinkley 1997, ch. 3.8; Field & Welsh 2007). The same seed gives the same interval on every machine.
 * @param vectors one for each group that has anything in it
 * @param statistics one value per statistic, null where undefined
 */
export function* sumBootstrap(
  vectors: readonly Float64Array[],
  statistics: (sum: Float64Array) => readonly (number | null)[],
  { replicates = 1000, seed = 1, level = 0.95, noun = 'recordings' }: SumBootstrapOptions = {}
): Sliced<IntervalOrReason[]> {
  const count = vectors.length
  const length = vectors[0]?.length ?? 0
  const sum = new Float64Array(length)
  const width = statistics(sum).length
  const none = (reason: string): IntervalOrReason[] => Array.from({ length: width }, () => ({ reason }))
  if (count < 2) return none(`All units come from one recording; resampling ${noun} needs at least two.`)
  const sparse = vectors.map((vector) => {
    const places = [...vector.keys()].filter((place) => vector[place] !== 0)
    return {
      places: Int32Array.from(places),
      values: Float64Array.from(places, (place) => vector[place] ?? 0)
    }
  })
  yield
  const mean = sparse.reduce((total, { places }) => total + places.length, 0) / count
  const times = Math.min(replicates, Math.floor(WORK_LIMIT / (count * mean + length)))
  if (times < Math.min(replicates, FEWEST_REPLICATES))
    return none(`There are too many ${noun} (${count}) to resample here.`)
  const draw = seededRandom(seed)
  const values = Array.from({ length: width }, () => new Float64Array(times))
  const defined = new Int32Array(width)
  for (let b = 0; b < times; b++) {
    sum.fill(0)
    for (let c = 0; c < count; c++) {
      const one = sparse[drawBelow(draw, count)]
      if (!one) continue
      const { places, values: amounts } = one
      for (let i = 0; i < places.length; i++) {
        const place = places[i] ?? 0
        sum[place] = (sum[place] ?? 0) + (amounts[i] ?? 0)
      }
    }
    statistics(sum).forEach((value, s) => {
      const column = values[s]
      const at = defined[s] ?? 0
      if (value === null || !column) return
      column[at] = value
      defined[s] = at + 1
    })
    // Statistics of wide tables take milliseconds, so nothing is done twice without a pause.
    yield
  }
  const alpha = (1 - level) / 2
  return values.map((column, s) => {
    const n = defined[s] ?? 0
    if (n < times / 2) return { reason: `Undefined in ${times - n} of ${times} resamples.` }
    const sorted = column.subarray(0, n).sort()
    const notes = [
      n < times ? `, undefined in ${times - n}` : '',
      count < FEW_CLUSTERS ? '; with so few it is likely too narrow' : ''
    ]
    const method = `percentile bootstrap of ${count} ${noun}, ${times} resamples, seed ${seed}${notes.join('')}`
    return { low: quantile(sorted, alpha), high: quantile(sorted, 1 - alpha), level, method }
  })
}
