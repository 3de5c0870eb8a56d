import { z } from 'zod'
import type { SchemeRow } from '../domain/rows'
import { SchemeDocument } from '../domain/scheme'

/** How segments of an attribute lie in time, as `timing` of `schemas/label-scheme` says; seconds as written there. */
export interface Timing {
  /** `snapped`: edges are edges of other tracks; `fixed`: segments are those of another track and keep their edges. */
  readonly boundaries: 'free' | 'snapped' | 'fixed'
  /** Absent: each track says for itself. */
  readonly overlap?: 'allowed' | 'forbidden'
  /** What time without a segment means: gap-free tracks fill their gaps with it. */
  readonly gapLabel?: string
  /** Shortest segment that counts; 0: any. */
  readonly minSec: number
  /** Traces: what is rated before is left out of agreement and gold standards. */
  readonly skipFirstSec: number
  /** Traces: reaction lag of a take that is rated live. */
  readonly delayCompSec: number
}

const seconds = z.number().nonnegative().default(0).catch(0)
const Document = z.object({
  boundaries: z.enum(['free', 'snapped', 'fixed']).default('free').catch('free'),
  overlap: z.enum(['allowed', 'forbidden']).optional().catch(undefined),
  gapLabel: z.string().optional().catch(undefined),
  minSec: seconds,
  skipFirstSec: seconds,
  delayCompSec: z.number().default(0).catch(0)
})
const free: Timing = Document.parse({})

/** Timing of an attribute; everything is free where the scheme says nothing or cannot be read. */
export function timingOf(scheme: SchemeRow | undefined, attributeId: string): Timing {
  if (!scheme) return free
  const known = cache.get(scheme)?.get(attributeId)
  if (known) return known
  const attributes = SchemeDocument.safeParse(scheme.document).data?.attributes ?? []
  const raw = attributes.find(({ id }) => id === attributeId)?.timing
  const timing = raw ? (Document.safeParse(raw).data ?? free) : free
  cache.set(scheme, (cache.get(scheme) ?? new Map<string, Timing>()).set(attributeId, timing))
  return timing
}

const cache = new WeakMap<SchemeRow, Map<string, Timing>>()
