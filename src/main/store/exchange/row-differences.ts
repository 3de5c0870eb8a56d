import type { MergeRow, MergeRowSide } from '../../../shared/contract'
import { labelOf } from '../../../shared/domain/labels'
import type { SchemeRow, Segment, Take } from '../../../shared/domain/rows'
import { sameRow } from '../row-codec'
import type { TrackContent } from './track-content'

/** A row of a lane that differs between two projects, with the rows themselves. */
export interface RowDifference {
  readonly key: string
  readonly kind: 'segment' | 'take'
  readonly here: Segment | Take | undefined
  readonly there: Segment | Take | undefined
}

/**
 * Rows of two lanes that differ, in order of time. Segments are the same by id; of the others, those of equal place are
 * taken for the same, then those that share more than half of their time. `key`: the id there, else the id here.
 */
export function rowDifferences(here: TrackContent, there: TrackContent): readonly RowDifference[] {
  const mine = new Map(here.segments.map((segment) => [segment.id, segment]))
  const pairs: [Segment | undefined, Segment][] = []
  const open: Segment[] = []
  for (const segment of there.segments) {
    const same = mine.get(segment.id)
    if (same) {
      mine.delete(segment.id)
      pairs.push([same, segment])
    } else open.push(segment)
  }
  const left = [...mine.values()].sort((a, b) => a.start - b.start)
  for (const segment of open) {
    const twin = mostAlike(left, segment)
    if (twin) left.splice(left.indexOf(twin), 1)
    pairs.push([twin, segment])
  }
  const segments = [
    ...pairs.flatMap(([a, b]): RowDifference[] =>
      a && saysTheSame(a, b) ? [] : [{ key: b.id, kind: 'segment', here: a, there: b }]
    ),
    ...left.map((a): RowDifference => ({ key: a.id, kind: 'segment', here: a, there: undefined }))
  ]
  const theirs = new Map(there.takes.map((take) => [take.id, take]))
  const takes = [
    ...here.takes.flatMap((a): RowDifference[] => {
      const b = theirs.get(a.id)
      theirs.delete(a.id)
      return b && sameRow('take', { ...b, trackId: a.trackId }, a)
        ? []
        : [{ key: a.id, kind: 'take', here: a, there: b }]
    }),
    ...[...theirs.values()].map((b): RowDifference => ({
      key: b.id,
      kind: 'take',
      here: undefined,
      there: b
    }))
  ]
  return [...segments, ...takes].sort((a, b) => timeOf(a) - timeOf(b))
}

/** A difference in words, for people to choose. Label names are those of the scheme of each side. */
export function toldDifference(
  { key, kind, here, there }: RowDifference,
  schemes: { readonly here: SchemeRow | undefined; readonly there: SchemeRow | undefined },
  attributeId: string
): MergeRow {
  return {
    key,
    kind,
    ...(here ? { here: sideOf(here, schemes.here, attributeId) } : {}),
    ...(there ? { there: sideOf(there, schemes.there, attributeId) } : {}),
    differs: here && there ? differingFields(here, there) : []
  }
}

function sideOf(row: Segment | Take, scheme: SchemeRow | undefined, attributeId: string): MergeRowSide {
  if (!isSegment(row)) return { start: row.start, end: row.end }
  const label = labelOf(scheme, row.label, attributeId)
  return {
    start: row.start,
    end: row.end,
    ...(label ? { label: { name: label.name, letter: label.letter, color: label.color } } : {}),
    ...(row.intensity === undefined ? {} : { intensity: row.intensity }),
    ...(row.comment === undefined ? {} : { comment: row.comment }),
    ...(row.text === undefined ? {} : { text: row.text })
  }
}

/** Fields of a segment in the words in which people know them. */
const FIELDS: readonly (readonly [keyof Segment, MergeRow['differs'][number]])[] = [
  ['start', 'start'],
  ['end', 'end'],
  ['label', 'label'],
  ['intensity', 'intensity'],
  ['comment', 'comment'],
  ['text', 'words'],
  ['confidence', 'confidence'],
  ['value', 'answer'],
  ['flagged', 'flag'],
  ['personId', 'person']
]

function differingFields(here: Segment | Take, there: Segment | Take): MergeRow['differs'] {
  if (!isSegment(here) || !isSegment(there)) return ['settings']
  const found = FIELDS.filter(([field]) => JSON.stringify(here[field]) !== JSON.stringify(there[field]))
  return found.length > 0 ? found.map(([, word]) => word) : ['origin']
}

/** Equal but for the lane that they are on and what only tells rows apart. */
const saysTheSame = (a: Segment, b: Segment): boolean =>
  sameRow('segment', { ...b, id: a.id, trackId: a.trackId, parentId: a.parentId }, a)

function mostAlike(candidates: readonly Segment[], segment: Segment): Segment | undefined {
  let [best, most]: [Segment | undefined, number] = [undefined, 0.5]
  for (const each of candidates) {
    const shared = Math.min(each.end, segment.end) - Math.max(each.start, segment.start)
    const share = shared / Math.max(each.end - each.start, segment.end - segment.start)
    if (share > most) [best, most] = [each, share]
  }
  return best
}

const isSegment = (row: Segment | Take): row is Segment => 'flagged' in row
const timeOf = ({ here, there }: RowDifference): number => (here ?? there)?.start ?? 0
