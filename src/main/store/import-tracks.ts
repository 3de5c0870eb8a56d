import type { Sliced } from '../../shared/agreement/sliced'
import type { RowChange } from '../../shared/commands/command'
import type { Problem } from '../../shared/domain/problem'
import type { Author, SchemeRow, Segment, Stream, Track } from '../../shared/domain/rows'
import { acceptingValues, acceptValues } from '../../shared/values/accept-values'
import type { AcceptedRows } from '../../shared/values/accept-values'
import { newId } from './database'
import type { Db } from './database'
import { allRows, getRow } from './row-store'
import type { FileToImport } from './types'

type ImportedTrack = FileToImport['tracks'][number]

/**
 * Rows of the tracks of a file, with the links between their segments: parents before what lies within them. `ready`
 * sees to it that scheme and author of a track are in the project.
 */
export function addTracks(
  db: Db,
  file: FileToImport,
  place: { readonly recordingId: string; readonly from: number; readonly streams: readonly Stream[] },
  ready: (track: ImportedTrack) => Author,
  accepted?: AcceptedTracks
): {
  /** All of them. */
  readonly changes: readonly RowChange[]
  /** The tracks alone; `rows` are what stands in them and the links, made one by one. */
  readonly tracks: readonly RowChange[]
  rows(): Iterable<RowChange>
  readonly trackIds: readonly string[]
  readonly problems: readonly Problem[]
} {
  const problems: Problem[] = []
  const made = file.tracks.map((imported, index) => {
    const author = ready(imported)
    const { rows, problems: left } =
      accepted?.get(imported.segments) ??
      acceptValues(getRow(db, 'scheme', imported.schemeId), imported.attributeId, imported.segments, {
        name: file.name,
        file: file.path
      })
    problems.push(...left)
    return {
      imported,
      author,
      id: newId(),
      position: place.from + index,
      rows: rows.map((row) => ({ row, id: newId() }))
    }
  })
  const trackOf = new Map(
    made.flatMap(({ imported, id }) => (imported.key === undefined ? [] : [[imported.key, id]]))
  )
  const segments = new Map(
    made.flatMap(({ author, rows }) =>
      rows.flatMap(({ row, id }) => (row.key === undefined ? [] : [[row.key, { id, author }] as const]))
    )
  )
  const tracks: RowChange[] = []
  const filled: (() => Iterable<RowChange>)[] = []
  for (const { imported, author, id, position, rows } of parentsFirst(made)) {
    const parentId = trackOf.get(imported.parentKey ?? '')
    const extra = {
      ...(imported.nominalTimes ? { transcript: { nominalTimes: true } } : {}),
      ...imported.extra
    }
    const personId = personOf(db, imported.person)
    const track: Track = {
      id,
      recordingId: place.recordingId,
      authorId: author.id,
      schemeId: imported.schemeId,
      attributeId: imported.attributeId,
      name: imported.name,
      kind: imported.kind,
      overlap: overlaps(rows.map(({ row }) => row)) ? 'allowed' : 'forbidden',
      position,
      locked: false,
      ...(personId === undefined ? {} : { personId }),
      ...(parentId === undefined ? {} : { parentId }),
      ...(imported.layer === undefined ? {} : { layer: imported.layer }),
      ...(clockOf(imported, place.streams) ?? {}),
      ...(Object.keys(extra).length > 0 ? { extra } : {})
    }
    tracks.push({ table: 'track', id, after: track })
    filled.push(function* () {
      for (const { row, id: segmentId } of rows) {
        const { key: _key, parentKey, ...segment } = row
        const holder = parentId === undefined ? undefined : segments.get(parentKey ?? '')?.id
        const after: Segment = {
          ...segment,
          id: segmentId,
          trackId: id,
          ...(holder === undefined ? {} : { parentId: holder })
        }
        yield { table: 'segment', id: segmentId, after }
      }
    })
  }
  function* rows(): Iterable<RowChange> {
    for (const own of filled) yield* own()
    for (const { fromKey, toKey, ...link } of file.links ?? []) {
      const [from, to] = [segments.get(fromKey), segments.get(toKey)]
      if (!from || !to) continue
      const id = newId()
      const after = { ...link, id, authorId: from.author.id, fromId: from.id, toId: to.id }
      yield { table: 'relation', id, after }
    }
  }
  return {
    tracks,
    rows,
    get changes() {
      return [...tracks, ...rows()]
    },
    trackIds: made.map(({ id }) => id),
    problems
  }
}

/** Rows of tracks as the scheme takes them, by the rows as they came. */
export type AcceptedTracks = ReadonlyMap<
  ImportedTrack['segments'],
  AcceptedRows<ImportedTrack['segments'][number]>
>

/** Check the values of the tracks of files, with pauses. Schemes are the project's, or come with the files. */
export function* acceptTracks(
  db: Db,
  files: readonly FileToImport[],
  schemes: readonly SchemeRow[]
): Sliced<AcceptedTracks> {
  const accepted = new Map<ImportedTrack['segments'], AcceptedRows<ImportedTrack['segments'][number]>>()
  for (const file of files)
    for (const { tracks } of [file, ...(file.parts ?? [])])
      for (const { schemeId, attributeId, segments } of tracks) {
        const scheme = getRow(db, 'scheme', schemeId) ?? schemes.find(({ id }) => id === schemeId)
        const from = { name: file.name, file: file.path }
        accepted.set(segments, yield* acceptingValues(scheme, attributeId, segments, from))
      }
  return accepted
}

/** The stream whose clock the times of a track are on: events of an EEG move with the EEG. */
function clockOf(
  { stream }: ImportedTrack,
  streams: readonly Stream[]
): { readonly streamId: string } | undefined {
  const found = stream === undefined ? streams.find(({ kind }) => kind === 'signal') : streams[stream]
  return found && { streamId: found.id }
}

/** A row comes after those it names: what holds others is written first. */
function parentsFirst<T extends { readonly imported: ImportedTrack }>(made: readonly T[]): readonly T[] {
  const byKey = new Map(made.map((one) => [one.imported.key, one]))
  const done = new Set<T>()
  const visit = (one: T, above: ReadonlySet<T>): void => {
    if (done.has(one) || above.has(one)) return
    const parent = one.imported.parentKey === undefined ? undefined : byKey.get(one.imported.parentKey)
    if (parent) visit(parent, new Set([...above, one]))
    done.add(one)
  }
  for (const one of made) visit(one, new Set())
  return [...done]
}

/** The person of that name, whatever the case. */
function personOf(db: Db, name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  const wanted = name.trim().toLowerCase()
  return allRows(db, 'person').find((person) => person.name.trim().toLowerCase() === wanted)?.id
}

function overlaps(segments: readonly Pick<Segment, 'start' | 'end'>[]): boolean {
  const sorted = [...segments].sort((a, b) => a.start - b.start)
  return sorted.some((segment, index) => segment.start < (sorted[index - 1]?.end ?? -Infinity))
}
