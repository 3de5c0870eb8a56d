import { z } from 'zod'
import { SchemeDocument } from '../../../shared/domain/scheme'
import type { SchemeRow } from '../../../shared/domain/rows'

/** One dimension that can be rated continuously, with the range of its values. */
export interface TraceDim {
  readonly id: string
  readonly name: string
  readonly min: number
  readonly max: number
  /** Where a rating begins: the scheme's neutral value, else the middle. */
  readonly neutral: number
  /** Words at the low and the high end, when the scheme has some. */
  readonly ends?: readonly [string, string]
}

/** An attribute of a scheme whose values are traces. */
export interface TraceAttribute {
  readonly scheme: SchemeRow
  readonly attributeId: string
  readonly dims: readonly TraceDim[]
  /** Sampling rate that the scheme asks for, within what can be rated live. */
  readonly rateHz: number
}

/** Live ratings are sampled at these rates. */
export const RATE_LIMITS = { min: 10, max: 100 } as const
const USUAL_RATE_HZ = 25

/** Attributes of a scheme that can be rated continuously; none when the scheme holds only labels. */
export function traceAttributesOf(scheme: SchemeRow): readonly TraceAttribute[] {
  const known = cache.get(scheme)
  if (known) return known
  const attributes = readAttributes(scheme)
  cache.set(scheme, attributes)
  return attributes
}

/** Dimensions of a track's attribute by the ids the track has, in the track's order; a dimension the scheme does not know runs from -1 to 1. */
export function dimsOf(
  scheme: SchemeRow | undefined,
  attributeId: string,
  dimIds: readonly string[]
): readonly TraceDim[] {
  const known = scheme
    ? (traceAttributesOf(scheme).find((each) => each.attributeId === attributeId)?.dims ?? [])
    : []
  return dimIds.map((id) => known.find((dim) => dim.id === id) ?? toDim({ id }))
}

const Dim = z.looseObject({
  id: z.string(),
  name: z.string().min(1).optional().catch(undefined),
  range: z.tuple([z.number(), z.number()]).optional(),
  neutral: z.number().optional(),
  anchors: z.array(z.string()).optional()
})
const Attribute = z.looseObject({
  id: z.string(),
  type: z.enum(['trace', 'continuous']),
  hz: z.number().positive().optional(),
  dims: z.array(Dim).optional()
})
const cache = new WeakMap<SchemeRow, readonly TraceAttribute[]>()

function readAttributes(scheme: SchemeRow): readonly TraceAttribute[] {
  const parsed = SchemeDocument.safeParse(scheme.document)
  if (!parsed.success) return []
  return parsed.data.attributes.flatMap((raw) => {
    const attribute = Attribute.safeParse(raw)
    if (!attribute.success) return []
    const { id, hz, dims } = attribute.data
    const rateHz = Math.min(RATE_LIMITS.max, Math.max(RATE_LIMITS.min, hz ?? USUAL_RATE_HZ))
    return [{ scheme, attributeId: id, rateHz, dims: (dims?.length ? dims : [{ id }]).map(toDim) }]
  })
}

function toDim(dim: z.infer<typeof Dim>): TraceDim {
  const [a, b] = dim.range ?? [-1, 1]
  const [min, max] = a < b ? [a, b] : b < a ? [b, a] : [a - 1, a + 1]
  const neutral = Math.min(max, Math.max(min, dim.neutral ?? (min + max) / 2))
  const low = dim.anchors?.[0]
  const high = dim.anchors?.at(-1)
  const name = dim.name ?? (dim.id.charAt(0).toUpperCase() + dim.id.slice(1)).replace(/[-_]+/g, ' ')
  return {
    id: dim.id,
    name,
    min,
    max,
    neutral,
    ...(low !== undefined && high !== undefined && low !== high ? { ends: [low, high] as const } : {})
  }
}
