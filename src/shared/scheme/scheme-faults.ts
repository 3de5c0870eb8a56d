import { labelFaults } from './label-faults'
import { moreFaults } from './more-faults'
import { partsOf } from './attribute-edits'
import type { EditableAttribute, EditableDimension, EditableScheme } from './editable-scheme'

/** What keeps a scheme from being saved: a sentence, and the part of the editor where it is mended. */
export interface SchemeFault {
  readonly sentence: string
  /** `scheme`, `rules`, `maps`, `more`, or the id of an attribute. */
  readonly part: string
}

/** All faults of a scheme, the first ones first; empty when it can be saved. */
export function schemeFaults(scheme: EditableScheme): readonly SchemeFault[] {
  const several = scheme.attributes.length > 1
  const general: string[] = scheme.name.trim() === '' ? ['The scheme needs a name.'] : []
  const ids = scheme.attributes.map(({ id }) => id)
  for (const id of new Set(ids.filter((each, index) => ids.indexOf(each) !== index)))
    general.push(`Two attributes have the id “${id}”.`)
  return [
    ...general.map((sentence) => ({ sentence, part: 'scheme' })),
    ...scheme.attributes.flatMap((attribute) =>
      attributeFaults(scheme, attribute).map((sentence) => ({
        sentence: several ? `${attribute.name ?? attribute.id}: ${sentence}` : sentence,
        part: attribute.id
      }))
    ),
    ...ruleFaults(scheme).map((sentence) => ({ sentence, part: 'rules' })),
    ...mapFaults(scheme).map((sentence) => ({ sentence, part: 'maps' })),
    ...moreFaults(scheme).map((sentence) => ({ sentence, part: 'more' }))
  ]
}

function attributeFaults(scheme: EditableScheme, attribute: EditableAttribute): readonly string[] {
  const parts = partsOf[attribute.type]
  const missing = parts.includes('labels') && (attribute.labels ?? []).length === 0
  const labels = attribute.labels ?? []
  return [
    ...(missing
      ? [scheme.attributes.length > 1 ? 'Needs at least one label.' : 'A scheme needs at least one label.']
      : []),
    ...(attribute.type === 'binary' && labels.length > 2 ? ['One of two labels has only two.'] : []),
    ...labelFaults(scheme, attribute),
    ...(parts.includes('dims') ? dimensionFaults(attribute.dims ?? []) : []),
    ...(parts.includes('levels') ? levelFaults(attribute) : []),
    ...(parts.includes('components') ? componentFaults(attribute) : []),
    ...(parts.includes('axes') ? axisFaults(scheme, attribute) : []),
    ...(attribute.missing ?? [])
      .filter((code) => labels.some(({ id }) => id === code))
      .map((code) => `“${code}” is a label and a code for missing answers.`),
    ...(attribute.timing?.gapLabel !== undefined &&
    !labels.some(({ id }) => id === attribute.timing?.gapLabel)
      ? [`The label of gaps, “${attribute.timing.gapLabel}”, is not among the labels.`]
      : [])
  ]
}

function dimensionFaults(dims: readonly EditableDimension[]): readonly string[] {
  if (dims.length === 0) return ['Needs at least one dimension.']
  return [
    ...repeated(dims.map(({ id }) => id)).map((id) => `Two dimensions are called “${id}”.`),
    ...dims.flatMap(({ id, range: [from = 0, to = 0], step, neutral }) => {
      const [low, high] = [Math.min(from, to), Math.max(from, to)]
      const faults: string[] = []
      if (low === high) faults.push(`The range of ${id} begins and ends at ${low}.`)
      if (step !== undefined && !(step > 0)) faults.push(`The step of ${id} must be above 0.`)
      if (step !== undefined && step > high - low) faults.push(`The step of ${id} is larger than its range.`)
      if (neutral !== undefined && (neutral < low || neutral > high))
        faults.push(`The neutral value of ${id} lies outside ${low} to ${high}.`)
      return faults
    })
  ]
}

function levelFaults({ levels = [], type }: EditableAttribute): readonly string[] {
  const values = repeated(levels.map(({ value }) => String(value))).map(
    (value) => `Two levels have the value ${value}.`
  )
  return type === 'ordinal' && levels.length === 1
    ? ['A scale needs at least two levels.', ...values]
    : values
}

function componentFaults({ components = [] }: EditableAttribute): readonly string[] {
  if (components.length === 0) return ['Needs at least one part of the text.']
  return repeated(components.map(({ id }) => id)).map((id) => `Two parts have the id “${id}”.`)
}

function axisFaults({ attributes }: EditableScheme, { axes = [] }: EditableAttribute): readonly string[] {
  const unknown = axes.filter(
    (axis) => !attributes.some(({ id, labels = [] }) => id === axis && labels.length > 0)
  )
  return [
    ...(axes.length < 2 ? ['Needs at least two axes: other attributes of this scheme with labels.'] : []),
    ...unknown.map((axis) => `The axis “${axis}” is no attribute with labels.`)
  ]
}

/** Rules must name labels that are there. */
function ruleFaults({ attributes, constraints = [] }: EditableScheme): readonly string[] {
  return constraints.flatMap((rule, index) => {
    const faults: string[] = []
    const where = `Rule ${index + 1}`
    if (rule.attribute !== undefined && !attributes.some(({ id }) => id === rule.attribute))
      faults.push(`${where}: there is no attribute “${rule.attribute}”.`)
    const known = new Set(attributes.flatMap(({ labels = [] }) => labels.map(({ id }) => id)))
    for (const id of [...(rule.labels ?? []), ...(rule.with ?? [])])
      if (!known.has(id)) faults.push(`${where}: there is no label “${id}”.`)
    if ((rule.type === 'min' || rule.type === 'max') && rule.value === undefined)
      faults.push(`${where}: say how many.`)
    return faults
  })
}

/** A source label may go to one target only. */
function mapFaults({ maps = [] }: EditableScheme): readonly string[] {
  return maps.flatMap((map) =>
    repeated(Object.values(map.groups ?? {}).flat()).map(
      (id) => `The mapping to “${map.to}” sends “${id}” to two labels.`
    )
  )
}

const repeated = (list: readonly string[]): readonly string[] => [
  ...new Set(list.filter((each, index) => list.indexOf(each) !== index))
]
