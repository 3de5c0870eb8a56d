import { knownEmotion } from './known-emotion'
import { labelColors } from './label-colors'
import { labelLetters } from './label-letters'
import type { SchemeRow } from './rows'
import { CANNOT_RATE } from './rows'
import { SchemeDocument } from './scheme'
import type { Label } from './scheme'

/** Labels of a scheme's attribute, ready to draw. Empty when the document cannot be read or has no such attribute. */
export function labelsOf(scheme: SchemeRow | undefined, attributeId?: string): readonly Label[] {
  if (!scheme) return noLabels
  const known = cache.get(scheme)?.get(attributeId ?? '')
  if (known) return known
  const labels = resolveLabels(scheme.document, attributeId)
  const byAttribute = cache.get(scheme) ?? new Map<string, readonly Label[]>()
  cache.set(scheme, byAttribute.set(attributeId ?? '', labels))
  return labels
}

/** The label with this id in a scheme; `cannot-rate` is a label of every scheme; an unknown id is drawn grey under its own name. Undefined for no label. */
export function labelOf(
  scheme: SchemeRow | undefined,
  labelId: string | undefined,
  attributeId?: string
): Label | undefined {
  if (labelId === undefined) return undefined
  if (labelId === CANNOT_RATE) return cannotRate
  return labelsOf(scheme, attributeId).find((label) => label.id === labelId) ?? unknownLabel(labelId)
}

/** First attribute of a scheme whose values are labels; the first attribute when none has labels. */
export function mainAttribute(scheme: SchemeRow | undefined): string | undefined {
  const parsed = SchemeDocument.safeParse(scheme?.document)
  if (!parsed.success) return undefined
  return (
    parsed.data.attributes.find((attribute) => (attribute.labels?.length ?? 0) > 0) ??
    parsed.data.attributes[0]
  )?.id
}

/**
 * Labels of a scheme document: missing names, colours, letters and keys are filled in. Colours differ for the common
 * colour-vision deficiencies as far as their number allows, letters are unique, the digits 1 to 9 go to the first
 * labels that have no key of their own. Without `attributeId` the first attribute that has labels. A composite has the
 * products of its axes as labels.
 */
export function resolveLabels(document: unknown, attributeId?: string): readonly Label[] {
  const parsed = SchemeDocument.safeParse(document)
  if (!parsed.success) return noLabels
  const attributes = parsed.data.attributes
  const attribute =
    attributeId === undefined
      ? attributes.find((candidate) => candidate.labels?.length)
      : attributes.find((candidate) => candidate.id === attributeId)
  if (attribute?.type === 'composite') return productLabels(document, axesOf(attribute))
  const asked = attribute?.components?.map(({ prompt, ...part }) => ({ definition: prompt, ...part }))
  const labels = (attribute?.labels ?? asked ?? []).map((label) => {
    const name = label.name?.['en'] ?? Object.values(label.name ?? {})[0] ?? titleOf(label.id)
    return { ...label, name, known: knownEmotion(label.id, name) }
  })
  const colors = labelColors(labels.map((label) => ({ ...label, color: label.color ?? label.known?.color })))
  const letters = labelLetters(
    labels.map(({ id, name, letter, known }) => ({ id, name, given: letter, known: known?.letter }))
  )
  const keys = digitKeys(labels.map((label) => label.key))
  return labels.map((label, index) => ({
    id: label.id,
    name: label.name,
    color: colors[index] ?? '',
    letter: letters[index] ?? '?',
    key: keys[index],
    definition: label.definition,
    aliases: label.aliases ?? [],
    neutral: label.neutral ?? false
  }))
}

/** Labels of a composite: one of each axis, in the order of the axes; ids joined by `+`. */
function productLabels(document: unknown, axes: readonly string[]): readonly Label[] {
  const [first, ...rest] = axes.map((axis) => resolveLabels(document, axis))
  const whole = rest.reduce<readonly Label[]>(
    (products, labels) =>
      products.flatMap((product) =>
        labels.map((label) => ({
          ...label,
          id: `${product.id}+${label.id}`,
          name: `${product.name}, ${label.name.toLowerCase()}`,
          letter: `${product.letter}${label.letter}`,
          aliases: [],
          neutral: false
        }))
      ),
    first ?? noLabels
  )
  return whole.map((label) => ({ ...label, key: undefined }))
}

const axesOf = (attribute: { readonly [field: string]: unknown }): readonly string[] =>
  Array.isArray(attribute['axes'])
    ? attribute['axes'].filter((axis): axis is string => typeof axis === 'string')
    : []

/** Keys as given; the digits left over go to the labels without one, in order. */
function digitKeys(given: readonly (string | undefined)[]): readonly (string | undefined)[] {
  const taken = new Set(given)
  const free = [...'123456789'].filter((digit) => !taken.has(digit))
  return given.map((key) => key ?? free.shift())
}

const noLabels: readonly Label[] = []
const cache = new WeakMap<SchemeRow, Map<string, readonly Label[]>>()

const cannotRate: Label = {
  id: CANNOT_RATE,
  name: 'Cannot rate',
  color: '#7d8590',
  letter: '?',
  key: '0',
  aliases: [],
  neutral: false
}
const unknownLabel = (id: string): Label => ({
  id,
  name: titleOf(id),
  color: '#7d8590',
  letter: id.slice(0, 1).toUpperCase(),
  aliases: [],
  neutral: false
})

const titleOf = (id: string): string => (id.charAt(0).toUpperCase() + id.slice(1)).replace(/[-_]+/g, ' ')
