import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import type { ProjectInfo } from '../../../shared/contract'
import { fail, ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import type {
  Author,
  MediaFile,
  Person,
  Segment,
  Stream,
  TableName,
  Tables,
  Track
} from '../../../shared/domain/rows'
import type { Assignment, AssignmentItem } from '../../../shared/domain/study'
import { inCodes } from '../../../shared/study/in-codes'
import { createDatabase, PROJECT_FILE } from '../create-database'
import type { Db } from '../database'
import { migrations } from '../migrations'
import { currentRevision, recordRevision } from '../revisions'
import { allRows, writeRow } from '../row-store'
import type { MadePackage, PackageSpec } from '../types'
import type { PackageFacts } from './package-facts'
import { contentKey, trackContent } from './track-content'
import type { TrackContent } from './track-content'

/**
 * Write what one annotator needs to do assigned work on another machine as a project of its own: recordings, schemes, the
 * annotator's lanes, and the words of imported transcripts. Nobody else's labels, no facts about persons and no history
 * go along. Media are named by path and content; `media` lists what is to be copied beside it when that is wished for.
 */
export function makePackage(db: Db, project: ProjectInfo, spec: PackageSpec): Result<MadePackage> {
  const chosen = allRows(db, 'assignment').filter(({ id }) => spec.assignmentIds.includes(id))
  const [first] = chosen
  const author = first && allRows(db, 'author').find(({ id }) => id === first.authorId)
  if (!first || !author || chosen.some(({ authorId }) => authorId !== author.id))
    return fail(
      'package.author',
      'A package holds the work of one annotator.',
      'Choose that person’s assignments only.'
    )
  const rows = rowsFor(db, chosen, author, spec)
  const media = mediaOf(project.folder, rows.files, spec.copyMedia)
  if (existsSync(spec.folder) && readdirSync(spec.folder).length > 0)
    return fail(
      'not-empty',
      `${spec.folder} already holds files.`,
      'Choose a new folder for the package.',
      spec.folder
    )
  mkdirSync(join(spec.folder, 'cache'), { recursive: true })
  const facts: PackageFacts = {
    projectId: project.id,
    projectName: project.name,
    revision: currentRevision(db),
    madeAt: new Date().toISOString(),
    tracks: Object.fromEntries(rows.contents.map((content) => [content.track.id, contentKey(content)]))
  }
  const create = { name: `${project.name}, ${author.name}`, synthetic: project.synthetic }
  const target = createDatabase(join(spec.folder, PROJECT_FILE), create, spec.appVersion, migrations)
  try {
    target.transaction(() => {
      const put = <T extends TableName>(table: T, list: readonly Tables[T][]): void =>
        list.forEach((after) => writeRow(target, { table, id: after.id, after }))
      put('recording', rows.recordings)
      put(
        'file',
        rows.files.map((file) => packedFile(file, media))
      )
      put('stream', rows.streams)
      const streamIds = new Set(rows.streams.map(({ id }) => id))
      put(
        'streamView',
        allRows(db, 'streamView').filter(({ id }) => streamIds.has(id))
      )
      put('montage', allRows(db, 'montage'))
      put('person', rows.persons)
      put('author', rows.authors)
      put('scheme', rows.schemes)
      put('assignment', rows.assignments)
      put('item', rows.items)
      put('track', [...rows.contents.map(({ track }) => track), ...rows.words.map(({ track }) => track)])
      put(
        'segment',
        [...rows.contents, ...rows.words].flatMap(({ segments }) => segments)
      )
      put(
        'take',
        rows.contents.flatMap(({ takes }) => takes)
      )
      put('relation', rows.relations)
      for (const { takes } of rows.contents) for (const { id } of takes) copySamples(db, target, id, id)
      const set = target.sql(
        'INSERT INTO meta VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value'
      )
      set.run('package', JSON.stringify(facts))
      set.run('viewer', author.id)
      const title = `Package of ${chosen.map(({ name }) => `"${name}"`).join(', ')} from ${project.name}`
      recordRevision(target, { authorId: author.id, kind: 'system', command: 'package.make', title }, [])
    })
  } finally {
    target.raw.close()
  }
  return ok({
    folder: spec.folder,
    recordings: rows.recordings.length,
    tracks: rows.contents.length,
    media: media.filter(({ to }) => to !== undefined).map(({ from, to }) => ({ from, to: to ?? '' }))
  })
}

/** Copy the samples of a take to another project, under the same or another id. */
export function copySamples(from: Db, to: Db, takeId: string, newTakeId: string): void {
  for (const table of ['take_chunk', 'take_event']) {
    const rows = from
      .sql(`SELECT chunk, count, data FROM ${table} WHERE take_id = ?`)
      .all(takeId) as readonly {
      readonly chunk: number
      readonly count: number
      readonly data: Uint8Array
    }[]
    const insert = to.sql(`INSERT OR IGNORE INTO ${table} (take_id, chunk, count, data) VALUES (?, ?, ?, ?)`)
    for (const { chunk, count, data } of rows) insert.run(newTakeId, chunk, count, data)
  }
}

function rowsFor(db: Db, assignments: readonly Assignment[], author: Author, spec: PackageSpec) {
  const ids = new Set(assignments.map(({ id }) => id))
  const items = allRows(db, 'item').filter(({ assignmentId }) => ids.has(assignmentId))
  const recordingIds = new Set(items.map(({ recordingId }) => recordingId))
  const inside = (row: { readonly recordingId: string }): boolean => recordingIds.has(row.recordingId)
  const itemIds = new Set(items.map(({ id }) => id))
  const tracks = allRows(db, 'track').filter(inside)
  const contents = withoutAbsentParents(
    tracks
      .filter(({ itemId, authorId }) => authorId === author.id && itemId !== undefined && itemIds.has(itemId))
      .flatMap((track) => trackContent(db, track.id) ?? [])
  )
  const authors = new Map(allRows(db, 'author').map((row) => [row.id, row]))
  const words = tracks
    .filter((track) => track.kind === 'utterances' && authors.get(track.authorId)?.kind === 'import')
    .flatMap((track) => wordsOf(db, track))
  const streams = allRows(db, 'stream').filter(inside)
  const used = new Set([
    ...[...contents, ...words].flatMap(({ track, segments }) => [
      track.personId,
      track.authorId,
      track.schemeId,
      ...segments.map(({ personId }) => personId)
    ]),
    ...assignments.flatMap(({ tracks: lanes }) =>
      lanes.flatMap(({ schemeId, personId }) => [schemeId, personId])
    ),
    author.id
  ])
  const known = new Set([...contents, ...words].flatMap(({ segments }) => segments.map(({ id }) => id)))
  return {
    recordings: allRows(db, 'recording').filter(({ id }) => recordingIds.has(id)),
    files: allRows(db, 'file').filter(inside),
    streams: streams.map((stream): Stream => ({ ...stream, cache: {} })),
    persons: personsFor(allRows(db, 'person'), used, streams, spec.persons),
    authors: [...authors.values()].filter(({ id, lead }) => used.has(id) || lead === true),
    schemes: allRows(db, 'scheme').filter(({ id }) => used.has(id)),
    // Practice is told at home: the known answers do not travel.
    assignments: assignments.map(({ calibration: _calibration, ...assignment }): Assignment => assignment),
    items: items as readonly AssignmentItem[],
    contents,
    words,
    relations: contents
      .flatMap(({ relations }) => relations)
      .filter((link) => link.authorId === author.id && known.has(link.fromId) && known.has(link.toId))
  }
}

/** Lanes that lie under one that does not go along stand on their own. */
function withoutAbsentParents(contents: readonly TrackContent[]): readonly TrackContent[] {
  const there = new Set(contents.map(({ track }) => track.id))
  return contents.map((content) => {
    const { parentId, ...track } = content.track
    if (parentId === undefined || there.has(parentId)) return content
    return {
      ...content,
      track,
      segments: content.segments.map(({ parentId: _parent, ...segment }) => segment)
    }
  })
}

/** Who is seen and heard, by name or code and by channel; what is known of them stays at home. */
function personsFor(
  all: readonly Person[],
  used: ReadonlySet<string | undefined>,
  streams: readonly Stream[],
  names: PackageSpec['persons']
): readonly Person[] {
  const heard = (person: Person): boolean =>
    streams.some(({ id }) => person.details?.channels[id] !== undefined) ||
    person.details?.channels['*'] !== undefined
  return (names === 'codes' ? inCodes(all) : all)
    .filter((person) => used.has(person.id) || heard(person))
    .map(({ note: _note, details, ...person }) => ({
      ...person,
      ...(details ? { details: { ...details, fields: [] } } : {})
    }))
}

function wordsOf(db: Db, track: Track): readonly TrackContent[] {
  const content = trackContent(db, track.id)
  if (!content) return []
  const { itemId: _item, parentId: _parent, ...lane } = track
  const segments = content.segments.map(({ id, trackId, start, end, text, personId }): Segment => ({
    id,
    trackId,
    start,
    end,
    flagged: false,
    ...(text === undefined ? {} : { text }),
    ...(personId === undefined ? {} : { personId })
  }))
  return [{ track: lane, segments, takes: [], relations: [] }]
}

interface PackedMedia {
  readonly fileId: string
  readonly from: string
  /** Relative to the package; absent where the file stays where it is. */
  readonly to: string | undefined
}

function mediaOf(folder: string, files: readonly MediaFile[], copy: boolean): readonly PackedMedia[] {
  const taken = new Set<string>()
  return files.map((file) => {
    const from = isAbsolute(file.path) ? file.path : join(folder, file.path)
    if (!copy || file.missing) return { fileId: file.id, from, to: undefined }
    const name = from.split(/[\\/]/).at(-1) ?? file.id
    const free = taken.has(name.toLowerCase()) ? `${file.id}-${name}` : name
    taken.add(free.toLowerCase())
    return { fileId: file.id, from, to: `media/${free}` }
  })
}

/** A playable copy is made again on the other machine, where it is needed. */
function packedFile(file: MediaFile, media: readonly PackedMedia[]): MediaFile {
  const packed = media.find(({ fileId }) => fileId === file.id)
  const { proxyPath: _proxy, ...rest } = file
  return { ...rest, path: packed?.to ?? packed?.from ?? file.path }
}
