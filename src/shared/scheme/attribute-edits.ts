import {
  attributeTypes,
  type AttributeType,
  type EditableAttribute,
  type EditableScheme
} from './editable-scheme'
import { idFrom } from './id-from'
import { moved } from './label-edits'

/** Fields that an attribute of each type asks for. */
export const partsOf: Readonly<Record<AttributeType, readonly AttributePart[]>> = {
  categorical: ['labels'],
  binary: ['labels'],
  multilabel: ['labels'],
  'multilabel-ordinal': ['labels', 'levels'],
  composite: ['axes'],
  distribution: ['labels'],
  ordinal: ['levels'],
  continuous: ['dims'],
  trace: ['dims', 'hz'],
  'open-vocabulary': ['vocabulary'],
  'free-text': ['clueTags'],
  'text-components': ['components'],
  'text-span': ['labels'],
  relation: ['relation']
}
export type AttributePart =
  'labels' | 'levels' | 'dims' | 'hz' | 'axes' | 'components' | 'relation' | 'vocabulary' | 'clueTags'

/** A new attribute of a type, with something to begin with, under a free id. */
export function newAttribute(scheme: EditableScheme, type: AttributeType): EditableAttribute {
  const ids = scheme.attributes.map(({ id }) => id)
  return withType({ id: idFrom(NAMES[type], ids), type, unit: UNITS[type] ?? 'segment' }, type, scheme)
}

const NAMES: Readonly<Record<AttributeType, string>> = {
  categorical: 'emotion',
  binary: 'present',
  multilabel: 'emotions',
  'multilabel-ordinal': 'intensity',
  composite: 'class',
  distribution: 'mix',
  ordinal: 'strength',
  continuous: 'rating',
  trace: 'trace',
  'open-vocabulary': 'words',
  'free-text': 'explanation',
  'text-components': 'parts',
  'text-span': 'spans',
  relation: 'cause'
}
const UNITS: Partial<Record<AttributeType, EditableAttribute['unit']>> = {
  trace: 'frame',
  relation: 'pair',
  'text-span': 'text-span',
  'text-components': 'document'
}

/** An attribute with another type: what the new type asks for is filled in, what it does not ask for is kept. */
export function withType(
  attribute: EditableAttribute,
  type: AttributeType,
  scheme: EditableScheme
): EditableAttribute {
  const next = { ...attribute, type }
  for (const part of partsOf[type])
    if (next[part] === undefined) Object.assign(next, starting(part, type, scheme))
  return next
}

function starting(
  part: AttributePart,
  type: AttributeType,
  scheme: EditableScheme
): Partial<EditableAttribute> {
  switch (part) {
    case 'labels':
      return {
        labels:
          type === 'binary'
            ? [
                { id: 'yes', name: { en: 'Yes' } },
                { id: 'no', name: { en: 'No' } }
              ]
            : [
                { id: 'positive', name: { en: 'Positive' } },
                { id: 'negative', name: { en: 'Negative' } }
              ]
      }
    case 'levels':
      return { levels: [{ value: 0 }, { value: 1 }, { value: 2 }, { value: 3 }] }
    case 'dims':
      return {
        dims:
          type === 'trace'
            ? ['valence', 'arousal'].map((id) => ({
                id,
                range: [-1, 1],
                neutral: 0,
                widget: 'plane' as const
              }))
            : [{ id: 'valence', range: [1, 9], step: 1, neutral: 5, widget: 'sam' as const }]
      }
    case 'hz':
      return { hz: 25 }
    case 'axes':
      return {
        axes: scheme.attributes
          .filter(({ labels = [] }) => labels.length > 0)
          .slice(0, 2)
          .map(({ id }) => id)
      }
    case 'components':
      return { components: [{ id: 'part-1', prompt: 'What happened?' }] }
    case 'relation':
      return { relation: { selfAllowed: true, many: true } }
    case 'vocabulary':
      return { vocabulary: { seed: [], normalise: ['lower', 'trim'] } }
    case 'clueTags':
      return { clueTags: [] }
  }
}

/** A scheme with one more attribute at the end. */
export const addAttribute = (scheme: EditableScheme, type: AttributeType): EditableScheme => ({
  ...scheme,
  attributes: [...scheme.attributes, newAttribute(scheme, type)]
})

/** A copy of an attribute, at the end, under an id of its own. */
export function copyAttribute(scheme: EditableScheme, attributeId: string): EditableScheme {
  const source = scheme.attributes.find(({ id }) => id === attributeId)
  if (!source) return scheme
  const id = idFrom(
    attributeId,
    scheme.attributes.map((attribute) => attribute.id)
  )
  const name = source.name === undefined ? {} : { name: `${source.name}, copy` }
  return { ...scheme, attributes: [...scheme.attributes, { ...source, ...name, id }] }
}

/** A scheme without an attribute, its rules, and its place among axes. The last attribute stays. */
export function removeAttribute(scheme: EditableScheme, attributeId: string): EditableScheme {
  const attributes = scheme.attributes
    .filter(({ id }) => id !== attributeId)
    .map((attribute) =>
      attribute.axes?.includes(attributeId)
        ? { ...attribute, axes: attribute.axes.filter((axis) => axis !== attributeId) }
        : attribute
    )
  if (attributes.length === 0) return scheme
  const constraints = scheme.constraints?.filter((rule) => rule.attribute !== attributeId)
  return { ...scheme, attributes, ...(constraints ? { constraints } : {}) }
}

/** An attribute a place up or down. */
export const moveAttribute = (scheme: EditableScheme, index: number, step: 1 | -1): EditableScheme => ({
  ...scheme,
  attributes: [...moved(scheme.attributes, index, step)]
})

/** Another id for an attribute that nobody used yet, wherever the scheme names it. */
export function renameAttribute(scheme: EditableScheme, from: string, to: string): EditableScheme {
  const one = <T extends string | undefined>(id: T): T | string => (id === from ? to : id)
  return {
    ...scheme,
    attributes: scheme.attributes.map((attribute) => ({
      ...attribute,
      id: one(attribute.id),
      ...(attribute.axes ? { axes: attribute.axes.map((axis) => one(axis)) } : {})
    })),
    ...(scheme.constraints
      ? {
          constraints: scheme.constraints.map((rule) =>
            rule.attribute === from ? { ...rule, attribute: to } : rule
          )
        }
      : {}),
    ...(scheme.maps
      ? { maps: scheme.maps.map((map) => (map.attribute === from ? { ...map, attribute: to } : map)) }
      : {})
  }
}

/** What an attribute's type asks for, in words. */
export const typeName = (type: AttributeType): string => attributeTypes[type]
