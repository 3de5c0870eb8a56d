import { ok } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import { CANNOT_RATE } from '../../domain/rows'
import type { Segment, Track } from '../../domain/rows'
import type { SegmentValue } from '../../domain/segment-value'
import { attributeTask, type AttributeTask } from '../../values/attribute'
import { checkValue } from '../../values/check-value'
import { axisKey, strongestLabel } from '../../values/strongest-label'
import type { RowReader } from '../command'
import { labelInScheme } from './label-in-scheme'
import { spansInScheme } from './spans-in-scheme'

/** What a segment says: its one label and, where that is not enough, its value. */
export interface Answer {
  readonly label: string | undefined
  readonly value: SegmentValue | undefined
}

/**
 * A new segment's answer as the track's scheme takes it. A value decides the label (the strongest); a label alone
 * becomes a value where the scheme asks for several labels or shares; "cannot rate" stands for itself. Refused where
 * the scheme does not take it.
 */
export function answerInScheme(
  rows: RowReader,
  track: Track,
  given: { readonly label?: string; readonly value?: SegmentValue }
): Result<Answer> {
  const task = attributeTask(rows.get('scheme', track.schemeId), track.attributeId)
  const label = labelInScheme(rows, track, given.label)
  if (!label.ok) return label
  if (given.value?.kind === 'spans' && task?.kind === 'spans') {
    const spans = spansInScheme(rows, track, given.value.spans)
    return spans.ok ? ok({ label: label.value, value: { kind: 'spans', spans: spans.value } }) : spans
  }
  if (!task || !given.value || isPlace(given.value)) {
    const value = given.value ?? (task && valueOfLabel(task, label.value))
    return ok({ label: label.value, value })
  }
  if (label.value === CANNOT_RATE) return ok({ label: CANNOT_RATE, value: undefined })
  const value = checkValue(task, given.value)
  if (!value.ok) return value
  return ok({ label: value.value && strongestLabel(task, value.value), value: value.value })
}

/** A change of what segments say: absent leaves a part, null takes it away. */
interface AnswerPatch {
  readonly label?: string | null
  readonly value?: SegmentValue | null
}

/**
 * How a change of label or value changes the segments of a track, or why the scheme does not take it. Regions of the
 * picture and stretches of the text stay when a label changes. The answer is a function because segments differ.
 */
export function answerChange(
  rows: RowReader,
  track: Track,
  patch: AnswerPatch
): Result<(segment: Segment) => Partial<Segment>> {
  if (patch.label === undefined && patch.value === undefined) return ok(() => ({}))
  const place = patch.value != null && isPlace(patch.value)
  const answer = answerInScheme(rows, track, {
    label: patch.label ?? undefined,
    value: patch.value ?? undefined
  })
  if (!answer.ok) return answer
  const task = attributeTask(rows.get('scheme', track.schemeId), track.attributeId)
  const derived = task !== undefined && keepsValue(task)
  const { label, value } = answer.value
  return ok((segment) => {
    if (patch.value !== undefined && (place || !derived))
      return { value, ...(patch.label === undefined ? {} : { label }) }
    const placed = patch.value === undefined && segment.value !== undefined && isPlace(segment.value)
    return derived && !placed ? { label, value } : { label }
  })
}

/** A value that says where, not what. */
const isPlace = (value: SegmentValue): boolean => value.kind === 'region' || value.kind === 'spans'

/** Whether an attribute's answers stand in the value, from which the label follows. */
const keepsValue = (task: AttributeTask): boolean =>
  task.kind !== 'label' && task.kind !== 'spans' && task.kind !== 'relation' && task.kind !== 'trace'

/** The value that a single label means where the scheme asks for more. */
function valueOfLabel(task: AttributeTask, label: string | undefined): SegmentValue | undefined {
  if (label === undefined || label === CANNOT_RATE) return undefined
  switch (task.kind) {
    case 'labels':
      return { kind: 'labels', labels: { [label]: null } }
    case 'shares':
      return { kind: 'shares', shares: { [label]: 1 } }
    case 'composite': {
      const parts = label.split('+')
      const keys = task.axes.map((axis, index) => [axisKey(axis.id, parts[index] ?? ''), null] as const)
      return { kind: 'labels', labels: Object.fromEntries(keys) }
    }
    default:
      return undefined
  }
}
