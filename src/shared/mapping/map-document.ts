import { z } from 'zod'

/** Kinds of mapping tables, in the order in which they are offered. */
export const mapKinds = ['rename', 'group', 'matrix', 'threshold', 'quadrant', 'affine'] as const
export type MapKind = (typeof mapKinds)[number]

const Rule = z.looseObject({
  /** Threshold: least level at which a label counts as there. */
  at: z.number().optional(),
  labels: z.record(z.string(), z.number()).optional(),
  /** Affine: value times scale plus offset, for all dimensions or for one. */
  scale: z.number().optional(),
  offset: z.number().optional(),
  dims: z
    .record(
      z.string(),
      z.object({ to: z.string().optional(), scale: z.number().optional(), offset: z.number().optional() })
    )
    .optional(),
  /** Quadrant: target labels of I to IV; the target's first four labels when absent. */
  quadrants: z.array(z.string()).length(4).optional()
})

/** One mapping table as a scheme document holds it (`maps`). Fields of other kinds are kept and not read. */
export const MapDocument = z.looseObject({
  to: z.string(),
  attribute: z.string().optional(),
  toAttribute: z.string().optional(),
  kind: z.enum(mapKinds),
  /** Target label -> the source labels that become it. */
  groups: z.record(z.string(), z.array(z.string())).optional(),
  /** Source label -> target label -> weight. */
  matrix: z.record(z.string(), z.record(z.string(), z.number())).optional(),
  rule: Rule.optional(),
  lossy: z.boolean().optional(),
  /** Source labels, or dimensions, that stay without a counterpart. */
  unmapped: z.array(z.string()).optional()
})
export type MapDocument = z.infer<typeof MapDocument>

/** Mapping tables of a scheme document; those that cannot be read are left out. */
export function readMaps(document: unknown): readonly MapDocument[] {
  const maps = Maps.safeParse(document).data?.maps ?? []
  return maps.flatMap((map) => MapDocument.safeParse(map).data ?? [])
}

const Maps = z.looseObject({ maps: z.array(z.unknown()).optional() })
