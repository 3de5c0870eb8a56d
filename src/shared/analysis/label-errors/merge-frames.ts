import { confidentColumns } from './confident-columns'

/** Per-frame predictions of one recording beside the label given at each frame. */
export interface FrameLabels {
  readonly recordingId: string
  /** Microseconds, ascending. */
  readonly pts: Float64Array
  /** Row-major frames x classes. */
  readonly scores: Float32Array
  /** Label code at each frame, -1: none. */
  readonly given: Int32Array
}

/** A stretch in which frames speak against the given label, all with the same guess. Times in microseconds. */
export interface FrameSuspect {
  readonly recordingId: string
  readonly start: number
  readonly end: number
  readonly given: number
  readonly guess: number
  /** Frames within the stretch, and those among them with the confident guess. */
  readonly frames: number
  readonly against: number
  /** Mean margin of the frames within, 0..1; the smaller the more suspicious. */
  readonly margin: number
}

/** What counts as a stretch. */
export interface MergeOptions {
  /** Frames that do not speak against the label may lie between two that do for so long, in microseconds. */
  readonly gap: number
  /** Shorter stretches are left out, microseconds. */
  readonly least: number
}

/**
 * Confident learning on the frames of all recordings, then neighbouring frames with the same given label and the same
 * confident guess joined into stretches. A frame reaches until the next one, the last one as far as the median.
 * Sorted by margin, then time.
 */
export function frameSuspects(
  recordings: readonly FrameLabels[],
  classes: number,
  { gap, least }: MergeOptions
): {
  readonly stretches: readonly FrameSuspect[]
  readonly thresholds: readonly (number | null)[]
  readonly frames: number
} {
  const total = recordings.reduce((sum, { given }) => sum + given.length, 0)
  const given = new Int32Array(total)
  const scores = new Float32Array(total * classes)
  let at = 0
  for (const one of recordings) {
    given.set(one.given, at)
    scores.set(one.scores, at * classes)
    at += one.given.length
  }
  const found = confidentColumns({ classes, given, scores })
  const stretches: FrameSuspect[] = []
  at = 0
  for (const one of recordings) {
    const n = one.given.length
    const guess = found.guess.subarray(at, at + n)
    stretches.push(...joined(one, guess, found.margin.subarray(at, at + n), gap))
    at += n
  }
  return {
    stretches: stretches
      .filter(({ start, end }) => end - start >= least)
      .sort((a, b) => a.margin - b.margin || a.start - b.start),
    thresholds: found.thresholds,
    frames: found.used
  }
}

function joined(
  { recordingId, pts, given }: FrameLabels,
  guess: Int32Array,
  margin: Float32Array,
  gap: number
): FrameSuspect[] {
  const step = medianStep(pts)
  const endOf = (i: number): number => {
    const next = pts[i + 1]
    return next === undefined ? (pts[i] ?? 0) + step : Math.min(next, (pts[i] ?? 0) + 2 * step)
  }
  const out: FrameSuspect[] = []
  let first = -1
  let last = -1
  const close = (): void => {
    if (first < 0) return
    let sum = 0
    let against = 0
    for (let i = first; i <= last; i++) {
      sum += margin[i] ?? 0
      if (guess[i] === guess[first]) against++
    }
    const frames = last - first + 1
    out.push({
      recordingId,
      start: pts[first] ?? 0,
      end: endOf(last),
      given: given[first] ?? -1,
      guess: guess[first] ?? -1,
      frames,
      against,
      margin: sum / frames
    })
    first = -1
  }
  for (let i = 0; i < given.length; i++) {
    const own = given[i] ?? -1
    const other = guess[i] ?? -2
    if (first >= 0 && (own !== given[first] || (pts[i] ?? 0) - endOf(last) > gap)) close()
    if (own < 0 || other < 0 || other === own) continue
    if (first >= 0 && other !== guess[first]) close()
    if (first < 0) first = i
    last = i
  }
  close()
  return out
}

function medianStep(pts: Float64Array): number {
  if (pts.length < 2) return 0
  const steps = new Float64Array(pts.length - 1)
  for (let i = 0; i + 1 < pts.length; i++) steps[i] = (pts[i + 1] ?? 0) - (pts[i] ?? 0)
  steps.sort()
  return steps[Math.floor(steps.length / 2)] ?? 0
}
