import type { ProjectInfo } from '../../shared/contract'
import type { Relation } from '../../shared/domain/relation'
import type { Segment, Stream, Track } from '../../shared/domain/rows'
import type { QuestionnaireResponse } from '../../shared/domain/study'
import type { NameCount, NameInText } from '../../shared/contract'
import { inCodes, namesReplaced, tracksInCodes } from '../../shared/study/in-codes'
import { nameCoder, textNames } from '../../shared/study/text-names'
import type { Db } from './database'
import { chunkPages } from './frame-chunks'
import { codeFreeText, namesInText } from './free-text'
import { practiceTracks } from './practice-lanes'
import { currentRevision } from './revisions'
import { allRows, decodeAll, segmentsOf, segmentsPage } from './row-store'
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
export const exportDataset = (db: Db, project: ProjectInfo, spec: DatasetSpec): DatasetRows =>
  db.transaction(() => together(datasetParts(db, project, spec)))

/**
 * The same piece by piece, each read in a few milliseconds. `db` must stand at one revision meanwhile. Where names give
 * way to codes in free text, everything is read before the first piece.
 */
export function* datasetParts(
  db: Db,
  project: ProjectInfo,
  spec: DatasetSpec
): Generator<Partial<DatasetRows>, void, undefined> {
  const wanted = new Set(spec.persons === 'codes' ? spec.textNames : [])
  if (wanted.size === 0) {
    yield* chosenParts(db, project, spec)
    return
  }
  const names = namesOf(db).filter(({ word }) => wanted.has(word))
  yield* inPieces(codeFreeText(together(chosenParts(db, project, spec)), nameCoder(names)))
}

/** Rows of one piece. */
const PIECE = 500

/** A dataset with its long lists in pieces. */
function* inPieces(rows: DatasetRows): Generator<Partial<DatasetRows>, void, undefined> {
  const { segments, frames, takes, ...rest } = rows
  yield rest
  for (let from = 0; from < segments.length; from += PIECE)
    yield { segments: segments.slice(from, from + PIECE) }
  for (const take of takes) yield { takes: [take] }
  for (const frame of frames) yield { frames: [frame] }
}

/** Pieces as one dataset. */
function together(pieces: Iterable<Partial<DatasetRows>>): DatasetRows {
  const rows: Record<string, unknown> = Object.fromEntries(LISTS.map((list) => [list, []]))
  for (const piece of pieces)
    for (const [name, value] of Object.entries(piece)) {
      const list = rows[name]
      if (Array.isArray(list) && Array.isArray(value)) for (const row of value) list.push(row)
      else rows[name] = value
    }
  return rows as unknown as DatasetRows
}

const LISTS = [
  ...['recordings', 'files', 'streams', 'persons', 'groupings', 'authors', 'schemes', 'tracks', 'segments'],
  ...['responses', 'relations', 'runs', 'takes', 'frames']
]

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
    const rows = together(chosenParts(db, project, { ...spec, includeFrames: false }))
    return namesInText(rows, names, nameCoder(names), MOST_HITS)
  })
}

/** Names of all persons of the project: also those who are in none of the recordings may be spoken of. */
function namesOf(db: Db): ReturnType<typeof textNames> {
  const all = allRows(db, 'person')
  return textNames(all, inCodes(all))
}

function* chosenParts(
  db: Db,
  project: ProjectInfo,
  spec: DatasetSpec
): Generator<Partial<DatasetRows>, void, undefined> {
  const coded = spec.persons === 'codes'
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
  yield {
    projectName: project.name,
    projectId: project.id,
    synthetic: project.synthetic,
    revision: currentRevision(db)
  }
  for (const piece of cut([...recordings].sort((a, b) => a.position - b.position)))
    yield { recordings: piece }
  for (const piece of cut(allRows(db, 'file').filter(inRecordings))) yield { files: piece }
  for (const piece of cut(allRows(db, 'stream').filter(inRecordings)))
    yield { streams: coded ? piece.map(withoutFileFacts) : piece }
  const used = new Set(
    tracks.flatMap((track) => [track.authorId, track.schemeId, track.runId, track.personId])
  )
  const known = new Set<string>()
  for (const { id } of tracks)
    for (let after: Segment | undefined; ;) {
      const page = segmentsPage(db, id, after, PIECE)
      for (const { id: segmentId, personId, origin } of page) {
        known.add(segmentId)
        used.add(personId)
        // Who voted on a gold segment is named beside it, also where their own tracks are not chosen.
        for (const { authorId } of origin?.votes ?? []) used.add(authorId)
      }
      if (page.length > 0) yield { segments: coded ? page.map(withoutExtra) : page }
      after = page.at(-1)
      if (page.length < PIECE) break
    }
  const withTracks = new Set(allRows(db, 'track').map((track) => track.authorId))
  // Who made links and no track cannot be chosen by tracks: such links come with the segments they join.
  for (const page of relationPages(db)) {
    const links = page.filter(
      (link) =>
        (authorIds.has(link.authorId) || !withTracks.has(link.authorId)) &&
        known.has(link.fromId) &&
        known.has(link.toId)
    )
    for (const link of links) used.add(link.authorId)
    yield { relations: coded ? links.map(withoutExtra) : links }
  }
  const responses = allRows(db, 'response').filter(
    (response) =>
      (authorIds.has(response.authorId) || !withTracks.has(response.authorId)) &&
      (response.recordingId === undefined
        ? spec.recordingIds.length === 0
        : recordingIds.has(response.recordingId))
  )
  for (const { authorId, personId, questionnaireId } of responses)
    for (const id of [authorId, personId, questionnaireId]) used.add(id)
  const isUsed = (row: { readonly id: string }): boolean => used.has(row.id)
  yield {
    ...personsOf(db, spec, tracks, isUsed),
    authors: allRows(db, 'author').filter(isUsed),
    schemes: allRows(db, 'scheme').filter(isUsed),
    responses: coded ? responsesInCodes(db, responses) : responses,
    runs: allRows(db, 'run').filter(isUsed)
  }
  yield* takeParts(db, tracks)
  if (!spec.includeFrames) return
  for (const track of tracks) for (const frames of chunkPages(db, track.id)) yield { frames }
}

function* cut<T>(rows: readonly T[]): Generator<readonly T[], void, undefined> {
  for (let from = 0; from < rows.length; from += PIECE) yield rows.slice(from, from + PIECE)
}

/** All links, in the order in which they were made. */
function* relationPages(db: Db): Generator<readonly Relation[], void, undefined> {
  const query = db.sql('SELECT rowid AS place, * FROM relation WHERE rowid > ? ORDER BY rowid LIMIT ?')
  for (let after = 0; ;) {
    const page = query.all(after, PIECE) as readonly { readonly place: number }[]
    if (page.length > 0) yield decodeAll('relation', page)
    if (page.length < PIECE) return
    after = page.at(-1)?.place ?? after
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

/** Takes of trace tracks with their samples and, of imported ones, the raw input, one by one. */
function* takeParts(db: Db, tracks: readonly Track[]): Generator<Partial<DatasetRows>, void, undefined> {
  const ids = new Set(tracks.flatMap((track) => (track.kind === 'trace' ? [track.id] : [])))
  if (ids.size === 0) return
  for (const take of allRows(db, 'take').filter(({ trackId }) => ids.has(trackId))) {
    const samples = takeSamples(db, take.id, take.dims.length)
    yield {
      takes: [{ take, samples, ...(take.source === 'import' ? { events: takeEvents(db, take.id) } : {}) }]
    }
  }
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
  return db.transaction(() =>
    comparedTracks(db, authorIds, recordingIds, withPractice).map((track) => ({
      track,
      segments: segmentsOf(db, track.id)
    }))
  )
}

/** The tracks of these lanes, without their segments. */
export function comparedTracks(
  db: Db,
  authorIds: readonly string[],
  recordingIds: readonly string[],
  withPractice = false
): readonly Track[] {
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
  return tracks.filter((track) => track.runId === undefined || latest.get(runKey(track)) === track.runId)
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
