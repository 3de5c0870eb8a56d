/** How well a model keeps up with what plays. */
export interface LivePace {
  /** Moments answered and passed over since it began. */
  readonly answered: number
  readonly skipped: number
  /** Of the latest answers: milliseconds each took, and milliseconds of playing until the next is due. */
  readonly took: readonly number[]
  readonly due: readonly number[]
  readonly last?: PacePoint
}

/** An answer while following the playhead. */
export interface PacePoint {
  readonly place: number
  /** Playhead that it was asked for (µs) and when (ms of the computer's clock). */
  readonly time: number
  readonly atMs: number
  readonly playing: boolean
  readonly rate: number
}

export const newPace: LivePace = { answered: 0, skipped: 0, took: [], due: [] }

/** Answers that the verdict is taken over. */
const KEPT = 8
/** Fewer say nothing: the first one also warms the model up. */
const FEWEST = 3
/** The playhead was moved by hand when it is this much (ms) off what playing explains. */
const JUMP_MS = 400

/**
 * The pace with one more answer. Moments between this one and the one before count as passed over when they were played,
 * not when the playhead jumped over them.
 * @param tookMs milliseconds from asking to the answer
 * @param dueMs milliseconds of playing for which an answer holds; absent: not known, or paused
 */
export function paced(pace: LivePace, point: PacePoint, tookMs: number, dueMs?: number): LivePace {
  const { last } = pace
  const played = last !== undefined && last.playing && point.playing && isPlayed(last, point)
  const over = played ? Math.max(0, point.place - last.place - 1) : 0
  return {
    answered: pace.answered + 1,
    skipped: pace.skipped + over,
    took: [...pace.took, tookMs].slice(-KEPT),
    due: dueMs === undefined ? pace.due : [...pace.due, dueMs].slice(-KEPT),
    last: point
  }
}

function isPlayed(last: PacePoint, point: PacePoint): boolean {
  const wall = point.atMs - last.atMs
  return Math.abs((point.time - last.time) / 1000 - wall * last.rate) <= JUMP_MS * Math.max(1, last.rate)
}

/** Milliseconds that an answer usually takes and that it may take; absent until a few have come. */
export function paceOf({
  took,
  due
}: LivePace): { readonly tookMs: number; readonly dueMs: number } | undefined {
  if (took.length < FEWEST || due.length < FEWEST) return undefined
  return { tookMs: median(took), dueMs: median(due) }
}

/** Whether moments pass faster than the model answers. */
export function tooSlow(pace: LivePace): boolean {
  const usual = paceOf(pace)
  return usual !== undefined && usual.tookMs > usual.dueMs
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
