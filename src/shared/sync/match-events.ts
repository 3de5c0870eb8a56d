import type { SyncAnchor } from '../domain/stream-sync'
import { micros } from '../domain/time'
import { fitClock } from './fit-clock'

/** Something that happened, as one clock saw it. */
export interface ClockEvent {
  /** Microseconds. */
  readonly time: number
  /** Code or label; events match only where both have the same. */
  readonly code: string
}

/** Pairs of events that are the same, and how many found none. */
export interface EventMatch {
  readonly anchors: readonly SyncAnchor[]
  readonly unmatchedMedia: number
  readonly unmatchedMaster: number
}

export interface MatchOptions {
  /** Two events are the same when they lie this close after fitting, microseconds. Default 50 ms. */
  readonly tolerance?: number
  /** Events must have equal codes. False: any event may be any other (a train of pulses). Default true. */
  readonly codes?: boolean
}

/** Differences looked at at most, so that two long trains of pulses are compared in well under a second. */
const MOST_DIFFERENCES = 2_000_000
/** Largest drift looked for while pairing, in ppm. */
const WIDEST_DRIFT = 2000

/**
 * Which events of a stream and of the master clock are the same ones, with offset and drift unknown.
 * First the offset that most pairs share: differences of times are counted in bins as wide as the tolerance and the
 * widest drift allow, as in the Hough transform. Then each event takes its nearest partner under the fit so far, the
 * clock is fitted again, and so on until the pairs no longer change. Undefined when no two events agree.
 */
export function matchEvents(
  media: readonly ClockEvent[],
  master: readonly ClockEvent[],
  { tolerance = 50_000, codes = true }: MatchOptions = {}
): EventMatch | undefined {
  const own = [...media].sort((a, b) => a.time - b.time)
  const others = [...master].sort((a, b) => a.time - b.time)
  const start = startOffset(own, others, tolerance, codes)
  if (start === undefined) return undefined
  let fit = { offset: start.offset, driftPpm: 0 }
  let reach = start.reach
  let pairs: readonly Pair[] = []
  for (let round = 0; round < 30; round++) {
    const next = pair(own, others, fit, reach, codes)
    const found = fitClock(next.map(anchorOf), fit.driftPpm)
    if (!found) return undefined
    const same = next.length === pairs.length && next.every((one, i) => one.own === pairs[i]?.own)
    pairs = next
    fit = { offset: found.offset, driftPpm: bounded(found.driftPpm) }
    if (reach === tolerance && same) break
    reach = Math.max(tolerance, reach / 2)
  }
  return {
    anchors: pairs.map(anchorOf),
    unmatchedMedia: own.length - pairs.length,
    unmatchedMaster: others.length - pairs.length
  }
}

interface Pair {
  readonly own: ClockEvent
  readonly other: ClockEvent
}

const anchorOf = ({ own, other }: Pair): SyncAnchor => ({
  media: micros(own.time),
  master: micros(other.time),
  ...(own.code === '' ? {} : { note: own.code.slice(0, 200) })
})

const bounded = (ppm: number): number => Math.min(WIDEST_DRIFT, Math.max(-WIDEST_DRIFT, ppm))

/** The offset that most pairs of events share. */
function startOffset(
  own: readonly ClockEvent[],
  others: readonly ClockEvent[],
  tolerance: number,
  codes: boolean
): { readonly offset: number; readonly reach: number } | undefined {
  const span = Math.max((own.at(-1)?.time ?? 0) - (own[0]?.time ?? 0), 0)
  const width = Math.max(2 * tolerance, Math.min(1_000_000, (span * 100) / 1e6 + 2 * tolerance))
  const step = Math.max(1, Math.ceil((own.length * others.length) / MOST_DIFFERENCES))
  const bins = new Map<number, number>()
  const byCode = new Map<string, ClockEvent[]>()
  for (const event of others) {
    const key = codes ? event.code : ''
    const list = byCode.get(key)
    if (list) list.push(event)
    else byCode.set(key, [event])
  }
  for (let i = 0; i < own.length; i += step) {
    const event = own[i]
    if (!event) continue
    for (const other of byCode.get(codes ? event.code : '') ?? []) {
      const bin = Math.round((other.time - event.time) / width)
      bins.set(bin, (bins.get(bin) ?? 0) + 1)
    }
  }
  let best: number | undefined
  let most = 0
  for (const bin of bins.keys()) {
    const count = (bins.get(bin) ?? 0) + (bins.get(bin - 1) ?? 0) + (bins.get(bin + 1) ?? 0)
    const nearer = best !== undefined && Math.abs(bin) < Math.abs(best)
    if (count > most || (count === most && nearer)) {
      best = bin
      most = count
    }
  }
  return best === undefined ? undefined : { offset: best * width, reach: 1.5 * width }
}

/** Each event of the stream with its nearest free partner within reach, nearest pairs first. */
function pair(
  own: readonly ClockEvent[],
  others: readonly ClockEvent[],
  fit: { readonly offset: number; readonly driftPpm: number },
  reach: number,
  codes: boolean
): readonly Pair[] {
  const candidates: { own: number; other: number; gap: number }[] = []
  let from = 0
  for (const [i, event] of own.entries()) {
    const at = fit.offset + event.time * (1 + fit.driftPpm / 1e6)
    while (from < others.length && (others[from]?.time ?? 0) < at - reach) from++
    for (let j = from; j < others.length; j++) {
      const other = others[j]
      if (!other || other.time > at + reach) break
      if (!codes || other.code === event.code)
        candidates.push({ own: i, other: j, gap: Math.abs(other.time - at) })
    }
  }
  candidates.sort((a, b) => a.gap - b.gap)
  const takenOwn = new Set<number>()
  const takenOther = new Set<number>()
  const pairs: { i: number; pair: Pair }[] = []
  for (const candidate of candidates) {
    const a = own[candidate.own]
    const b = others[candidate.other]
    if (!a || !b || takenOwn.has(candidate.own) || takenOther.has(candidate.other)) continue
    takenOwn.add(candidate.own)
    takenOther.add(candidate.other)
    pairs.push({ i: candidate.own, pair: { own: a, other: b } })
  }
  return pairs.sort((a, b) => a.i - b.i).map((one) => one.pair)
}
