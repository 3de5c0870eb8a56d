import { labelsOf } from '../domain/labels'
import type { SchemeRow } from '../domain/rows'
import { attributeTask } from './attribute'
import type { ValueKind } from './value-kind'

/** Kinds of answers for which no label stands. */
const WITHOUT_LABELS: ReadonlySet<ValueKind> = new Set([
  'ratings',
  'terms',
  'explanation',
  'spans',
  'trace',
  'relation'
])

/**
 * Whether segments of an attribute carry a label that stands for their answer, so that they can be compared label by
 * label. Ratings, words and explanations carry none. True for attributes that cannot be read.
 */
export function answersInLabels(scheme: SchemeRow | undefined, attributeId: string): boolean {
  const kind = attributeTask(scheme, attributeId)?.kind
  return kind === undefined || !WITHOUT_LABELS.has(kind)
}

/** Labels by which segments of an attribute are compared: its own, of a composite the products of its axes. */
export const comparedLabels = (
  scheme: SchemeRow | undefined,
  attributeId: string | undefined
): readonly { readonly id: string; readonly aliases: readonly string[] }[] =>
  labelsOf(scheme, attributeId).map(({ id, aliases }) => ({ id, aliases }))
