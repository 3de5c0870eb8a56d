import type { SchemeRow } from '../domain/rows'
import { EditableScheme, type EditableLabel } from './editable-scheme'

/** Labels of an attribute that the scheme this one builds on has there and this one lacks. */
export interface MissingLabels {
  readonly attributeId: string
  readonly labels: readonly EditableLabel[]
}

/**
 * Labels that a scheme lacks of the one it builds on, by attributes of equal id; where none is equal, by the first
 * attributes with labels of both. Empty where nothing is missing or the other scheme cannot be read.
 */
export function missingLabels(scheme: EditableScheme, base: SchemeRow | undefined): readonly MissingLabels[] {
  const other = EditableScheme.safeParse(base?.document).data
  if (!other) return []
  const labelled = (attributes: EditableScheme['attributes']): EditableScheme['attributes'] =>
    attributes.filter(({ labels = [] }) => labels.length > 0)
  const [own, theirs] = [labelled(scheme.attributes), labelled(other.attributes)]
  const pairs = theirs.flatMap((from) => {
    const to = own.find(({ id }) => id === from.id)
    return to ? [[from, to] as const] : []
  })
  const [first, second] = [theirs[0], own[0]]
  const used = pairs.length > 0 || !first || !second ? pairs : [[first, second] as const]
  return used.flatMap(([from, to]) => {
    const there = new Set((to.labels ?? []).map(({ id }) => id))
    const labels = (from.labels ?? []).filter(({ id }) => !there.has(id))
    return labels.length === 0 ? [] : [{ attributeId: to.id, labels }]
  })
}

/** A scheme with those labels behind its own. */
export const withLabels = (scheme: EditableScheme, missing: readonly MissingLabels[]): EditableScheme => ({
  ...scheme,
  attributes: scheme.attributes.map((attribute) => {
    const found = missing.find(({ attributeId }) => attributeId === attribute.id)
    return found ? { ...attribute, labels: [...(attribute.labels ?? []), ...found.labels] } : attribute
  })
})
