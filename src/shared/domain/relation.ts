import { z } from 'zod'
import { Id } from './id'

/** A stretch of a segment's text, in Unicode code points; `to` is exclusive. */
const Span = z.object({ from: z.number().int().nonnegative(), to: z.number().int().positive() })

/** A directed link between two segments by one author, for instance from an emotion to its cause. */
export const Relation = z.object({
  id: Id,
  /** `cause` for emotion-cause links; else the attribute of the scheme (type `relation`). */
  kind: z.string().min(1),
  authorId: Id,
  /** The segment that is explained: the emotion. */
  fromId: Id,
  /** The segment that explains it: the cause. May be the same, or a later one. */
  toId: Id,
  fromSpan: Span.optional(),
  toSpan: Span.optional(),
  label: z.string().optional(),
  comment: z.string().optional(),
  extra: z.record(z.string(), z.unknown()).optional()
})
export type Relation = z.infer<typeof Relation>
