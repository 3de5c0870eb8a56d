import type { DeviceId } from './devices'
import type { PadState } from './gamepad'
import type { InputRules, InputState } from './rating-input'
import type { TraceTrack } from './rating-tracks'
import type { SampleGrid, Sampler } from './sampler'
import type { TakeWriter } from './take-writer'

/** A take under way. */
export interface ActiveTake {
  readonly track: TraceTrack
  readonly device: DeviceId
  readonly rules: InputRules
  readonly grid: SampleGrid
  readonly sampler: Sampler
  readonly writer: TakeWriter
  input: InputState
  pad: PadState | undefined
  /** Everything latched so far, row after row, so that a dropped take can still be kept. */
  readonly all: number[]
  /** Latched and not sent yet. */
  pending: number[]
  events: number[][]
  flushedMs: number
  toldMs: number
  /** The last reading of the recording's clock while playing. */
  lastMedia: { readonly media: number; readonly wallMs: number } | undefined
  readonly stops: (() => void)[]
}

let current: ActiveTake | undefined

/** The take under way in this window; there is at most one. */
export const activeTake = (): ActiveTake | undefined => current
export const setActiveTake = (take: ActiveTake | undefined): void => {
  current = take
}
