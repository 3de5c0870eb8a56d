import { z } from 'zod'
import { labelsOf } from '../domain/labels'
import type { SchemeRow } from '../domain/rows'
import type { Label } from '../domain/scheme'
import { SchemeDocument } from '../domain/scheme'
import { knownTypes, valueKindOf, type ValueKind } from './value-kind'

/** One step of an ordinal scale. */
export interface Level {
  readonly value: number
  readonly name?: string
}

/** One dimension that is rated: its range in the units of the scheme. */
export interface Dimension {
  readonly id: string
  readonly name: string
  readonly min: number
  readonly max: number
  /** Distance of neighbouring answers; absent: any number in the range. */
  readonly step?: number
  readonly neutral?: number
  /** Words at the two ends of the scale. */
  readonly anchors: readonly string[]
  readonly widget: 'sam' | 'slider' | 'levels'
  /** Ordinal scales: the answers that exist. */
  readonly levels: readonly Level[]
}

/** A rule between the labels of one attribute; the words are those of `schemas/label-scheme`. */
export interface Constraint {
  readonly type: 'exclusive' | 'excludes' | 'requires' | 'min' | 'max' | 'sum-to' | 'all-or-none'
  readonly labels?: readonly string[]
  readonly with?: readonly string[]
  readonly value?: number
}

/** One axis of a composite attribute. */
export interface Axis {
  readonly id: string
  readonly labels: readonly Label[]
}

/** Free words: what is offered, how spellings and synonyms are brought together, how words are grouped. */
export interface Vocabulary {
  readonly seed: readonly string[]
  readonly normalise: readonly string[]
  /** Word -> the word that stands for it. */
  readonly synonymTable: Readonly<Record<string, string>>
  /** Wheel -> group -> its words. */
  readonly wheelTable: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  /** Most words for one segment. */
  readonly max?: number
}

/** What an attribute of a scheme asks for, ready to be checked against and drawn. */
export interface AttributeTask {
  readonly kind: ValueKind
  readonly id: string
  readonly name: string
  readonly type: string
  /** Labels, in order; of a composite the products of its axes. */
  readonly labels: readonly Label[]
  /** Parts of compound labels, by label id. */
  readonly mixOf: ReadonlyMap<string, readonly string[]>
  /** Levels of multi-label intensities; empty where none are declared. */
  readonly levels: readonly Level[]
  readonly dimensions: readonly Dimension[]
  readonly axes: readonly Axis[]
  readonly vocabulary: Vocabulary
  readonly clueTags: readonly string[]
  readonly constraints: readonly Constraint[]
  /** Codes for answers that are missing, as the scheme lists them. */
  readonly missing: readonly string[]
  /** Asked for each person in the recording. */
  readonly perParticipant: boolean
  /** FACS action units: intensities are the letters A to E. */
  readonly actionUnits: boolean
}

/** What one attribute of a scheme asks for; undefined when the scheme cannot be read or has no such attribute. */
export function attributeTask(scheme: SchemeRow | undefined, attributeId: string): AttributeTask | undefined {
  if (!scheme) return undefined
  const known = cache.get(scheme)
  if (known?.has(attributeId)) return known.get(attributeId)
  const task = readTask(scheme, attributeId)
  cache.set(scheme, (known ?? new Map()).set(attributeId, task))
  return task
}

const cache = new WeakMap<SchemeRow, Map<string, AttributeTask | undefined>>()

const Strings = z.array(z.string())
const Attribute = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  type: z.string(),
  labels: z.array(z.looseObject({ id: z.string(), mixOf: Strings.optional() })).default([]),
  levels: z.array(z.object({ value: z.number(), name: z.string().optional() })).default([]),
  dims: z
    .array(
      z.looseObject({
        id: z.string(),
        range: z.array(z.number()).length(2),
        step: z.number().positive().optional(),
        neutral: z.number().optional(),
        anchors: Strings.default([]),
        widget: z.string().optional()
      })
    )
    .default([]),
  axes: Strings.default([]),
  clueTags: Strings.default([]),
  missing: Strings.default([]).catch([]),
  perParticipant: z.boolean().default(false).catch(false),
  vocabulary: z
    .looseObject({
      seed: Strings.default([]),
      normalise: Strings.default(['lower', 'trim']),
      synonymTable: z.record(z.string(), z.string()).default({}),
      wheelTable: z.record(z.string(), z.record(z.string(), Strings)).default({}),
      max: z.number().int().positive().optional()
    })
    .optional()
})
const Constraints = z.array(
  z.looseObject({
    type: z.enum(['exclusive', 'excludes', 'requires', 'min', 'max', 'sum-to', 'all-or-none']),
    attribute: z.string().optional(),
    labels: Strings.optional(),
    with: Strings.optional(),
    value: z.number().optional()
  })
)

const noVocabulary: Vocabulary = { seed: [], normalise: ['lower', 'trim'], synonymTable: {}, wheelTable: {} }

function readTask(scheme: SchemeRow, attributeId: string): AttributeTask | undefined {
  const document = SchemeDocument.safeParse(scheme.document).data
  const raw = document?.attributes.find((attribute) => attribute.id === attributeId)
  const parsed = Attribute.safeParse(raw)
  if (!parsed.success || !knownTypes.has(parsed.data.type)) return undefined
  const attribute = parsed.data
  const constraints = Constraints.safeParse(document?.['constraints']).data ?? []
  const labels = labelsOf(scheme, attributeId)
  const dimensions = attribute.dims.map((dim): Dimension => ({
    id: dim.id,
    name: titleOf(dim.id),
    min: Math.min(dim.range[0] ?? 0, dim.range[1] ?? 1),
    max: Math.max(dim.range[0] ?? 0, dim.range[1] ?? 1),
    step: dim.step,
    neutral: dim.neutral,
    anchors: dim.anchors,
    widget: dim.widget === 'sam' ? 'sam' : 'slider',
    levels: []
  }))
  return {
    kind: valueKindOf(attribute),
    id: attribute.id,
    name: attribute.name ?? titleOf(attribute.id),
    type: attribute.type,
    labels,
    mixOf: new Map(
      attribute.labels.flatMap(({ id, mixOf }) => (mixOf?.length ? [[id, mixOf] as const] : []))
    ),
    levels: attribute.levels,
    dimensions: attribute.type === 'ordinal' ? [ordinalDimension(attribute)] : dimensions,
    axes: attribute.axes.map((id) => ({ id, labels: labelsOf(scheme, id) })),
    vocabulary: attribute.vocabulary ?? noVocabulary,
    clueTags: attribute.clueTags,
    constraints: constraints.filter(
      (rule) => rule.attribute === undefined || rule.attribute === attribute.id
    ),
    missing: attribute.missing,
    perParticipant: attribute.perParticipant,
    actionUnits: attribute.labels.length > 0 && attribute.labels.every(({ id }) => /^AU\d+/i.test(id))
  }
}

/** An ordinal attribute is one dimension, named like the attribute. Without declared levels it has 1 to 5. */
function ordinalDimension(attribute: z.infer<typeof Attribute>): Dimension {
  const levels = attribute.levels.length > 0 ? attribute.levels : [1, 2, 3, 4, 5].map((value) => ({ value }))
  const values = levels.map((level) => level.value)
  return {
    id: attribute.id,
    name: attribute.name ?? titleOf(attribute.id),
    min: Math.min(...values),
    max: Math.max(...values),
    anchors: [],
    widget: 'levels',
    levels
  }
}

/** Names that are read letter by letter. */
const SPELLED: ReadonlySet<string> = new Set(['au', 'va', 'vad'])

const titleOf = (id: string): string =>
  SPELLED.has(id) ? id.toUpperCase() : (id.charAt(0).toUpperCase() + id.slice(1)).replace(/[-_]+/g, ' ')
