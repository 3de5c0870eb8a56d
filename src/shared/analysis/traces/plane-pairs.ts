import { endAt, startAt, type PairStrip } from './pair-strip'

/** Where reference and candidate lie on the valence-arousal plane for one recording or stretch of it. */
export interface PlanePair {
  readonly recordingId: string
  readonly personId?: string
  readonly start: number
  readonly end: number
  /** x and y in the units of the reference's scale. */
  readonly reference: readonly [x: number, y: number]
  readonly candidate: readonly [x: number, y: number]
}

export interface PlanePairs {
  readonly pairs: readonly PlanePair[]
  /** What one pair is the mean of. */
  readonly of: 'recording' | 'stretch' | 'segment'
  /** Further ones that were left out so that the picture can be read. */
  readonly more: number
}

/** More joined points than these cannot be told apart. */
const MOST_PAIRS = 250
/** Points of one recording. */
const STRETCHES = 60

/**
 * Means of both sides in two dimensions, for joined points: of each recording, or of stretches of the one asked for.
 * `x` and `y` are strips of the two dimensions; where they do not meet there is no point.
 */
export function planePairs(
  x: readonly PairStrip[],
  y: readonly PairStrip[],
  recordingId: string | undefined
): PlanePairs {
  const key = ({ recordingId: id, personId }: PairStrip): string => JSON.stringify([id, personId])
  const other = new Map(y.map((strip) => [key(strip), strip]))
  const segments = x[0]?.time.kind === 'segments'
  const pairs: PlanePair[] = []
  for (const strip of x) {
    if (recordingId !== undefined && strip.recordingId !== recordingId) continue
    const second = other.get(key(strip))
    if (!second) continue
    const length = Math.min(strip.reference.length, second.reference.length)
    const per = segments ? 1 : recordingId === undefined ? length : Math.ceil(length / STRETCHES)
    for (let from = 0; from < length; from += per) {
      const pair = meanPair(strip, second, from, Math.min(length, from + per))
      if (pair) pairs.push(pair)
    }
  }
  // Evenly from all of them, so that no recording is favoured.
  const stride = pairs.length / MOST_PAIRS
  const shown =
    stride <= 1
      ? pairs
      : Array.from({ length: MOST_PAIRS }, (_, i) => pairs[Math.floor(i * stride)]).filter(
          (pair) => pair !== undefined
        )
  return {
    pairs: shown,
    of: segments ? 'segment' : recordingId === undefined ? 'recording' : 'stretch',
    more: pairs.length - shown.length
  }
}

function meanPair(x: PairStrip, y: PairStrip, from: number, to: number): PlanePair | undefined {
  const sums = [0, 0, 0, 0]
  let n = 0
  let first = -1
  let last = -1
  for (let i = from; i < to; i++) {
    const values = [x.reference[i], y.reference[i], x.candidate[i], y.candidate[i]]
    if (values.some((value) => value === undefined || Number.isNaN(value))) continue
    values.forEach((value, k) => (sums[k] = (sums[k] ?? 0) + (value ?? 0)))
    n++
    if (first < 0) first = i
    last = i
  }
  if (n === 0) return undefined
  const [a = 0, b = 0, c = 0, d = 0] = sums.map((sum) => sum / n)
  return {
    recordingId: x.recordingId,
    ...(x.personId === undefined ? {} : { personId: x.personId }),
    start: Math.round(startAt(x, first)),
    end: Math.round(endAt(x, last)),
    reference: [a, b],
    candidate: [c, d]
  }
}
