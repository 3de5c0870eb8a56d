import type { Sliced } from '../../../shared/agreement/sliced'
import { groupingTables } from '../../../shared/analysis/open-vocabulary/grouping-tables'
import type { GroupingTables } from '../../../shared/analysis/open-vocabulary/grouping-tables'
import type { WordItem } from '../../../shared/analysis/open-vocabulary/group-scores'
import { labelCodes } from '../../../shared/compare/label-codes'
import { pairSegments } from '../../../shared/compare/pair-segments'
import type { ComparedSegment } from '../../../shared/compare/pairing'
import type { LeftOut } from '../../../shared/compare/report'
import type { CompareQuery } from '../../../shared/contract'
import { fail, ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import type { Segment } from '../../../shared/domain/rows'
import { attributeTask } from '../../../shared/values/attribute'
import type { Lane } from '../../store'
import type { Desk } from '../desk'

/** Items with free words on both sides. */
export interface OpenWordsState {
  readonly schemeId: string
  readonly attributeId: string
  readonly tables: GroupingTables
  readonly items: readonly (WordItem & { readonly own: ComparedSegment; readonly other: ComparedSegment })[]
  readonly leftOut: readonly LeftOut[]
}

/** One code for everything: pairing goes by overlap alone. */
const ANYTHING = labelCodes([{ id: 'x' }])

/** Kept by the desk. Segments with words are paired with the one that overlaps them most; no word at all is an answer of a candidate. */
export function* openWordsState(desk: Desk, query: CompareQuery): Sliced<Result<OpenWordsState>> {
  return yield* desk.kept(`open-words ${JSON.stringify(query)}`, () => makeState(desk, query))
}

function* makeState(desk: Desk, query: CompareQuery): Sliced<Result<OpenWordsState>> {
  const { reader } = desk
  const wordLanes = function* (authorId: string): Sliced<readonly Lane[]> {
    const lanes = yield* desk.lanes([authorId], query.recordingIds, query.practice)
    return lanes.filter(
      ({ track }) => attributeTask(reader.get('scheme', track.schemeId), track.attributeId)?.kind === 'terms'
    )
  }
  const own = yield* wordLanes(query.referenceAuthorId)
  const [main] = own
    .filter(({ track }) => query.schemeId === undefined || track.schemeId === query.schemeId)
    .toSorted((a, b) => b.segments.length - a.segments.length)
  const name = (id: string): string => reader.get('author', id)?.name ?? 'The author'
  if (!main || main.segments.length === 0)
    return fail(
      'no-words',
      `${name(query.referenceAuthorId)} has described nothing in free words.`,
      'This view is about schemes with an open vocabulary: describe some segments in words, or import answers in words.'
    )
  const { schemeId, attributeId } = main.track
  const same = ({ track }: Lane): boolean => track.attributeId === attributeId || track.schemeId !== schemeId
  const others = (yield* wordLanes(query.candidateAuthorId)).filter(same)
  if (others.length === 0)
    return fail(
      'no-words',
      `${name(query.candidateAuthorId)} has described nothing in free words.`,
      'Choose another author, or import answers in words.'
    )
  const [reference, candidate] = [sideOf(own.filter(same), query), sideOf(others, query)]
  yield
  const pairs = pairSegments(
    reference.segments,
    candidate.segments,
    { reference: ANYTHING, candidate: ANYTHING },
    query.minOverlap
  )
  yield
  const items: OpenWordsState['items'][number][] = []
  const out = { unanswered: 0, alone: 0 }
  reference.segments.forEach((segment, i) => {
    const words = termsOf(reference.rows[i])
    const at = pairs.winner[i] ?? -1
    const partner = candidate.segments[at]
    if (words.length === 0) out.unanswered++
    else if (!partner || (pairs.candidate[i] ?? -1) < 0) out.alone++
    else
      items.push({ reference: words, candidate: termsOf(candidate.rows[at]), own: segment, other: partner })
  })
  const entry = (reason: string, count: number): LeftOut => ({ reason, count, unit: 'segments' })
  return ok({
    schemeId,
    attributeId,
    tables: groupingTables(reader.get('scheme', schemeId), attributeId),
    items,
    leftOut: [
      entry('The reference gave no word.', out.unanswered),
      entry('No candidate segment overlaps the reference segment, or too little of it.', out.alone)
    ].filter(({ count }) => count > 0)
  })
}

const termsOf = (segment: Segment | undefined): readonly string[] =>
  segment?.value?.kind === 'terms' ? segment.value.terms : []

function sideOf(lanes: readonly Lane[], { ignorePersons }: CompareQuery) {
  const segments: ComparedSegment[] = []
  const rows: Segment[] = []
  for (const { track, segments: own } of lanes)
    for (const segment of own) {
      const { id, start, end, personId } = segment
      rows.push(segment)
      segments.push({
        ...{ id, start, end, label: 'x', recordingId: track.recordingId },
        personId: ignorePersons ? undefined : (personId ?? track.personId)
      })
    }
  return { segments, rows }
}
