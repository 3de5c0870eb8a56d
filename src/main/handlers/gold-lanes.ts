import type { Sliced } from '../../shared/agreement/sliced'
import type { GoldQuery } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Segment, Track } from '../../shared/domain/rows'
import { micros } from '../../shared/domain/time'
import type { Micros } from '../../shared/domain/time'
import type { GivenUnit } from '../../shared/gold/unit-votes'
import type { VoteRule } from '../../shared/gold/recipe'
import { pooledGold } from '../../shared/gold/pooled-gold'
import type { PooledLane } from '../../shared/gold/pooled-gold'
import type { AnnotatorTrack } from '../../shared/gold/annotator-track'
import type { GoldSpan } from '../../shared/gold/timeline-gold'
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

/** An edit between two slices makes the labels belong to no revision; then they are read again. */
const TRIES = 5

/** Run a rule over every recording and person that at least one of the annotators has a track about. */
export function* goldLanes(project: Project, query: GoldQuery, rule: VoteRule): Sliced<Result<GoldLanes>> {
  let revision = project.revision()
  let read = yield* readLanes(project, query, rule)
  for (let attempt = 1; read.ok && attempt < TRIES && project.revision() !== revision; attempt++) {
    revision = project.revision()
    read = yield* readLanes(project, query, rule)
  }
  if (!read.ok) return read
  const { spans, annotators, notes } = yield* pooledGold(
    read.value.map(({ pooled }) => pooled),
    rule
  )
  const lanes = read.value.map(({ place }, i) => ({ ...place, spans: spans[i] ?? [] }))
  return ok({ lanes, annotators, notes, revision })
}

interface ReadLane {
  readonly place: { readonly recordingId: string; readonly personId: string | undefined }
  readonly pooled: PooledLane
}

function* readLanes(project: Project, query: GoldQuery, rule: VoteRule): Sliced<Result<readonly ReadLane[]>> {
  const recordings = [...project.all('recording')].sort((a, b) => a.position - b.position)
  const wanted = new Set(query.recordingIds)
  const authors = new Set(query.authorIds)
  const all = project.dataTracks()
  const tracks = all.filter(
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
  const { units } = rule
  const read: ReadLane[] = []
  for (const recording of recordings) {
    if (wanted.size > 0 && !wanted.has(recording.id)) continue
    const own = tracks.filter((track) => track.recordingId === recording.id)
    if (own.length === 0) continue
    const given = units && unitsIn(project, all, recording.id, query, units)
    for (const [personId, taking] of yield* byPerson(project, own, query.authorIds)) {
      const end = Math.max(recording.duration, ...taking.flatMap(lastEnd))
      if (end <= 0) continue
      // Turns of somebody else are no units of this person; turns of nobody in particular are everybody's.
      const about = given?.filter((unit) => personId === '' || (unit.personId ?? personId) === personId)
      read.push({
        place: { recordingId: recording.id, personId: personId || undefined },
        pooled: { tracks: taking, extent: { start: zero, end: micros(end) }, units: about }
      })
    }
  }
  if (units && read.every(({ pooled }) => pooled.units?.length === 0))
    return fail(
      'gold.no-units',
      `${project.get('author', units.authorId)?.name ?? 'Their author'} has no ${units.of} in these recordings, so there is nothing to vote on.`,
      'Choose other units in the settings of the rule.'
    )
  return ok(read)
}

type Unit = GivenUnit & { readonly personId: string | undefined }

/** Turns of a transcript, or somebody's segments with the labels asked for, in order of time. */
function unitsIn(
  project: Project,
  tracks: readonly Track[],
  recordingId: string,
  { schemeId, attributeId }: GoldQuery,
  { authorId, of }: NonNullable<VoteRule['units']>
): readonly Unit[] {
  return tracks
    .filter(
      (track) =>
        track.recordingId === recordingId &&
        track.authorId === authorId &&
        (of === 'turns'
          ? track.kind === 'utterances'
          : track.kind === 'segments' && track.schemeId === schemeId && track.attributeId === attributeId)
    )
    .flatMap((track) =>
      project
        .segmentsOfTrack(track.id)
        .map(({ start, end, personId }) => ({ start, end, personId: personId ?? track.personId }))
    )
    .sort((a, b) => a.start - b.start || a.end - b.end)
}

const zero: Micros = micros(0)
const lastEnd = ({ segments }: AnnotatorTrack): readonly number[] =>
  segments.length === 0 ? [] : [segments.reduce((most, { end }) => Math.max(most, end), 0)]

/** Annotators who took part, by the person that their labels are about ('' for nobody in particular). Turns that nobody labelled are no votes. */
function* byPerson(
  project: Project,
  tracks: readonly Track[],
  order: readonly string[]
): Sliced<ReadonlyMap<string, readonly AnnotatorTrack[]>> {
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
    yield
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
