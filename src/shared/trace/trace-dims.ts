import { z } from 'zod'
import type { SchemeRow } from '../domain/rows'
import { SchemeDocument } from '../domain/scheme'

/** A rated dimension as its scheme describes it; undefined where the scheme says nothing. */
export interface TraceDimInfo {
  readonly id: string
  readonly name: string
  readonly min: number | undefined
  readonly max: number | undefined
  readonly neutral: number | undefined
}

const Attribute = z.looseObject({
  dims: z
    .array(
      z.looseObject({
        id: z.string(),
        name: z.string().optional(),
        range: z.array(z.number()).length(2).optional(),
        neutral: z.number().optional()
      })
    )
    .default([])
})

/** What a scheme says of dimensions of one of its attributes, in the order of the ids. */
export function traceDims(
  scheme: SchemeRow | undefined,
  attributeId: string,
  ids: readonly string[]
): readonly TraceDimInfo[] {
  const document = SchemeDocument.safeParse(scheme?.document).data
  const raw = document?.attributes.find((attribute) => attribute.id === attributeId)
  const dims = Attribute.safeParse(raw).data?.dims ?? []
  return ids.map((id) => {
    const dim = dims.find((candidate) => candidate.id === id)
    const [a, b] = dim?.range ?? []
    const known = a !== undefined && b !== undefined
    return {
      id,
      name: dim?.name ?? titleOf(id),
      min: known ? Math.min(a, b) : undefined,
      max: known ? Math.max(a, b) : undefined,
      neutral: dim?.neutral
    }
  })
}

const titleOf = (id: string): string => (id.charAt(0).toUpperCase() + id.slice(1)).replace(/[-_]+/g, ' ')

/** The neutral value that the scheme names, else 0 where it is the middle of the scale. */
export function neutralOfDim(info: TraceDimInfo | undefined): number | undefined {
  if (!info) return undefined
  if (info.neutral !== undefined) return info.neutral
  return info.min !== undefined && info.min === -(info.max ?? NaN) ? 0 : undefined
}
