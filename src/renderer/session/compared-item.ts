import { labelCodes } from '../../shared/compare/label-codes'
import type { ComparisonItem } from '../../shared/compare/report'
import { labelsOf } from '../../shared/domain/labels'
import type { SchemeRow } from '../../shared/domain/rows'
import type { QueueItem } from './selection'

/** Where the labels of a comparison come from. */
export interface ComparisonAxes {
  readonly schemeId: string
  readonly attributeId?: string
}

/** What two authors said about a moment of the sample queue. */
export interface Compared extends Pick<
  ComparisonItem,
  | 'referenceSegmentId'
  | 'candidateSegmentId'
  | 'reference'
  | 'candidate'
  | 'overlapShare'
  | 'confidence'
  | 'personId'
> {
  readonly referenceAuthorId: string
  readonly candidateAuthorId: string
  readonly axes: ComparisonAxes
}

/** A moment of the sample queue that came from a comparison. */
export interface ComparedItem extends QueueItem {
  readonly compared: Compared
}

/** The comparison a moment came from, if it did. */
export const comparedOf = (item: QueueItem | undefined): Compared | undefined =>
  item && isCompared(item) ? item.compared : undefined

const isCompared = (item: QueueItem): item is ComparedItem =>
  'compared' in item && typeof item.compared === 'object' && item.compared !== null

/** The label of the axes that a track's own label stands for, by id or alias; the label itself when it has no counterpart. */
export function axisLabel(
  scheme: SchemeRow | undefined,
  axes: ComparisonAxes,
  label: string | undefined
): string | undefined {
  if (label === undefined) return undefined
  const labels = labelsOf(scheme, axes.attributeId)
  return labels[labelCodes(labels).code(label)]?.id ?? label
}
