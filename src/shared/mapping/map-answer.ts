import { CANNOT_RATE } from '../domain/rows'
import type { SegmentValue } from '../domain/segment-value'
import { heaviest, mapLabel, type MappedLabel } from './map-label'
import { mapToQuadrant } from './map-ratings'
import { mapScores } from './map-scores'
import type { SchemeMap } from './scheme-map'

/** What a segment says, as far as a mapping reads it. */
export interface AnswerToMap {
  readonly label?: string
  readonly value?: SegmentValue
}

/**
 * The one target label of what a segment says; undefined where it says nothing. "Cannot rate" stays itself. Shares
 * are added up and the largest holds; of several labels those from the threshold on, the strongest first; ratings go
 * by quadrant. `axes`: those of a composite, in order; `targets`: labels of the target.
 */
export function mapAnswer(
  map: SchemeMap,
  { label, value }: AnswerToMap,
  targets: readonly string[],
  axes: readonly string[] = []
): MappedLabel | undefined {
  if (label === CANNOT_RATE) return { kind: 'label', label }
  if (value?.kind === 'ratings') return mapToQuadrant(map, value.ratings)
  if (value?.kind === 'shares') return heaviest(mapScores(map, value.shares, targets, axes)?.scores ?? {})
  if (value?.kind === 'labels' && map.rule.kind === 'threshold') return strongest(map, value.labels)
  return label === undefined ? undefined : mapLabel(map, label, axes)
}

/** The strongest label that reaches its threshold; one without a level counts as there, after those with one. */
function strongest(map: SchemeMap, levels: Readonly<Record<string, number | null>>): MappedLabel {
  const { rule } = map
  if (rule.kind !== 'threshold') return { kind: 'unmapped' }
  const there = Object.entries(levels)
    .filter(([id, level]) => level === null || level >= (rule.atLabel[id] ?? rule.at))
    .toSorted((a, b) => (b[1] ?? -Infinity) - (a[1] ?? -Infinity))
  const mapped = there.map(([id]) => mapLabel(map, id))
  return mapped.find(({ kind }) => kind === 'label') ?? mapped[0] ?? { kind: 'missing' }
}

/** Why an answer has no label in the target, in a few words; undefined when it has one. */
export function whyUnmapped(mapped: MappedLabel): string | undefined {
  switch (mapped.kind) {
    case 'label':
      return undefined
    case 'unmapped':
      return 'no counterpart'
    case 'on-axis':
      return `on axis (${mapped.dims.join(' and ')})`
    case 'tie':
      return `as much ${mapped.labels.join(' as ')}`
    case 'missing':
      return 'not rated far enough'
  }
}
