import { z } from 'zod'

/** A stretch of a segment's text, in Unicode code points from the start of the text; `to` is exclusive. */
export const TextSpan = z
  .object({
    from: z.number().int().nonnegative(),
    to: z.number().int().positive(),
    /** Component or label of the scheme that the stretch stands for. */
    label: z.string()
  })
  .refine((span) => span.to > span.from, 'a span needs at least one character')
export type TextSpan = z.infer<typeof TextSpan>

/** Where something is in the picture at one moment; x, y, width, height as shares (0 to 1) of the upright picture. */
export const RegionKey = z.object({
  /** Microseconds on the recording's clock. */
  at: z.number().int(),
  x: z.number(),
  y: z.number(),
  /** Absent for a point. */
  width: z.number().nonnegative().optional(),
  height: z.number().nonnegative().optional(),
  /** Out of sight from here until the next key. */
  hidden: z.boolean().optional()
})
export type RegionKey = z.infer<typeof RegionKey>

/**
 * What a segment says when one label is not enough. A plain category stays in `segment.label`; of several labels the
 * first (strongest) stands there too, so that everything that reads one label goes on working.
 */
export const SegmentValue = z.discriminatedUnion('kind', [
  /** Several labels, each with its intensity (null: none given): multilabel, multilabel-ordinal, composite, action units. */
  z.object({ kind: z.literal('labels'), labels: z.record(z.string(), z.number().nullable()) }),
  /** Shares by label id, each 0 to 1, sum 1 within 1e-6: distribution. */
  z.object({ kind: z.literal('shares'), shares: z.record(z.string(), z.number().min(0).max(1)) }),
  /** Values by dimension id, in the units of the scheme: ordinal, continuous (SAM, VAD). */
  z.object({ kind: z.literal('ratings'), ratings: z.record(z.string(), z.number()) }),
  /** Words chosen freely: open-vocabulary. Kept as typed, in order. */
  z.object({ kind: z.literal('terms'), terms: z.array(z.string().min(1)) }),
  /** Stretches of the segment's text: text-span, text-components. */
  z.object({ kind: z.literal('spans'), spans: z.array(TextSpan) }),
  /** Why it is so, in words, with the clues that were seen or heard: free-text. */
  z.object({ kind: z.literal('explanation'), text: z.string(), clues: z.array(z.string()).default([]) }),
  /** A region of the picture through time, linear between keys: faces, bodies, objects. Keys ascend in `at`. */
  z.object({ kind: z.literal('region'), shape: z.enum(['box', 'point']), keys: z.array(RegionKey).min(1) })
])
export type SegmentValue = z.infer<typeof SegmentValue>
