import type { ProjectSnapshot } from '../../shared/contract'
import type {
  Author,
  MediaFile,
  Person,
  Recording,
  Run,
  SchemeRow,
  Stream,
  Take,
  Track
} from '../../shared/domain/rows'
import { isVariantId } from '../../shared/variants/variant-model-id'

/** Rows of a snapshot by id and by recording, each list in order of position. */
export interface ProjectIndex {
  readonly recordings: ReadonlyMap<string, Recording>
  readonly files: ReadonlyMap<string, MediaFile>
  readonly streams: ReadonlyMap<string, Stream>
  readonly persons: ReadonlyMap<string, Person>
  readonly authors: ReadonlyMap<string, Author>
  readonly schemes: ReadonlyMap<string, SchemeRow>
  readonly tracks: ReadonlyMap<string, Track>
  readonly runs: ReadonlyMap<string, Run>
  readonly counts: ReadonlyMap<string, ProjectSnapshot['counts'][number]>
  readonly tracksByRecording: ReadonlyMap<string, readonly Track[]>
  readonly streamsByRecording: ReadonlyMap<string, readonly Stream[]>
  readonly filesByRecording: ReadonlyMap<string, readonly MediaFile[]>
  /** Takes of trace tracks, the lowest first. */
  readonly takesByTrack: ReadonlyMap<string, readonly Take[]>
  /**
   * Tracks that variants of models made: their answers are about recordings made worse, and stand in none of the lists above.
   * Only the views of experiments show them.
   */
  readonly variantTracks: ReadonlySet<string>
}

/** Build the look-ups of a snapshot once, so that views never search lists. */
export function indexProject(snapshot: ProjectSnapshot): ProjectIndex {
  const variants = new Set(snapshot.authors.flatMap(({ id, modelId }) => (isVariantId(modelId) ? [id] : [])))
  const ofVariant = ({ authorId }: Track): boolean => variants.has(authorId)
  const tracks = snapshot.tracks.filter((track) => !ofVariant(track)).sort((a, b) => a.position - b.position)
  return {
    variantTracks: new Set(variants.size > 0 ? snapshot.tracks.filter(ofVariant).map(({ id }) => id) : []),
    recordings: byId(snapshot.recordings),
    files: byId(snapshot.files),
    streams: byId(snapshot.streams),
    persons: byId(snapshot.persons),
    authors: byId(snapshot.authors),
    schemes: byId(snapshot.schemes),
    tracks: byId(tracks),
    runs: byId(snapshot.runs),
    counts: new Map(snapshot.counts.map((count) => [count.trackId, count])),
    tracksByRecording: byRecording(tracks),
    streamsByRecording: byRecording(snapshot.streams),
    filesByRecording: byRecording(snapshot.files),
    takesByTrack: Map.groupBy(
      [...snapshot.takes].sort((a, b) => a.position - b.position),
      ({ trackId }) => trackId
    )
  }
}

/** The index of no project at all. */
export const noProject: ProjectIndex = {
  recordings: new Map(),
  files: new Map(),
  streams: new Map(),
  persons: new Map(),
  authors: new Map(),
  schemes: new Map(),
  tracks: new Map(),
  runs: new Map(),
  counts: new Map(),
  tracksByRecording: new Map(),
  streamsByRecording: new Map(),
  filesByRecording: new Map(),
  takesByTrack: new Map(),
  variantTracks: new Set()
}

const byId = <T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [row.id, row]))

function byRecording<T extends { readonly recordingId: string }>(
  rows: readonly T[]
): ReadonlyMap<string, readonly T[]> {
  const lists = new Map<string, T[]>()
  for (const row of rows) {
    const list = lists.get(row.recordingId)
    if (list) list.push(row)
    else lists.set(row.recordingId, [row])
  }
  return lists
}
