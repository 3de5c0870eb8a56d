import { estimateLag, shiftTrace } from '../../metrics/annotation-lag'

/** A reference trace and a candidate's trace of one recording on one grid. */
export interface TracePair {
  readonly recordingId: string
  readonly reference: readonly (number | null)[]
  readonly candidate: readonly (number | null)[]
}

/** A window in which reference and candidate lie far apart after the lag was taken out. */
export interface ResidualWindow {
  readonly recordingId: string
  /** Samples [from, to) on the grid of the candidate, that is after the reference was moved. */
  readonly from: number
  readonly to: number
  /** Mean of reference - candidate, in units of the scale. */
  readonly mean: number
  /** Root mean square of the same. */
  readonly rms: number
  /** Samples with both values. */
  readonly used: number
}

/** Lag of one recording's reference behind the candidate. */
export interface FoundLag {
  readonly recordingId: string
  /** Samples; null where it cannot be told. */
  readonly lag: number | null
}

/**
 * Windows of traces by how far the given rating lies from the candidate's, farthest first. A rating follows what it
 * rates by the reaction time: each recording's reference is moved earlier by the lag at which it fits the candidate
 * best (0..maxLag samples) before anything is subtracted. Windows with fewer than half their samples are left out.
 * @param window samples per window; windows follow each other without overlap
 */
export function residualRank(
  pairs: readonly TracePair[],
  window: number,
  maxLag: number
): { readonly windows: readonly ResidualWindow[]; readonly lags: readonly FoundLag[] } {
  if (!(window >= 1)) throw new RangeError(`window must be at least one sample, got ${window}`)
  const lags: FoundLag[] = []
  const windows: ResidualWindow[] = []
  for (const { recordingId, reference, candidate } of pairs) {
    const { lag } = estimateLag(candidate, reference, maxLag)
    lags.push({ recordingId, lag })
    const moved = lag ? shiftTrace(reference, lag) : reference
    const n = Math.min(moved.length, candidate.length)
    // What the end of a moved trace holds was never rated.
    const rated = Math.max(0, n - (lag ?? 0))
    for (let from = 0; from < rated; from += window) {
      const found = residualOf(moved, candidate, from, Math.min(rated, from + window))
      if (found.used > 0 && found.used * 2 >= Math.min(window, rated - from))
        windows.push({ recordingId, ...found })
    }
  }
  return { windows: windows.sort((a, b) => b.rms - a.rms || a.from - b.from), lags }
}

function residualOf(
  reference: readonly (number | null)[],
  candidate: readonly (number | null)[],
  from: number,
  to: number
): Omit<ResidualWindow, 'recordingId'> {
  let sum = 0
  let squares = 0
  let used = 0
  for (let i = from; i < to; i++) {
    const [x, y] = [reference[i], candidate[i]]
    if (x == null || y == null) continue
    used++
    sum += x - y
    squares += (x - y) ** 2
  }
  return {
    from,
    to,
    used,
    mean: used === 0 ? 0 : sum / used,
    rms: used === 0 ? 0 : Math.sqrt(squares / used)
  }
}
