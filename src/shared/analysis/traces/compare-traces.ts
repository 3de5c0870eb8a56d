import type { Sliced } from '../../agreement/sliced'
import { PAIR_SUMS } from '../../agreement/traces/rating-sums'
import { sumBootstrap } from '../../agreement/sum-bootstrap'
import type { LeftOut, NumberCard, ShareCell } from '../../compare/report'
import type { IntervalOrReason } from '../../metrics/base/cluster-bootstrap'
import { traceCard } from './trace-cards'
import type { PairStrip } from './pair-strip'
import { addPairs, measures, noPairs, pairNumbers, pairsIn, whyUndefined, type Measure } from './pair-sums'

export interface CompareTracesInput {
  /** Prepared: what `prepareStrips` made of them. */
  readonly strips: readonly PairStrip[]
  /** Value from which signs are taken; absent: the scale has none. */
  readonly neutral?: number | undefined
  /** What was done before, in sentences for the cards. */
  readonly convention: string
  /** Cluster of a recording (its speaker or group), for intervals. */
  readonly clusterOf?: (recordingId: string) => string
}

/** One recording. */
export interface TraceRecordingRow {
  readonly recordingId: string
  readonly ccc: ShareCell
  readonly pearson: ShareCell
  readonly rmse: number | null
  readonly mae: number | null
  readonly bias: number | null
  /** Seconds, or segments, that both sides have. */
  readonly n: number
}

/** How far a candidate's trace follows a reference's, JSON-safe. */
export interface TraceComparison {
  /** One number of each measure over all pairs as if they were one recording. */
  readonly pooled: readonly NumberCard[]
  /** The mean over recordings of the same number within each; in the same order. */
  readonly perRecording: readonly NumberCard[]
  readonly recordings: readonly TraceRecordingRow[]
  readonly leftOut: readonly LeftOut[]
  readonly n: number
  readonly unit: 'segments' | 's'
  /** Length of a step; absent for segments. */
  readonly stepSeconds?: number
}

/** Fewer recordings or speakers than these are too few to draw from. */
export const FEWEST_CLUSTERS = 5
/** Length of a stretch that is drawn instead; moods outlast seconds. */
const STRETCH_SECONDS = 10

/** Every measure of two traces, pooled and as the mean of recordings; both have intervals by whole clusters. */
export function* compareTraces(input: CompareTracesInput): Sliced<TraceComparison> {
  const { strips, neutral } = input
  const time = strips[0]?.time
  const stepSeconds = time?.kind === 'steps' ? time.stepUs / 1e6 : undefined
  const unit = time?.kind === 'segments' ? 'segments' : 's'
  const amount = (pairs: number): number => pairs * (stepSeconds ?? 1)
  const centre = yield* centreOf(strips)
  const byRecording = yield* sumsByRecording(strips, centre, neutral)
  const pooled = noPairs()
  for (const vector of byRecording.values()) add(pooled, vector)
  const numbers = pairNumbers(pooled, neutral)
  const intervals = yield* intervalsOf(input, byRecording, centre)
  const leftOut = leftOutOf(strips, amount, unit)
  const means = meanNumbers([...byRecording.values()], neutral)
  const about = { n: amount(pairsIn(pooled)), unit, leftOut, convention: input.convention } as const
  return {
    pooled: measures.map((measure, m) =>
      traceCard(measure, 'pooled', {
        ...about,
        value: numbers[measure],
        reason: whyUndefined(measure, pooled, neutral),
        interval: intervals[m]
      })
    ),
    perRecording: measures.map((measure, m) => {
      const { value = null, undefinedIn = 0 } = means[m] ?? {}
      return traceCard(measure, 'recordings', {
        ...about,
        value,
        reason: `No recording has this number. ${whyUndefined(measure, pooled, neutral)}`,
        interval: intervals[measures.length + m],
        recordings: byRecording.size - undefinedIn,
        undefinedIn
      })
    }),
    recordings: [...byRecording].map(([recordingId, vector]) => {
      const own = pairNumbers(vector, neutral)
      const cell = (measure: Measure): ShareCell =>
        own[measure] === null
          ? { value: null, reason: whyUndefined(measure, vector, neutral) }
          : { value: own[measure] }
      return {
        recordingId,
        ccc: cell('ccc'),
        pearson: cell('pearson'),
        rmse: own.rmse,
        mae: own.mae,
        bias: own.bias,
        n: amount(pairsIn(vector))
      }
    }),
    leftOut,
    n: about.n,
    unit,
    ...(stepSeconds === undefined ? {} : { stepSeconds })
  }
}

/** A mean of all values, so that sums of squares keep their digits. */
export function* centreOf(strips: readonly PairStrip[]): Sliced<number> {
  let total = 0
  let n = 0
  for (const { reference, candidate } of strips) {
    for (const column of [reference, candidate])
      for (let i = 0; i < column.length; i++) {
        const value = column[i] ?? NaN
        if (value !== value) continue
        total += value
        n++
      }
    yield
  }
  return n === 0 ? 0 : total / n
}

/** Sums of every recording that has a pair. */
function* sumsByRecording(
  strips: readonly PairStrip[],
  centre: number,
  neutral: number | undefined
): Sliced<ReadonlyMap<string, Float64Array>> {
  const found = new Map<string, Float64Array>()
  for (const { recordingId, reference, candidate } of strips) {
    const vector = found.get(recordingId) ?? noPairs()
    addPairs(vector, reference, candidate, { centre, neutral })
    if (pairsIn(vector) > 0) found.set(recordingId, vector)
    yield
  }
  return found
}

/** Mean of each measure over the recordings that have it, in the order of `measures`. */
export function meanNumbers(
  vectors: readonly Float64Array[],
  neutral: number | undefined
): readonly { readonly value: number | null; readonly undefinedIn: number }[] {
  const own = vectors.map((vector) => pairNumbers(vector, neutral))
  return measures.map((measure) => {
    const values = own.map((numbers) => numbers[measure]).filter((value) => value !== null)
    const sum = values.reduce((total, value) => total + value, 0)
    return {
      value: values.length === 0 ? null : sum / values.length,
      undefinedIn: own.length - values.length
    }
  })
}

/** Intervals of the pooled numbers, then of the means, from drawing whole clusters again. */
function* intervalsOf(
  { strips, neutral, clusterOf = (id) => id }: CompareTracesInput,
  byRecording: ReadonlyMap<string, Float64Array>,
  centre: number
): Sliced<readonly IntervalOrReason[]> {
  const width = PAIR_SUMS + 2 * measures.length
  const clusters = new Map<string, Float64Array>()
  let shared = false
  for (const [id, vector] of byRecording) {
    const key = clusterOf(id)
    if (clusters.has(key)) shared = true
    const sums = clusters.get(key) ?? new Float64Array(width)
    clusters.set(key, sums)
    add(sums, vector)
    const own = pairNumbers(vector, neutral)
    measures.forEach((measure, m) => {
      const value = own[measure]
      if (value === null) return
      const at = PAIR_SUMS + 2 * m
      sums[at] = (sums[at] ?? 0) + value
      sums[at + 1] = (sums[at + 1] ?? 0) + 1
    })
  }
  const pooledOf = (vector: Float64Array): (number | null)[] => {
    const numbers = pairNumbers(vector, neutral)
    return measures.map((measure) => numbers[measure])
  }
  if (clusters.size < FEWEST_CLUSTERS) {
    const alone = { reason: 'Fewer than five recordings or speakers: too few to draw from.' }
    return [...(yield* byStretches(strips, centre, neutral, pooledOf)), ...measures.map(() => alone)]
  }
  return yield* sumBootstrap(
    [...clusters.values()],
    (vector) => [
      ...pooledOf(vector),
      ...measures.map((_, m) => {
        const n = vector[PAIR_SUMS + 2 * m + 1] ?? 0
        return n === 0 ? null : (vector[PAIR_SUMS + 2 * m] ?? 0) / n
      })
    ],
    { noun: shared ? 'speakers or groups of recordings' : 'recordings' }
  )
}

/** A few recordings are cut into stretches, which are drawn again; segments are drawn one by one. */
function* byStretches(
  strips: readonly PairStrip[],
  centre: number,
  neutral: number | undefined,
  of: (vector: Float64Array) => (number | null)[]
): Sliced<readonly IntervalOrReason[]> {
  const vectors: Float64Array[] = []
  for (const { reference, candidate, time } of strips) {
    const per = time.kind === 'steps' ? Math.max(1, Math.round((STRETCH_SECONDS * 1e6) / time.stepUs)) : 1
    for (let from = 0; from < reference.length; from += per) {
      const vector = noPairs()
      addPairs(vector, reference.subarray(from, from + per), candidate.subarray(from, from + per), {
        centre,
        neutral
      })
      if (pairsIn(vector) > 0) vectors.push(vector)
    }
    yield
  }
  const steps = strips[0]?.time.kind === 'steps'
  return yield* sumBootstrap(vectors, of, { noun: steps ? `stretches of ${STRETCH_SECONDS} s` : 'segments' })
}

function leftOutOf(
  strips: readonly PairStrip[],
  amount: (pairs: number) => number,
  unit: LeftOut['unit']
): readonly LeftOut[] {
  let onlyReference = 0
  let onlyCandidate = 0
  for (const { reference, candidate } of strips)
    for (let i = 0; i < reference.length; i++) {
      const a = Number.isNaN(reference[i] ?? NaN)
      const b = Number.isNaN(candidate[i] ?? NaN)
      if (!a && b) onlyReference++
      else if (a && !b) onlyCandidate++
    }
  return [
    { reason: 'Only the reference has a value.', count: amount(onlyReference), unit },
    { reason: 'Only the candidate has a value.', count: amount(onlyCandidate), unit }
  ].filter(({ count }) => count > 0)
}

function add(to: Float64Array, vector: Float64Array): void {
  for (let i = 0; i < vector.length; i++) to[i] = (to[i] ?? 0) + (vector[i] ?? 0)
}
