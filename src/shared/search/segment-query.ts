import { z } from 'zod'
import { Id } from '../domain/rows'

/** Where text is looked for. */
export const TextField = z.enum(['text', 'label', 'comment'])
export type TextField = z.infer<typeof TextField>

/** What segments are looked for. Everything named must hold; an empty query finds every segment. */
export const SegmentQuery = z.object({
  /** Looked for in the fields; empty: any text. */
  text: z.string().max(1000).default(''),
  fields: z.array(TextField).default(['text', 'label', 'comment']),
  /** `text` is a regular expression as in JavaScript. */
  regex: z.boolean().default(false),
  caseSensitive: z.boolean().default(false),
  /** Label id; `null`: not labelled. */
  label: z.string().nullable().optional(),
  authorId: Id.optional(),
  /** Person that the segment or its track is about. */
  personId: Id.optional(),
  trackId: Id.optional(),
  /** Length in microseconds: at least, at most. */
  shortest: z.number().nonnegative().optional(),
  longest: z.number().nonnegative().optional(),
  flagged: z.boolean().default(false),
  commented: z.boolean().default(false),
  /** Shares time with a segment of another track that has this label, of this author where one is named. */
  overlapping: z.object({ label: z.string().nullable(), authorId: Id.optional() }).optional()
})
export type SegmentQuery = z.infer<typeof SegmentQuery>
