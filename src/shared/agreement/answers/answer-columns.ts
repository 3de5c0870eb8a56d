import type { Segment } from '../../domain/rows'
import { CANNOT_RATE } from '../../domain/rows'
import type { AttributeTask, Dimension } from '../../values/attribute'
import { presentLabels } from '../../values/constraints'
import { DECLINED_LABEL, NO_LABEL } from '../units'
import type { AnswerMeasure, AnswerReport } from './answer-report'

/** What an attribute's answers are, as numbers; `label` attributes have the intensity beside their label. */
export function answerKind(task: AttributeTask): AnswerReport['kind'] | undefined {
  if (task.kind === 'ratings' || task.kind === 'labels') return task.kind
  return task.kind === 'label' || task.kind === 'composite' ? 'intensity' : undefined
}

/** The measures of an attribute, in the order of the scheme. */
export function answerMeasures(task: AttributeTask): readonly AnswerMeasure[] {
  switch (answerKind(task)) {
    case 'ratings':
      return task.dimensions.map((dimension) => ({
        id: dimension.id,
        name: dimension.name,
        scale: task.type === 'ordinal' ? 'levels' : 'numbers',
        values: valuesOf(dimension),
        trueZero: dimension.min === 0 && (dimension.neutral ?? 0) === 0
      }))
    case 'labels': {
      const levels = task.levels.map(({ value }) => value).filter((value) => value > 0)
      const graded = levels.length > 0 || task.type === 'multilabel-ordinal'
      return task.labels.map(({ id, name }) => ({
        id,
        name,
        scale: graded ? 'levels' : 'given',
        values: graded ? (levels.length > 0 ? [0, ...ascending(levels)] : []) : [0, 1],
        trueZero: graded
      }))
    }
    case 'intensity':
      return [{ id: 'intensity', name: 'Intensity', scale: 'levels', values: [], trueZero: false }]
    case undefined:
      return []
  }
}

/** Whether a segment answers at all: `0`, or why it does not, as a code of `AgreementSegment`. */
export function answerCode(
  segment: Pick<Segment, 'label' | 'value' | 'intensity'>,
  kind: AnswerReport['kind']
): number {
  if (segment.label === CANNOT_RATE) return DECLINED_LABEL
  if (kind === 'intensity') return segment.intensity === undefined ? NO_LABEL : 0
  if (kind === 'ratings') return segment.value?.kind === 'ratings' ? 0 : NO_LABEL
  return segment.value?.kind === 'labels' || segment.label !== undefined ? 0 : NO_LABEL
}

/** The number that a segment gives to a measure; NaN where it gives none. */
export function answerNumber(
  { value, label, intensity }: Pick<Segment, 'label' | 'value' | 'intensity'>,
  { id, scale }: Pick<AnswerMeasure, 'id' | 'scale'>,
  kind: AnswerReport['kind']
): number {
  if (label === CANNOT_RATE) return Number.NaN
  if (kind === 'intensity') return intensity ?? Number.NaN
  if (kind === 'ratings') return value?.kind === 'ratings' ? (value.ratings[id] ?? Number.NaN) : Number.NaN
  if (value?.kind === 'labels') {
    const level = value.labels[id]
    if (level === undefined) return 0
    if (scale === 'given') return level === null || level > 0 ? 1 : 0
    // Given without a level: how strongly is not known.
    return level ?? Number.NaN
  }
  if (label === undefined) return Number.NaN
  return label === id ? (scale === 'given' ? 1 : (intensity ?? Number.NaN)) : 0
}

/** The labels that a segment gives; undefined where it gives no answer. */
export function answerSet({ value, label }: Pick<Segment, 'label' | 'value'>): readonly string[] | undefined {
  if (label === CANNOT_RATE) return undefined
  if (value?.kind === 'labels') return presentLabels(value.labels)
  return label === undefined ? undefined : [label]
}

// A scale with more steps than these is a scale of numbers.
const MOST_STEPS = 24

function valuesOf({ levels, min, max, step }: Dimension): readonly number[] {
  if (levels.length > 0) return ascending(levels.map(({ value }) => value))
  if (step === undefined || (max - min) / step > MOST_STEPS) return []
  const steps = Math.round((max - min) / step)
  return Array.from({ length: steps + 1 }, (_, i) => Number((min + i * step).toFixed(9)))
}

const ascending = (values: readonly number[]): readonly number[] => [...new Set(values)].sort((a, b) => a - b)
