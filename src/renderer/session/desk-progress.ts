import type { Micros } from '../../shared/domain/time'
import { makeStore } from './store'

/** A segment whose end is still the playhead. */
export interface Making {
  readonly start: Micros
  /** Label held down; absent after "in". */
  readonly label: string | undefined
}

/** What is being made on the desk right now; never stored. */
export interface Progress {
  /** Track that receives it. */
  readonly trackId: string | undefined
  readonly making: readonly Making[]
  /** Start set by "in" and not yet closed by "out". */
  readonly anchor: Micros | undefined
  /** Segment whose comment is being written. */
  readonly commentOn: string | undefined
  /** Where a dragged edge snapped, shown as a line. */
  readonly snapLine: number | undefined
  /** Edge of a segment that is worked on with a loop around it. */
  readonly edge:
    { readonly trackId: string; readonly segmentId: string; readonly edge: 'start' | 'end' } | undefined
}

const nothing: Progress = {
  trackId: undefined,
  making: [],
  anchor: undefined,
  commentOn: undefined,
  snapLine: undefined,
  edge: undefined
}

export const progressStore = makeStore<Progress>(nothing)
export const useProgress = <T>(selector: (state: Progress) => T): T => progressStore(selector)
export const progress = (): Progress => progressStore.getState()
export const setProgress = (change: Partial<Progress>): void => progressStore.setState(change)
/** Another recording is open: what was being made is let go. */
export const clearProgress = (): void => progressStore.setState(nothing)
