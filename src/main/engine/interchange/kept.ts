import { z } from 'zod'
import type { DocumentLink, DocumentMedia, DocumentScheme, JsonObject, SpanTier } from './document'

/** Something of a file as JSON; its form belongs to the format. */
const Facts = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
)

/** `track.extra[format]`: a tier as the file had it, where the track says less. */
export const KeptTier = z.object({
  /** Name of the annotation file. */
  file: z.string(),
  tier: z.string(),
  name: z.string(),
  /** Place among the tiers of the file. */
  order: z.number(),
  /** Names that the track and its author got; while they have them, the file's own are written. */
  track: z.string(),
  author: z.string(),
  annotator: z.string().nullable(),
  person: z.string().nullable(),
  parent: z
    .object({
      tierId: z.string(),
      relation: z.enum(['time-subdivision', 'symbolic-subdivision', 'symbolic-association', 'included-in'])
    })
    .optional(),
  /** The parent was not taken over: annotations lie outside it, or it has none. */
  alone: z.boolean().optional(),
  /** Id of the vocabulary in the file. */
  scheme: z.string().optional(),
  /** Label of the file by label here. */
  labels: z.record(z.string(), z.string()).optional(),
  /** The labels were plain texts. */
  asText: z.boolean().optional(),
  extra: Facts.optional()
})
export type KeptTier = z.infer<typeof KeptTier>

/** `segment.extra[format]`. `labels`: those of the file, to tell whether they were changed since. */
export const KeptSpan = z.object({
  id: z.string().optional(),
  labels: z.array(z.string()).optional(),
  extra: Facts.optional()
})
export type KeptSpan = z.infer<typeof KeptSpan>

/** `relation.extra[format]`. */
export const KeptLink = z.object({
  id: z.string(),
  direction: z.enum(['none', 'forward', 'both']),
  type: z.string().optional(),
  extra: Facts.optional()
})
export type KeptLink = z.infer<typeof KeptLink>

/** `stream.info.extra[format]`: what a file says about all of it. Written by import only, hence not checked in depth. */
export const KeptDocument = z.object({
  file: z.string(),
  recording: z.string(),
  media: z.array(z.custom<DocumentMedia>()),
  schemes: z.array(z.custom<DocumentScheme>()),
  /** Tiers without annotations, at their place. */
  tiers: z.array(z.object({ order: z.number(), tier: z.custom<SpanTier>() })),
  /** Links whose ends are no segments. */
  links: z.array(z.custom<DocumentLink>()),
  document: Facts.optional(),
  extra: Facts.optional()
})
export type KeptDocument = z.infer<typeof KeptDocument>

/** Which key of `extra` a written format looks at: both forms of TextGrid are one. */
export const keptKey = (format: string): string => (format === 'textgrid-short' ? 'textgrid' : format)
