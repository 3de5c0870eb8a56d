import type { StreamTrials } from './trials'

/** When one trial happens, in seconds of its recording. */
export interface TrialTime {
  readonly number: number
  /** A resting baseline that was recorded by itself. */
  readonly rest?: { readonly start: number; readonly end: number }
  /** The first sample. */
  readonly from: number
  /** The end of the baseline that is part of the trial; `from` without one. */
  readonly start: number
  readonly end: number
}

/** Between trials nothing was recorded together: at least this much stays empty, in seconds. */
const PAUSE = 1

/**
 * Times of the trials of one recording: one after another with an empty pause, each beginning on a whole second, long enough for
 * the longest stream. Files of arrays do not say when trials were recorded, so these times are made up.
 */
export function timelineOf(
  streams: readonly StreamTrials[],
  numbers: readonly number[],
  baselineSeconds: number
): readonly TrialTime[] {
  let next = 0
  return numbers.map((number) => {
    const own = streams.flatMap(({ signal, trials }) =>
      trials.filter((trial) => trial.number === number).map((trial) => ({ trial, rateHz: signal.rateHz }))
    )
    const resting = Math.max(0, ...own.map(({ trial, rateHz }) => (trial.before?.samples ?? 0) / rateHz))
    const lasting = Math.max(0, ...own.map(({ trial, rateHz }) => trial.samples / rateHz))
    const from = resting > 0 ? Math.ceil(next + resting + PAUSE) : next
    const time: TrialTime = {
      number,
      ...(resting > 0 ? { rest: { start: next, end: next + resting } } : {}),
      from,
      start: from + Math.min(baselineSeconds, lasting),
      end: from + lasting
    }
    next = Math.ceil(time.end + PAUSE)
    return time
  })
}
