import type { ProjectInfo } from '../../shared/contract'
import type { Relation } from '../../shared/domain/relation'
import type { Segment, Stream, Track } from '../../shared/domain/rows'
import type { QuestionnaireResponse } from '../../shared/domain/study'
import type { NameCount, NameInText } from '../../shared/contract'
import { inCodes, namesReplaced, tracksInCodes } from '../../shared/study/in-codes'
import { nameCoder, textNames } from '../../shared/study/text-names'
import type { Db } from './database'
import { chunksOf } from './frame-chunks'
import { codeFreeText, namesInText } from './free-text'
import { practiceTracks } from './practice-lanes'
import { currentRevision } from './revisions'
import { allRows, decodeAll, segmentsOf } from './row-store'
import { takeEvents, takeSamples } from './take-samples'
import type { DatasetRows, Lane } from './types'

/** What is exported: recordings and authors by id (none named: all). */
export interface DatasetSpec {
  readonly recordingIds: readonly string[]
  readonly authorIds: readonly string[]
  readonly includeFrames: boolean
  /** Persons are called by their codes; names do not leave the project. Default `names`. */
  readonly persons?: 'names' | 'codes'
  /** With `codes`: names that give way to codes in free text, too. */
  readonly textNames?: readonly string[]
  /** With the lanes of practice, which are no data. */
  readonly practice?: boolean
}

/** All rows of an export as they stand at one revision, with what they refer to and nothing else. */
export function exportDataset(db: Db, project: ProjectInfo, spec: DatasetSpec): DatasetRows {
  return db.transaction(() => {
    const rows = chosenRows(db, project, spec)
    const wanted = new Set(spec.persons === 'codes' ? spec.textNames : [])
    if (wanted.size === 0) return rows
    const names = namesOf(db).filter(({ word }) => wanted.has(word))
    return codeFreeText(rows, nameCoder(names))
  })
}

/** Places listed at once; the counts are of all. */
const MOST_HITS = 200

/** Names of persons that stand in the free text of an export, with how often and the first places. */
export function exportNames(
  db: Db,
  project: ProjectInfo,
  spec: Omit<DatasetSpec, 'includeFrames' | 'persons'>
): { readonly counts: readonly NameCount[]; readonly hits: readonly NameInText[] } {
  return db.transaction(() => {
    const names = namesOf(db)
    const rows = chosenRows(db, project, { ...spec, includeFrames: false })
    return namesInText(rows, names, nameCoder(names), MOST_HITS)
  })
}

/** Names of all persons of the project: also those who are in none of the recordings may be spoken of. */
function namesOf(db: Db): ReturnType<typeof textNames> {
  const all = allRows(db, 'person')
  return textNames(all, inCodes(all))
}

function chosenRows(db: Db, project: ProjectInfo, spec: DatasetSpec): DatasetRows {
  const recordings = allRows(db, 'recording').filter(chosen(spec.recordingIds))
  const recordingIds = new Set(recordings.map((row) => row.id))
  const inRecordings = (row: { readonly recordingId: string }): boolean => recordingIds.has(row.recordingId)
  const authorIds = new Set(
    allRows(db, 'author')
      .filter(chosen(spec.authorIds))
      .map((row) => row.id)
  )
  const practice = spec.practice ? new Set<string>() : practiceTracks(db)
  const tracks = allRows(db, 'track').filter(
    (track) => inRecordings(track) && authorIds.has(track.authorId) && !practice.has(track.id)
  )
  const segments = tracks.flatMap((track) => segmentsOf(db, track.id))
  const used = new Set(
    tracks.flatMap((track) => [track.authorId, track.schemeId, track.runId, track.personId])
  )
  const known = new Set(segments.map((segment) => segment.id))
  const withTracks = new Set(allRows(db, 'track').map((track) => track.authorId))
  // Who made links and no track cannot be chosen by tracks: such links come with the segments they join.
  const relations = allRows(db, 'relation').filter(
    (link) =>
      (authorIds.has(link.authorId) || !withTracks.has(link.authorId)) &&
      known.has(link.fromId) &&
      known.has(link.toId)
  )
  const responses = allRows(db, 'response').filter(
    (response) =>
      (authorIds.has(response.authorId) || !withTracks.has(response.authorId)) &&
      (response.recordingId === undefined
        ? spec.recordingIds.length === 0
        : recordingIds.has(response.recordingId))
  )
  for (const { authorId, personId, questionnaireId } of responses)
    for (const id of [authorId, personId, questionnaireId]) used.add(id)
  for (const segment of segments) used.add(segment.personId)
  // Who voted on a gold segment is named beside it, also where their own tracks are not chosen.
  for (const { origin } of segments) for (const { authorId } of origin?.votes ?? []) used.add(authorId)
  for (const link of relations) used.add(link.authorId)
  const isUsed = (row: { readonly id: string }): boolean => used.has(row.id)
  return {
    projectName: project.name,
    projectId: project.id,
    synthetic: project.synthetic,
    revision: currentRevision(db),
    recordings: [...recordings].sort((a, b) => a.position - b.position),
    files: allRows(db, 'file').filter(inRecordings),
    streams: allRows(db, 'stream')
      .filter(inRecordings)
      .map((stream) => (spec.persons === 'codes' ? withoutFileFacts(stream) : stream)),
    ...personsOf(db, spec, tracks, isUsed),
    authors: allRows(db, 'author').filter(isUsed),
    schemes: allRows(db, 'scheme').filter(isUsed),
    segments: spec.persons === 'codes' ? segments.map(withoutExtra) : segments,
    relations: spec.persons === 'codes' ? relations.map(withoutExtra) : relations,
    responses: spec.persons === 'codes' ? responsesInCodes(db, responses) : responses,
    runs: allRows(db, 'run').filter(isUsed),
    takes: takesFor(db, tracks),
    frames: spec.includeFrames ? tracks.flatMap((track) => chunksOf(db, track.id)) : []
  }
}

/** What other programs' files said beyond the rows may name anybody: it stays in the project. */
const withoutExtra = <T extends { readonly extra?: unknown }>({
  extra: _extra,
  ...row
}: T): Omit<T, 'extra'> => row

/** Who is labelled in another program's file and no person of the project: a number stands for the name. */
function withoutStrangers(tracks: readonly Track[]): readonly Track[] {
  const nameOf = ({ extra }: Track): string | undefined =>
    Object.values(extra ?? {}).flatMap((facts) =>
      typeof facts === 'object' && facts !== null && 'person' in facts && typeof facts.person === 'string'
        ? [facts.person]
        : []
    )[0]
  const names = [...new Set(tracks.flatMap((track) => nameOf(track) ?? []))].sort()
  return tracks.map((track) => {
    const name = nameOf(track)
    if (name === undefined || name === '') return track
    return { ...track, name: track.name.replaceAll(name, `Person ${names.indexOf(name) + 1}`) }
  })
}

function withoutFileFacts(stream: Stream): Stream {
  const { extra: _extra, ...info } = stream.info
  return { ...stream, info }
}

/** Answers in words and notes, with codes in place of names. */
function responsesInCodes(
  db: Db,
  responses: readonly QuestionnaireResponse[]
): readonly QuestionnaireResponse[] {
  const all = allRows(db, 'person')
  const coded = inCodes(all)
  const told = <T>(text: T): T | string => (typeof text === 'string' ? namesReplaced(text, all, coded) : text)
  return responses.map((response) => ({
    ...response,
    note: told(response.note),
    answers: Object.fromEntries(Object.entries(response.answers).map(([id, answer]) => [id, told(answer)]))
  }))
}

/** Takes of trace tracks with their samples and, of imported ones, the raw input. */
function takesFor(db: Db, tracks: readonly Track[]): DatasetRows['takes'] {
  const ids = new Set(tracks.flatMap((track) => (track.kind === 'trace' ? [track.id] : [])))
  if (ids.size === 0) return []
  return allRows(db, 'take')
    .filter((take) => ids.has(take.trackId))
    .map((take) => ({
      take,
      samples: takeSamples(db, take.id, take.dims.length),
      ...(take.source === 'import' ? { events: takeEvents(db, take.id) } : {})
    }))
}

/** Who the labels are about, the groups they belong to, and the lanes, which often bear their names. */
function personsOf(
  db: Db,
  spec: DatasetSpec,
  tracks: readonly Track[],
  isUsed: (row: { readonly id: string }) => boolean
): Pick<DatasetRows, 'persons' | 'groupings' | 'tracks'> {
  const all = allRows(db, 'person')
  const groupings = allRows(db, 'grouping').filter(({ personIds }) => personIds.some((id) => isUsed({ id })))
  if (spec.persons !== 'codes') return { persons: all.filter(isUsed), groupings, tracks }
  // Numbers stand for the same persons whatever part of the project is exported.
  const coded = inCodes(all)
  return {
    persons: coded.filter(isUsed),
    groupings: groupings.map(({ note: _note, ...group }) => ({
      ...group,
      name: namesReplaced(group.name, all, coded)
    })),
    tracks: withoutStrangers(tracksInCodes(tracks, all, coded)).map(withoutExtra)
  }
}

/**
 * The tracks that a comparison looks at. Per-frame tracks are left out. Where a model ran more than once on a
 * recording, only its latest run there counts, so that no second is counted twice.
 */
export function lanesOf(
  db: Db,
  authorIds: readonly string[],
  recordingIds: readonly string[],
  withPractice = false
): readonly Lane[] {
  return db.transaction(() => {
    const authors = new Set(authorIds)
    const recordings = new Set(recordingIds)
    const practice = withPractice ? new Set<string>() : practiceTracks(db)
    const tracks = allRows(db, 'track').filter(
      (track) =>
        !practice.has(track.id) &&
        track.kind !== 'frames' &&
        authors.has(track.authorId) &&
        (recordings.size === 0 || recordings.has(track.recordingId))
    )
    const latest = latestRuns(db, tracks)
    return tracks
      .filter((track) => track.runId === undefined || latest.get(runKey(track)) === track.runId)
      .map((track) => ({ track, segments: segmentsOf(db, track.id) }))
  })
}

/** Segments of all tracks of a recording, by track, then time. */
export const segmentsOfRecording = (db: Db, recordingId: string): readonly Segment[] =>
  decodeAll(
    'segment',
    db
      .sql(
        `SELECT segment.* FROM track JOIN segment ON segment.track_id = track.id
         WHERE track.recording_id = ? ORDER BY track.position, track.id, start_us, end_us, segment.id`
      )
      .all(recordingId)
  )

/** Links with at least one end in a recording, in the order in which they were made. */
export const relationsOfRecording = (db: Db, recordingId: string): readonly Relation[] =>
  decodeAll(
    'relation',
    db
      .sql(
        `SELECT * FROM relation WHERE id IN (
           SELECT relation.id FROM track JOIN segment ON segment.track_id = track.id
             JOIN relation ON relation.from_id = segment.id WHERE track.recording_id = ?
           UNION
           SELECT relation.id FROM track JOIN segment ON segment.track_id = track.id
             JOIN relation ON relation.to_id = segment.id WHERE track.recording_id = ?)
         ORDER BY rowid`
      )
      .all(recordingId, recordingId)
  )

function latestRuns(db: Db, tracks: readonly Track[]): ReadonlyMap<string, string> {
  const order = new Map(allRows(db, 'run').map((run, index) => [run.id, index]))
  const latest = new Map<string, string>()
  for (const track of tracks) {
    if (track.runId === undefined) continue
    const known = latest.get(runKey(track))
    const newer = known === undefined || (order.get(track.runId) ?? 0) > (order.get(known) ?? 0)
    if (newer) latest.set(runKey(track), track.runId)
  }
  return latest
}

const runKey = (track: Track): string => `${track.recordingId}/${track.authorId}`

function chosen(ids: readonly string[]): (row: { readonly id: string }) => boolean {
  const set = new Set(ids)
  return (row) => set.size === 0 || set.has(row.id)
}
