import type { Sliced } from '../../shared/agreement/sliced'
import type { GoldQuery } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Segment, Track } from '../../shared/domain/rows'
import { micros } from '../../shared/domain/time'
import type { Micros } from '../../shared/domain/time'
import type { VoteRule } from '../../shared/gold/recipe'
import { pooledGold } from '../../shared/gold/pooled-gold'
import type { PooledLane } from '../../shared/gold/pooled-gold'
import type { AnnotatorTrack, GoldSpan } from '../../shared/gold/timeline-gold'
import type { AnnotatorQuality } from '../../shared/gold/votes'
import type { Project } from '../store'

/** The verdicts on one person (or nobody in particular) in one recording. */
export interface GoldLane {
  readonly recordingId: string
  readonly personId: string | undefined
  readonly spans: readonly GoldSpan[]
}

/** Verdicts on everything that was asked for, as of one revision. */
export interface GoldLanes {
  readonly lanes: readonly GoldLane[]
  readonly annotators: readonly AnnotatorQuality[]
  readonly notes: readonly string[]
  readonly revision: number
}

/** Run a rule over every recording and person that at least one of the annotators has a track about. */
export function* goldLanes(project: Project, query: GoldQuery, rule: VoteRule): Sliced<Result<GoldLanes>> {
  const revision = project.revision()
  const recordings = [...project.all('recording')].sort((a, b) => a.position - b.position)
  const wanted = new Set(query.recordingIds)
  const authors = new Set(query.authorIds)
  const tracks = project
    .dataTracks()
    .filter(
      (track) =>
        authors.has(track.authorId) &&
        track.schemeId === query.schemeId &&
        track.attributeId === query.attributeId &&
        track.kind !== 'frames' &&
        track.kind !== 'trace'
    )
  if (tracks.length === 0)
    return fail(
      'gold.nothing',
      'None of the chosen annotators has a track with these labels.',
      'Choose other annotators or other labels.'
    )
  const places: { readonly recordingId: string; readonly personId: string | undefined }[] = []
  const pooled: PooledLane[] = []
  for (const recording of recordings) {
    if (wanted.size > 0 && !wanted.has(recording.id)) continue
    const own = tracks.filter((track) => track.recordingId === recording.id)
    if (own.length === 0) continue
    for (const [personId, taking] of byPerson(project, own, query.authorIds)) {
      const end = Math.max(recording.duration, ...taking.flatMap(lastEnd))
      if (end <= 0) continue
      places.push({ recordingId: recording.id, personId: personId || undefined })
      pooled.push({ tracks: taking, extent: { start: zero, end: micros(end) } })
      yield
    }
  }
  const { spans, annotators, notes } = yield* pooledGold(pooled, rule)
  const lanes = places.map((place, i) => ({ ...place, spans: spans[i] ?? [] }))
  return ok({ lanes, annotators, notes, revision })
}

const zero: Micros = micros(0)
const lastEnd = ({ segments }: AnnotatorTrack): readonly number[] =>
  segments.length === 0 ? [] : [segments.reduce((most, { end }) => Math.max(most, end), 0)]

/** Annotators who took part, by the person that their labels are about ('' for nobody in particular). Turns that nobody labelled are no votes. */
function byPerson(
  project: Project,
  tracks: readonly Track[],
  order: readonly string[]
): ReadonlyMap<string, readonly AnnotatorTrack[]> {
  const persons = new Map<string, Map<string, Segment[]>>()
  const lane = (personId: string, authorId: string): Segment[] => {
    const annotators = persons.get(personId) ?? new Map<string, Segment[]>()
    persons.set(personId, annotators)
    const segments = annotators.get(authorId) ?? []
    annotators.set(authorId, segments)
    return segments
  }
  for (const track of tracks) {
    const segments = project.segmentsOfTrack(track.id)
    // Who has a track took part, also where it is empty; a transcript is not an annotation until something is labelled.
    const labelled =
      track.kind === 'utterances' ? segments.filter(({ label }) => label !== undefined) : segments
    if (track.kind !== 'utterances' || labelled.length > 0) lane(track.personId ?? '', track.authorId)
    for (const segment of labelled)
      lane(segment.personId ?? track.personId ?? '', track.authorId).push(segment)
  }
  // A lane about nobody in particular that is empty for everybody says nothing.
  return new Map(
    [...persons]
      .map(([personId, annotators]): [string, readonly AnnotatorTrack[]] => [
        personId,
        order.flatMap((annotator) => {
          const segments = annotators.get(annotator)
          return segments ? [{ annotator, segments: segments.sort((a, b) => a.start - b.start) }] : []
        })
      ])
      .filter(([, taking]) => taking.some(({ segments }) => segments.length > 0))
  )
}
