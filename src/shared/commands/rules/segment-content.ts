import { z } from 'zod'
import { Id, Segment } from '../../domain/rows'
import { SegmentValue } from '../../domain/segment-value'

/** What a segment says, beside where it is; as given for a new one. */
export const SegmentContent = z.object({
  label: Segment.shape.label,
  confidence: Segment.shape.confidence,
  intensity: Segment.shape.intensity,
  comment: Segment.shape.comment,
  flagged: z.boolean().optional(),
  text: Segment.shape.text,
  personId: Id.optional(),
  scores: Segment.shape.scores,
  origin: Segment.shape.origin,
  value: Segment.shape.value,
  extra: Segment.shape.extra
})

/** Changes of what segments say: absent leaves a field, null takes it away. */
export const SegmentPatch = z.object({
  label: z.string().nullish(),
  confidence: z.number().min(0).max(1).nullish(),
  intensity: z.number().nullish(),
  comment: z.string().nullish(),
  flagged: z.boolean().optional(),
  text: z.string().nullish(),
  personId: Id.nullish(),
  value: SegmentValue.nullish()
})
export type SegmentPatch = z.infer<typeof SegmentPatch>

/** A label id as it reads in a sentence. */
export const contentTitle = ({ label }: { readonly label: string }): string =>
  label.charAt(0).toUpperCase() + label.slice(1).replace(/[-_]+/g, ' ')

/** "1 segment", "3 segments". */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
