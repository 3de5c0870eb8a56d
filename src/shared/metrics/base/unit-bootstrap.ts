import type { IntervalOrReason } from './cluster-bootstrap'
import { quantile } from './quantile'
import { drawBelow, seededRandom } from './seeded-random'

export interface UnitBootstrapOptions {
  readonly replicates?: number
  readonly seed?: number
  /** Coverage, 0..1. */
  readonly level?: number
  /** What a group is, in the plural, for the method text. */
  readonly noun?: string
}

// Units looked at in all; some tenths of a second for the usual statistics.
const WORK_LIMIT = 5_000_000
const FEWEST_REPLICATES = 200
// Percentile intervals of so few groups are known to be too narrow (Cameron, Gelbach & Miller 2008).
const FEW_GROUPS = 20

/**
 * Percentile interval of any statistic of units (rows of ratings, pairs of samples) from drawing whole groups with
 * replacement (Davison & Hinkley 1997, ch. 3.8). The same seed gives the same interval on every machine.
 * @param groups what is drawn together: the units of one recording, or one block of a trace
 * @param statistic null where undefined
 */
export function unitBootstrap<T>(
  groups: readonly (readonly T[])[],
  statistic: (units: readonly T[]) => number | null,
  { replicates = 1000, seed = 1, level = 0.95, noun = 'recordings' }: UnitBootstrapOptions = {}
): IntervalOrReason {
  const filled = groups.filter((group) => group.length > 0)
  const count = filled.length
  if (count < 2) return { reason: `Resampling ${noun} needs at least two of them.` }
  const size = filled.reduce((sum, group) => sum + group.length, 0)
  const times = Math.min(replicates, Math.floor(WORK_LIMIT / size))
  if (times < Math.min(replicates, FEWEST_REPLICATES))
    return { reason: `There are too many units (${size}) to resample here.` }
  const draw = seededRandom(seed)
  const values: number[] = []
  for (let b = 0; b < times; b++) {
    const units: T[] = []
    for (let g = 0; g < count; g++) for (const unit of filled[drawBelow(draw, count)] ?? []) units.push(unit)
    const value = statistic(units)
    if (value !== null) values.push(value)
  }
  if (values.length < times / 2)
    return { reason: `Undefined in ${times - values.length} of ${times} resamples.` }
  const sorted = Float64Array.from(values).sort()
  const alpha = (1 - level) / 2
  const notes = [
    values.length < times ? `, undefined in ${times - values.length}` : '',
    count < FEW_GROUPS ? '; with so few it is likely too narrow' : ''
  ]
  return {
    low: quantile(sorted, alpha),
    high: quantile(sorted, 1 - alpha),
    level,
    method: `percentile bootstrap of ${count} ${noun}, ${times} resamples, seed ${seed}${notes.join('')}`
  }
}

/** Units one after the other in blocks of a length, the last one shorter: neighbours of a trace are not independent. */
export function blocksOf<T>(units: readonly T[], length: number): T[][] {
  const blocks: T[][] = []
  for (let from = 0; from < units.length; from += length) blocks.push(units.slice(from, from + length))
  return blocks
}
