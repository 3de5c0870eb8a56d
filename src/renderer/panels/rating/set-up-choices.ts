import type { SchemeRow } from '../../../shared/domain/rows'
import { dimsText } from '../../session/rating/rating-tracks'
import { traceAttributesOf } from '../../session/rating/trace-attributes'
import type { TraceAttribute, TraceDim } from '../../session/rating/trace-attributes'

/** A scale that can be chosen. */
export interface AttributeChoice {
  readonly id: string
  readonly title: string
  readonly attribute: TraceAttribute
  readonly inProject: boolean
}

/** Continuous attributes of the project's schemes, then of those that ship with the app and are not in the project. */
export function attributeChoices(
  schemes: readonly SchemeRow[],
  presets: readonly SchemeRow[]
): readonly AttributeChoice[] {
  const known = new Set(schemes.map(({ id }) => id))
  const list = (rows: readonly SchemeRow[], inProject: boolean): readonly AttributeChoice[] =>
    rows.flatMap((scheme) => {
      const attributes = traceAttributesOf(scheme)
      return attributes.map((attribute) => ({
        id: `${scheme.id}/${attribute.attributeId}`,
        title: attributes.length > 1 ? `${scheme.name}: ${attribute.attributeId}` : scheme.name,
        attribute,
        inProject
      }))
    })
  return [
    ...list(schemes, true),
    ...list(
      presets.filter(({ id }) => !known.has(id)),
      false
    )
  ]
}

/** One dimension alone, or two on the plane; valence on the level axis and arousal on the upright one where they meet. */
export function dimChoices(
  dims: readonly TraceDim[]
): readonly { readonly id: string; readonly title: string; readonly dims: readonly TraceDim[] }[] {
  const pairs = dims.flatMap((first, index) =>
    dims.slice(index + 1).map((second) => levelFirst(first, second))
  )
  return [...dims.map((dim) => [dim]), ...pairs].map((chosen) => ({
    id: chosen.map(({ id }) => id).join('+'),
    title: chosen.length > 1 ? `${dimsText(chosen)}, on the plane` : dimsText(chosen),
    dims: chosen
  }))
}

const levelFirst = (a: TraceDim, b: TraceDim): readonly TraceDim[] =>
  b.id.toLowerCase() === 'valence' || a.id.toLowerCase() === 'arousal' ? [b, a] : [a, b]
