import { CANNOT_RATE } from '../domain/rows'
import type { SegmentValue } from '../domain/segment-value'
import { presentLabels } from '../values/constraints'

/**
 * Labels that a segment gives where it holds: all present labels of a multi-label answer, else its one label.
 * Empty: an answer that no label is there. Null: not rated yet, or declined.
 */
export function saidLabels({
  label,
  value
}: {
  readonly label?: string
  readonly value?: SegmentValue
}): readonly string[] | null {
  if (label === CANNOT_RATE) return null
  if (value?.kind === 'labels') return presentLabels(value.labels)
  return label === undefined ? null : [label]
}
