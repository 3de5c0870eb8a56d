import type { Sliced } from '../../shared/agreement/sliced'
import type { GoldQuery } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Segment, Track } from '../../shared/domain/rows'
import { micros } from '../../shared/domain/time'
import type { Micros } from '../../shared/domain/time'
import type { GivenUnit } from '../../shared/gold/unit-votes'
import type { VoteRule } from '../../shared/gold/recipe'
import type { PooledLane } from '../../shared/gold/pooled-gold'
import type { AnnotatorTrack, GoldSource } from '../../shared/gold/annotator-track'
import type { JobPart, JobSpec } from '../engine/protocol'
import type { Project } from '../store'
import { pagesOf } from './pages-of'

/** One person (or nobody in particular) in one recording. */
export interface GoldPlace {
  readonly recordingId: string
  readonly personId: string | undefined
}

/** What everybody said, as of one revision, ready to be handed to the engine. */
export interface GoldInput {
  readonly places: readonly GoldPlace[]
  readonly lanes: readonly PooledLane[]
  readonly revision: number
}

/** An edit between two slices makes the labels belong to no revision; then they are read again. */
const TRIES = 5

/** Read every recording and person that at least one of the annotators has a track about. */
export function* goldInput(project: Project, query: GoldQuery, rule: VoteRule): Sliced<Result<GoldInput>> {
  let revision = project.revision()
  let read = yield* readLanes(project, query, rule)
  for (let attempt = 1; read.ok && attempt < TRIES && project.revision() !== revision; attempt++) {
    revision = project.revision()
    read = yield* readLanes(project, query, rule)
  }
  if (!read.ok) return read
  return ok({
    places: read.value.map(({ place }) => place),
    lanes: read.value.map(({ pooled }) => pooled),
    revision
  })
}

/** The job that makes a gold standard of what was read. */
export const goldJob = (
  project: Project,
  { lanes }: GoldInput,
  { schemeId, attributeId }: Pick<GoldQuery, 'schemeId' | 'attributeId'>,
  rule: VoteRule,
  write: boolean
): JobSpec => ({
  kind: 'vote-gold',
  rule,
  lanes: lanes.map(({ extent, tracks, units }) => ({
    extent,
    annotators: tracks.map(({ annotator }) => annotator),
    given: units !== undefined
  })),
  scheme: project.get('scheme', schemeId),
  attributeId,
  write
})

/** Segments of one part: copying them into a message takes about a millisecond. */
const PART = 250

/** What was read, piece by piece. */
export function* goldParts({ lanes }: GoldInput): Generator<JobPart | undefined, void, undefined> {
  for (const [lane, { tracks, units = [] }] of lanes.entries()) {
    for (let from = 0; from < units.length; from += PART)
      yield {
        kind: 'units',
        lane,
        units: units.slice(from, from + PART).map(({ start, end }) => ({ start, end }))
      }
    for (const { annotator, segments } of tracks)
      for (let from = 0; from < segments.length; from += PART)
        yield { kind: 'votes', lane, annotator, segments: segments.slice(from, from + PART) }
  }
}

interface ReadLane {
  readonly place: GoldPlace
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
    const given = units && (yield* unitsIn(project, all, recording.id, query, units))
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
function* unitsIn(
  project: Project,
  tracks: readonly Track[],
  recordingId: string,
  { schemeId, attributeId }: GoldQuery,
  { authorId, of }: NonNullable<VoteRule['units']>
): Sliced<readonly Unit[]> {
  const found: Unit[] = []
  for (const track of tracks) {
    if (track.recordingId !== recordingId || track.authorId !== authorId) continue
    const fits =
      of === 'turns'
        ? track.kind === 'utterances'
        : track.kind === 'segments' && track.schemeId === schemeId && track.attributeId === attributeId
    if (!fits) continue
    for (const page of pagesOf(project, track.id)) {
      for (const { start, end, personId } of page)
        found.push({ start, end, personId: personId ?? track.personId })
      yield
    }
  }
  return found.sort((a, b) => a.start - b.start || a.end - b.end)
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
  const persons = new Map<string, Map<string, GoldSource[]>>()
  const lane = (personId: string, authorId: string): GoldSource[] => {
    const annotators = persons.get(personId) ?? new Map<string, GoldSource[]>()
    persons.set(personId, annotators)
    const segments = annotators.get(authorId) ?? []
    annotators.set(authorId, segments)
    return segments
  }
  for (const track of tracks) {
    // Who has a track took part, also where it is empty; a transcript is not an annotation until something is labelled.
    if (track.kind !== 'utterances') lane(track.personId ?? '', track.authorId)
    for (const page of pagesOf(project, track.id)) {
      for (const segment of page) {
        if (track.kind === 'utterances' && segment.label === undefined && segment.value === undefined)
          continue
        lane(track.personId ?? '', track.authorId)
        lane(segment.personId ?? track.personId ?? '', track.authorId).push(sourceOf(segment))
      }
      yield
    }
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

/** What a gold standard needs of a segment; the rest would only be copied. */
const sourceOf = ({ id, start, end, label, value }: Segment): GoldSource => ({
  id,
  start,
  end,
  ...(label === undefined ? {} : { label }),
  ...(value === undefined || value.kind === 'region' ? {} : { value })
})
