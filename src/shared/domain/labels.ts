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

/** Labels of a scheme document: missing names, colours, letters and keys are filled in, letters made unique. */
export function resolveLabels(document: unknown, attributeId?: string): readonly Label[] {
  const parsed = SchemeDocument.safeParse(document)
  if (!parsed.success) return noLabels
  const attributes = parsed.data.attributes
  const attribute =
    attributeId === undefined
      ? attributes.find((candidate) => candidate.labels?.length)
      : attributes.find((candidate) => candidate.id === attributeId)
  const taken = new Set<string>()
  return (attribute?.labels ?? []).map((label, index) => {
    const name = label.name?.['en'] ?? Object.values(label.name ?? {})[0] ?? titleOf(label.id)
    const given = label['letter']
    const letter =
      typeof given === 'string' && given !== '' ? given.slice(0, 2) : letterFor(label.id, name, taken)
    taken.add(letter)
    return {
      id: label.id,
      name,
      color: label.color ?? KNOWN_COLORS[label.id] ?? spare(index),
      letter,
      key: label.key ?? (index < 9 ? String(index + 1) : undefined),
      definition: label.definition,
      aliases: label.aliases ?? [],
      neutral: label.neutral ?? false
    }
  })
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

/** Colours of common labels, so that an emotion looks the same in every scheme. Told apart with the common colour-vision deficiencies by lightness as well as hue. */
const KNOWN_COLORS: Readonly<Record<string, string>> = {
  neutral: '#9aa5b1',
  happiness: '#f0b53e',
  happy: '#f0b53e',
  joy: '#f0b53e',
  amusement: '#f4d06f',
  sadness: '#5b8fd6',
  sad: '#5b8fd6',
  anger: '#e0645c',
  angry: '#e0645c',
  frustration: '#d98a5f',
  fear: '#9a78cc',
  fearful: '#9a78cc',
  anxiety: '#9a78cc',
  disgust: '#69a85a',
  surprise: '#e48fb4',
  surprised: '#e48fb4',
  contempt: '#b98563',
  boredom: '#5aa7a0',
  calm: '#7fc4d9',
  excitement: '#ef8e3b',
  trust: '#8fc46b',
  anticipation: '#d9a441',
  positive: '#57b894',
  negative: '#e0645c'
}

/** Okabe-Ito order, lightened for dark surfaces (Okabe and Ito 2008, "Color Universal Design"). */
const SPARE_COLORS = [
  '#e69f00',
  '#56b4e9',
  '#2fb58c',
  '#f0e442',
  '#4f8fd0',
  '#e0743a',
  '#cc79a7',
  '#a3abb5',
  '#b58bd9',
  '#9ac25a',
  '#d98c8c',
  '#6fc2c9'
]
const spare = (index: number): string => SPARE_COLORS[index % SPARE_COLORS.length] ?? '#9aa5b1'

/** Letters that the field uses where the first letter is shared. */
const KNOWN_LETTERS: Readonly<Record<string, string>> = {
  surprise: 'U',
  surprised: 'U',
  contempt: 'C',
  calm: 'M',
  frustration: 'R',
  excitement: 'X',
  boredom: 'B'
}

function letterFor(id: string, name: string, taken: ReadonlySet<string>): string {
  const letters = [KNOWN_LETTERS[id] ?? '', ...name.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')].filter(
    Boolean
  )
  const single = letters.find((letter) => !taken.has(letter))
  if (single !== undefined) return single
  const first = letters[0] ?? '?'
  const pairs = letters.slice(1).map((letter) => first + letter.toLowerCase())
  return pairs.find((pair) => !taken.has(pair)) ?? first + String(taken.size % 10)
}
