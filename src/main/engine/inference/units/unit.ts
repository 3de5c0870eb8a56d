import type { Segment } from '../../../../shared/domain/rows'
import type { Micros } from '../../../../shared/domain/time'

/** What a model looks at in one go, and what its result is about. Times on the recording's clock. */
export interface Unit extends UnitSpan {
  /** The larger stretch that it is a part of: the utterance of a window, the trial, the recording. */
  readonly parent?: UnitSpan
  /** Turns of the conversation that it belongs to, in order of time, and which of them it is. */
  readonly turns?: readonly Segment[]
  readonly at?: number
  /** Of the turns, the only one whose answer is told, where a conversation is read once for each turn. */
  readonly tells?: number
  /** Second segment of a pair. */
  readonly other?: Segment
  /** Where a window that is to be filled up would begin and end were there more of the recording; absent where it is whole. */
  readonly wanted?: { readonly start: Micros; readonly end: Micros }
  /** Stretch that its result stands for, where that is less than what is looked at. */
  readonly speaksFor?: { readonly start: Micros; readonly end: Micros }
  /** Stretch of its text that it is about (sentences), in UTF-16 units. */
  readonly textRange?: readonly [from: number, to: number]
}

export interface UnitSpan {
  /** The same in every run over the same rows: work that is done is known by it. */
  readonly key: string
  readonly start: Micros
  readonly end: Micros
  /** Segment that it is, where it is one. */
  readonly segmentId?: string
  readonly trackId?: string
  readonly personId?: string
}
