import { endAt, startAt, type PairStrip } from './pair-strip'

/** Both sides along one recording in bins of one length; null where a side has no value. */
export interface TraceSeries {
  readonly recordingId: string
  /** Microseconds of the first bin's beginning and of each bin. */
  readonly start: number
  readonly bin: number
  readonly reference: readonly (number | null)[]
  readonly candidate: readonly (number | null)[]
  /** Mean of candidate less reference over the positions of the bin that have both. */
  readonly residual: readonly (number | null)[]
}

/** Means in bins over one recording, for drawing; where several people are rated, their mean. */
export function traceSeries(
  strips: readonly PairStrip[],
  recordingId: string,
  duration: number,
  bins: number
): TraceSeries {
  const own = strips.filter((strip) => strip.recordingId === recordingId)
  const stepUs = Math.max(0, ...own.map(({ time }) => (time.kind === 'steps' ? time.stepUs : 0)))
  // Bins are whole steps, so that none is empty between two values.
  const wanted = Math.max(1, duration) / Math.max(1, bins)
  const bin = stepUs > 0 ? Math.max(1, Math.ceil(wanted / stepUs - 1e-9)) * stepUs : wanted
  const count = Math.max(1, Math.min(bins, Math.ceil(duration / bin - 1e-9)))
  const sides = [binned(count), binned(count), binned(count)] as const
  for (const strip of own)
    for (let i = 0; i < strip.reference.length; i++) {
      const a = strip.reference[i] ?? NaN
      const b = strip.candidate[i] ?? NaN
      const from = Math.floor(startAt(strip, i) / bin + 1e-9)
      const to = Math.max(from + 1, Math.ceil(endAt(strip, i) / bin - 1e-9))
      for (let at = Math.max(0, from); at < Math.min(count, to); at++) {
        sides[0].add(at, a)
        sides[1].add(at, b)
        sides[2].add(at, b - a)
      }
    }
  return {
    recordingId,
    start: 0,
    bin,
    reference: sides[0].means(),
    candidate: sides[1].means(),
    residual: sides[2].means()
  }
}

function binned(count: number) {
  const sums = new Float64Array(count)
  const counts = new Int32Array(count)
  return {
    add(at: number, value: number): void {
      if (Number.isNaN(value)) return
      sums[at] = (sums[at] ?? 0) + value
      counts[at] = (counts[at] ?? 0) + 1
    },
    means: (): (number | null)[] => Array.from(sums, (sum, i) => (counts[i] ? sum / (counts[i] ?? 1) : null))
  }
}
