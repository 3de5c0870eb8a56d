import { z } from 'zod'
import { Id } from '../domain/id'
import { Micros } from '../domain/time'

const Name = z.string().min(1).max(200)

/** Which model, which of its answers, and where. */
export const ExplainQuery = z.object({
  modelId: z.string().regex(/^[\w-][\w.-]*$/),
  outputId: Name.optional(),
  /** Answer to be explained; the strongest when absent. */
  label: Name.optional(),
  recordingId: Id,
  /** Segment that is meant, where one is chosen. */
  segmentId: Id.optional(),
  time: Micros,
  /** Which of the faces at that moment, counted from the left from 0; the one of the segment, else the largest, when absent. */
  face: z.number().int().min(0).max(63).optional()
})
export type ExplainQuery = z.infer<typeof ExplainQuery>

export const InputChangeInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drop'), binding: Name }),
  z.object({ kind: z.literal('mute-channel'), binding: Name, channel: Name }),
  z.object({ kind: z.literal('text'), binding: Name, text: z.string().max(20_000) }),
  z.object({ kind: z.literal('gain'), binding: Name, factor: z.number().min(0).max(100) }),
  z.object({ kind: z.literal('blur'), binding: Name, radiusShare: z.number().min(0).max(0.5) })
])

/** Answers by label as they are and as they would be; `after` null: the model would not answer. */
export interface ChangedAnswer {
  readonly labels: readonly string[]
  readonly before: readonly number[]
  readonly after: readonly number[] | null
}
