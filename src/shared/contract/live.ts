import { z } from 'zod'
import { Id } from '../domain/id'
import { Micros } from '../domain/time'

/** Which model is to follow the playhead of which recording. */
export const LiveStart = z.object({ modelId: z.string().regex(/^[\w-][\w.-]*$/), recordingId: Id })

/** What a model says of the moment at which the playhead stands. */
export const LiveAsk = z.object({ streamId: z.string().min(1).max(100), time: Micros })

/** A model that is kept open to follow the playhead. */
export interface LiveStream {
  readonly streamId: string
  /** Execution provider that it runs on. */
  readonly provider: string
  /** What it looks at are turns or segments of tracks: once those change it is to be opened anew. */
  readonly fromTracks: boolean
}

/** One output of a model for one moment. */
export interface LiveOutput {
  readonly outputId: string
  /** `labels`: how likely each is; `dims`: values of dimensions. */
  readonly kind: 'labels' | 'dims'
  readonly names: readonly string[]
  /** As many as names; null: the model gave no number. */
  readonly values: readonly (number | null)[]
}

/** What a model says of a face, a person or a stretch. */
export interface LiveSubject {
  /** The same from moment to moment for as long as it is followed. */
  readonly key: string
  /** Absent where there is only one. */
  readonly name?: string
  /** Stretch that was looked at, µs of the recording. */
  readonly start: number
  readonly end: number
  readonly outputs: readonly LiveOutput[]
  /** Where the face is, in shares of the picture. */
  readonly box?: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
}

/** What a model says of a moment, and over which stretch of the playhead this stays what it says. */
export interface LiveAnswer {
  /** Number of the moment among all that the model looks at in this recording; -1 before the first. */
  readonly place: number
  /** The playhead from `from` on and before `until` has this answer; null: to the end. µs of the recording. */
  readonly from: number
  readonly until: number | null
  readonly subjects: readonly LiveSubject[]
  /** Why there is nothing to show, as a sentence; absent where there is. */
  readonly nothing?: string
  /** Milliseconds from taking the moment up to its answer: decoding, preparing and the model itself. */
  readonly tookMs: number
}
