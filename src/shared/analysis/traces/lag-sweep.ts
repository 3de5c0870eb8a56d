import type { Sliced } from '../../agreement/sliced'
import { centreOf, meanNumbers } from './compare-traces'
import type { PairStrip } from './pair-strip'
import { addPairs, measures, noPairs, pairNumbers, pairsIn } from './pair-sums'

/** Agreement at one delay of the candidate; null where undefined. */
export interface LagPoint {
  /** Seconds by which the candidate is read later; negative: earlier. */
  readonly lag: number
  readonly ccc: number | null
  readonly pearson: number | null
  /** Means over recordings of the same within each. */
  readonly meanCcc: number | null
  readonly meanPearson: number | null
}

export type LagCurve = Exclude<keyof LagPoint, 'lag'>

export interface LagSweep {
  /** Ascending in `lag`. */
  readonly points: readonly LagPoint[]
  /** The delay at which each curve is highest: of equal ones the smallest; null where it is nowhere defined. */
  readonly best: Readonly<Record<LagCurve, number | null>>
  readonly stepSeconds: number
}

/** Delays looked at in the first round; around the best ones every step is looked at. */
const MOST_POINTS = 61

/**
 * CCC and Pearson's r at every delay from -reach to reach, only the overlap counted at each. Long reaches of fine steps
 * are looked at in two rounds: evenly, then every step around the best of each curve.
 */
export function* lagSweep(strips: readonly PairStrip[], reachSeconds: number): Sliced<LagSweep> {
  const time = strips[0]?.time
  if (time?.kind !== 'steps') return { points: [], best: noBest, stepSeconds: 0 }
  const stepSeconds = time.stepUs / 1e6
  const reach = Math.max(1, Math.round(reachSeconds / stepSeconds))
  const stride = Math.max(1, Math.ceil((2 * reach) / (MOST_POINTS - 1)))
  const centre = yield* centreOf(strips)
  const points = new Map<number, LagPoint>()
  function* look(lag: number): Sliced<void> {
    if (Math.abs(lag) > reach || points.has(lag)) return
    points.set(lag, { ...(yield* atLag(strips, lag, centre)), lag: lag * stepSeconds })
  }
  // Zero is always among them.
  for (let lag = -Math.floor(reach / stride) * stride; lag <= reach; lag += stride) yield* look(lag)
  if (stride > 1)
    for (const curve of curves) {
      const best = bestOf(points, curve)
      if (best === null) continue
      for (let lag = best - stride + 1; lag < best + stride; lag++) yield* look(lag)
    }
  const seconds = (steps: number | null): number | null => (steps === null ? null : steps * stepSeconds)
  return {
    points: [...points.values()].sort((a, b) => a.lag - b.lag),
    best: {
      ccc: seconds(bestOf(points, 'ccc')),
      pearson: seconds(bestOf(points, 'pearson')),
      meanCcc: seconds(bestOf(points, 'meanCcc')),
      meanPearson: seconds(bestOf(points, 'meanPearson'))
    },
    stepSeconds
  }
}

const curves: readonly LagCurve[] = ['ccc', 'pearson', 'meanCcc', 'meanPearson']
const noBest = { ccc: null, pearson: null, meanCcc: null, meanPearson: null }
const CCC = measures.indexOf('ccc')
const PEARSON = measures.indexOf('pearson')

function* atLag(strips: readonly PairStrip[], lag: number, centre: number): Sliced<Omit<LagPoint, 'lag'>> {
  const byRecording = new Map<string, Float64Array>()
  const pooled = noPairs()
  for (const { recordingId, reference, candidate } of strips) {
    const own = noPairs()
    addPairs(own, reference, candidate, { centre, neutral: undefined, lag })
    if (pairsIn(own) === 0) continue
    const sums = byRecording.get(recordingId) ?? noPairs()
    byRecording.set(recordingId, sums)
    own.forEach((value, i) => {
      sums[i] = (sums[i] ?? 0) + value
      pooled[i] = (pooled[i] ?? 0) + value
    })
  }
  yield
  const means = meanNumbers([...byRecording.values()], undefined)
  const { ccc, pearson } = pairNumbers(pooled, undefined)
  return {
    ccc,
    pearson,
    meanCcc: means[CCC]?.value ?? null,
    meanPearson: means[PEARSON]?.value ?? null
  }
}

/** Steps of the highest point of a curve, the smallest delay among equals. */
function bestOf(points: ReadonlyMap<number, LagPoint>, curve: LagCurve): number | null {
  let best: number | null = null
  let most = -Infinity
  for (const [lag, point] of points) {
    const value = point[curve]
    if (value === null) continue
    if (value > most || (value === most && Math.abs(lag) < Math.abs(best ?? Infinity))) {
      most = value
      best = lag
    }
  }
  return best
}
