import { z } from 'zod'
import { Id } from './id'
import { Micros } from './time'

/** One moment known on both clocks. */
export const SyncAnchor = z.object({
  /** In the stream's own file. */
  media: Micros,
  /** On the master clock of the recording. */
  master: Micros,
  /** What happens there: a clap, the code of an event. */
  note: z.string().max(200).optional()
})
export type SyncAnchor = z.infer<typeof SyncAnchor>

/** How the place of a stream on the master clock was found; kept so that it can be reported and done again. */
export const StreamSync = z.object({
  /**
   * `typed`, `dragged`: by hand; `anchors`: moments marked on both clocks; `events`: codes that occur in both;
   * `sound`: two recordings of one sound; `flash`: a clap or flash; `clock`: the files' own clocks.
   */
  method: z.enum(['typed', 'dragged', 'anchors', 'events', 'sound', 'flash', 'clock']),
  /** Stream or track that it was held against; absent: the master clock itself. */
  againstId: Id.optional(),
  anchors: z.array(SyncAnchor).max(10_000)
})
export type StreamSync = z.infer<typeof StreamSync>
