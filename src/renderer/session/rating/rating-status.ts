import { makeStore } from '../store'
import type { TimeRange } from '../selection'
import type { SamplerCounts } from './sampler'

/** Where a take stands. */
export interface RatingStatus {
  /** `countdown`: about to start; `rating`: playing; `paused`: waits; `saving`: being made a take. */
  readonly phase: 'idle' | 'countdown' | 'rating' | 'paused' | 'saving'
  readonly recordingId: string | undefined
  readonly trackId: string | undefined
  /** What is to be rated. */
  readonly span: TimeRange | undefined
  /** Seconds left of the countdown. */
  readonly countdown: number
  /** The pre-roll plays: nothing is sampled yet. */
  readonly preRolling: boolean
  /** "Cannot rate" is on. */
  readonly missing: boolean
  readonly pausedBy: 'user' | 'focus' | 'jump' | 'error' | undefined
  readonly counts: SamplerCounts
  /** The last take of this window, for the line about its timing. */
  readonly last: { readonly takeId: string; readonly counts: SamplerCounts } | undefined
}

export const noCounts: SamplerCounts = {
  count: 0,
  declined: 0,
  lost: 0,
  stalledMs: 0,
  latchP95Ms: 0,
  latchMaxMs: 0
}
export const idle: RatingStatus = {
  phase: 'idle',
  recordingId: undefined,
  trackId: undefined,
  span: undefined,
  countdown: 0,
  preRolling: false,
  missing: false,
  pausedBy: undefined,
  counts: noCounts,
  last: undefined
}

const store = makeStore<RatingStatus>(idle)
export const useRating = <T>(selector: (state: RatingStatus) => T): T => store(selector)
export const rating = (): RatingStatus => store.getState()
export const setRating = (change: Partial<RatingStatus>): void => store.setState(change)

/** Whether a take is under way, paused or not. */
export const isRating = (): boolean => rating().phase !== 'idle' && rating().phase !== 'saving'
