import { z } from 'zod'
import { MapDocument } from '../mapping/map-document'

/** Types of attributes in the order in which they are offered, with what each asks for. */
export const attributeTypes = {
  categorical: 'One label',
  binary: 'One of two labels',
  multilabel: 'Several labels',
  'multilabel-ordinal': 'Several labels with intensity',
  composite: 'One label of each axis',
  distribution: 'Shares of a whole',
  ordinal: 'Steps of one scale',
  continuous: 'Ratings by dimension',
  trace: 'Continuous trace',
  'open-vocabulary': 'Free words',
  'free-text': 'Explanation',
  'text-components': 'Parts of a text',
  'text-span': 'Labelled stretches of text',
  relation: 'Links between segments'
} as const
export type AttributeType = keyof typeof attributeTypes

/** What one answer is about. */
export const attributeUnits = [
  'segment',
  'utterance',
  'frame',
  'recording',
  'dialogue',
  'trial',
  'song',
  'document',
  'sentence',
  'image',
  'person',
  'text-span',
  'pair'
] as const

/** Kinds of rules between the labels of an attribute. */
export const constraintTypes = {
  exclusive: 'Only one of',
  excludes: 'Never together with',
  requires: 'Needs beside it',
  min: 'At least so many of',
  max: 'At most so many of',
  'sum-to': 'Sum to',
  'all-or-none': 'All or none of'
} as const

const Texts = z.array(z.string())
const one = <T extends string>(record: Readonly<Record<T, string>>) =>
  z.enum(Object.keys(record) as [T, ...T[]])

export const EditableLabel = z.looseObject({
  id: z.string().min(1),
  name: z.record(z.string(), z.string()).optional(),
  aliases: Texts.optional(),
  parent: z.string().optional(),
  intensity: z.number().int().optional(),
  opposite: z.string().optional(),
  mixOf: Texts.optional(),
  polarity: z.enum(['positive', 'negative', 'neutral', 'ambiguous']).optional(),
  va: z.array(z.number()).min(2).max(3).optional(),
  definition: z.string().optional(),
  color: z.string().optional(),
  letter: z.string().max(2).optional(),
  key: z.string().optional(),
  neutral: z.boolean().optional(),
  scored: z.boolean().optional()
})
export type EditableLabel = z.infer<typeof EditableLabel>

export const EditableDimension = z.looseObject({
  id: z.string().min(1),
  range: z.array(z.number()).length(2),
  step: z.number().optional(),
  neutral: z.number().optional(),
  anchors: Texts.optional(),
  widget: z.enum(['sam', 'slider', 'plane', 'joystick']).optional()
})
export type EditableDimension = z.infer<typeof EditableDimension>

export const EditableLevel = z.looseObject({ value: z.number(), name: z.string().optional() })
export type EditableLevel = z.infer<typeof EditableLevel>

export const EditableComponent = z.looseObject({
  id: z.string().min(1),
  prompt: z.string().optional(),
  required: z.boolean().optional()
})
export type EditableComponent = z.infer<typeof EditableComponent>

export const EditableAttribute = z.looseObject({
  id: z.string().min(1),
  name: z.string().optional(),
  type: one(attributeTypes),
  unit: z.enum(attributeUnits),
  labels: z.array(EditableLabel).optional(),
  levels: z.array(EditableLevel).optional(),
  dims: z.array(EditableDimension).optional(),
  hz: z.number().positive().optional(),
  timing: z
    .looseObject({
      boundaries: z.enum(['free', 'snapped', 'fixed']).optional(),
      overlap: z.enum(['allowed', 'forbidden']).optional(),
      gapLabel: z.string().optional(),
      minSec: z.number().nonnegative().optional(),
      skipFirstSec: z.number().nonnegative().optional(),
      delayCompSec: z.number().optional()
    })
    .optional(),
  components: z.array(EditableComponent).optional(),
  axes: Texts.optional(),
  relation: z
    .looseObject({
      from: z.string().optional(),
      to: z.string().optional(),
      inherits: z.string().optional(),
      span: z.boolean().optional(),
      selfAllowed: z.boolean().optional(),
      futureAllowed: z.boolean().optional(),
      many: z.boolean().optional()
    })
    .optional(),
  vocabulary: z
    .looseObject({
      seed: Texts.optional(),
      normalise: Texts.optional(),
      synonyms: z.string().optional(),
      wheels: Texts.optional(),
      wheelTable: z.record(z.string(), z.record(z.string(), Texts)).optional(),
      max: z.number().int().positive().optional()
    })
    .optional(),
  clueTags: Texts.optional(),
  missing: Texts.optional(),
  context: z.boolean().optional(),
  perParticipant: z.boolean().optional()
})
export type EditableAttribute = z.infer<typeof EditableAttribute>

export const EditableConstraint = z.looseObject({
  type: one(constraintTypes),
  attribute: z.string().optional(),
  labels: Texts.optional(),
  with: Texts.optional(),
  value: z.number().optional()
})
export type EditableConstraint = z.infer<typeof EditableConstraint>

/** Views from which somebody labels, in the order in which they are offered. */
export const rolePerspectives = [
  'observer',
  'self',
  'partner',
  'expert',
  'crowd',
  'writer',
  'reader',
  'actor-intended',
  'stimulus-intended',
  'model',
  'llm',
  'gold'
] as const

export const EditableRole = z.looseObject({
  id: z.string().min(1),
  name: z.string().optional(),
  perspective: z.enum(rolePerspectives),
  blindTo: Texts.optional(),
  min: z.number().int().nonnegative().optional()
})
export type EditableRole = z.infer<typeof EditableRole>

/** Ways in which answers of several people become one. */
export const aggregationMethods = {
  majority: 'Majority',
  plurality: 'Most votes',
  unanimous: 'All the same',
  mean: 'Mean',
  median: 'Median',
  ewe: 'Weighted mean (EWE)',
  union: 'All labels of anybody',
  intersection: 'Labels of everybody',
  'dawid-skene': 'Dawid-Skene',
  'soft-distribution': 'Shares of votes',
  'keep-all': 'Kept apart',
  'mean-trace-aligned': 'Mean of aligned traces'
} as const
export const aggregationTies = ['none', 'no-agreement', 'first', 'expert', 'compound'] as const

export const EditableAggregation = z.looseObject({
  attribute: z.string(),
  method: one(aggregationMethods),
  minVotes: z.number().int().optional(),
  tie: z.enum(aggregationTies).optional(),
  roles: Texts.optional(),
  binarizeAt: z.number().optional()
})
export type EditableAggregation = z.infer<typeof EditableAggregation>

/** A whole label-scheme document (`schemas/label-scheme`) as the editor changes it; fields it does not know are kept. */
export const EditableScheme = z.looseObject({
  schema: z.literal('affectory.labels/1'),
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]*$/, 'needs small letters, digits, dots, hyphens and underscores only'),
  name: z.string(),
  version: z.string().optional(),
  extends: z.string().optional(),
  source: z.string().optional(),
  attributes: z.array(EditableAttribute).min(1, 'needs at least one attribute'),
  constraints: z.array(EditableConstraint).optional(),
  maps: z.array(MapDocument).optional(),
  roles: z.array(EditableRole).optional(),
  aggregation: z.array(EditableAggregation).optional()
})
export type EditableScheme = z.infer<typeof EditableScheme>
