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
  unscored: Segment.shape.unscored,
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
  unscored: z.boolean().nullish(),
  text: z.string().nullish(),
  personId: Id.nullish(),
  value: SegmentValue.nullish(),
  /** Code of the scheme for why it cannot be rated; null: for no reason given. It says "cannot rate" as well. */
  missing: z.string().min(1).nullish()
})
export type SegmentPatch = z.infer<typeof SegmentPatch>

/** A label id as it reads in a sentence. */
export const contentTitle = ({ label }: { readonly label: string }): string =>
  label.charAt(0).toUpperCase() + label.slice(1).replace(/[-_]+/g, ' ')

/** "1 segment", "3 segments". */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** What a value says, as the title of an edit; the names of the scheme are not at hand. */
export function valueTitle(value: SegmentValue, what: string): string {
  const listed = (entries: readonly (readonly [string, number | null])[]): string =>
    entries
      .map(
        ([id, number]) =>
          `${contentTitle({ label: id })}${number === null ? '' : ` ${Number(number.toFixed(3))}`}`
      )
      .join(', ')
  switch (value.kind) {
    case 'labels':
      return `Label ${what} ${listed(Object.entries(value.labels))}`
    case 'shares':
      return `Label ${what} ${listed(Object.entries(value.shares))}`
    case 'ratings':
      return `Rate ${what} ${listed(Object.entries(value.ratings))}`
    case 'terms':
      return `Describe ${what} as ${value.terms.join(', ')}`
    case 'explanation':
      return `Explain ${what}`
    case 'spans':
      return `Mark text of ${what}`
    case 'region':
      return `Place ${what} in the picture`
  }
}
