import type { Events, ProjectSnapshot } from '../../shared/contract'
import type { Relation } from '../../shared/domain/relation'
import type {
  Author,
  MediaFile,
  Person,
  Recording,
  Run,
  SchemeRow,
  Segment,
  Stream,
  Track
} from '../../shared/domain/rows'
import { call, on } from '../client'
import { growingChanges } from './growing-changes'
import { indexProject, noProject } from './project-index'
import type { ProjectIndex } from './project-index'
import { arranged, bothWishes, everything, withoutTracks, withTracks } from './recording-segments'
import type { ReadWish, RecordingSegments } from './recording-segments'
import { segmentPages } from './segment-pages'
import { makeStore } from './store'
import { toastError } from './toasts'

/** What this window knows of the open project. `snapshot` is absent while no project is open. */
export interface ProjectState {
  readonly snapshot: ProjectSnapshot | undefined
  /** True between opening a project and its first snapshot. */
  readonly opening: boolean
  readonly index: ProjectIndex
  /** Segments by recording id; a recording is present once it has been read. Old rows stay while new ones load. */
  readonly segments: ReadonlyMap<string, RecordingSegments>
}

export const projectStore = makeStore<ProjectState>({
  snapshot: undefined,
  opening: false,
  index: noProject,
  segments: new Map()
})

/** Draw from the project; the component renders again only when the selected value changes. */
export const useProject = <T>(selector: (state: ProjectState) => T): T => projectStore(selector)

/** The project as it is now, for functions outside React. */
export const project = (): ProjectState => projectStore.getState()

export const recordingOf = (id: string | undefined): Recording | undefined =>
  id === undefined ? undefined : project().index.recordings.get(id)
export const trackOf = (id: string | undefined): Track | undefined =>
  id === undefined ? undefined : project().index.tracks.get(id)
export const authorOf = (id: string | undefined): Author | undefined =>
  id === undefined ? undefined : project().index.authors.get(id)
export const schemeOf = (id: string | undefined): SchemeRow | undefined =>
  id === undefined ? undefined : project().index.schemes.get(id)
export const personOf = (id: string | undefined): Person | undefined =>
  id === undefined ? undefined : project().index.persons.get(id)
export const runOf = (id: string | undefined): Run | undefined =>
  id === undefined ? undefined : project().index.runs.get(id)
export const tracksOf = (recordingId: string): readonly Track[] =>
  project().index.tracksByRecording.get(recordingId) ?? []
export const streamsOf = (recordingId: string): readonly Stream[] =>
  project().index.streamsByRecording.get(recordingId) ?? []
export const filesOf = (recordingId: string): readonly MediaFile[] =>
  project().index.filesByRecording.get(recordingId) ?? []

const none: readonly Segment[] = []

/** Segments of a recording that have been read already, in order of start; empty while unread. */
export const segmentsOf = (recordingId: string): readonly Segment[] =>
  project().segments.get(recordingId)?.all ?? none

const noLinks: readonly Relation[] = []

/** Links of a recording that have been read already. */
export const relationsOf = (recordingId: string): readonly Relation[] =>
  project().segments.get(recordingId)?.relations ?? noLinks

/** Segments of a track that have been read already, in order of start. */
export function segmentsOfTrack(trackId: string): readonly Segment[] {
  const track = trackOf(trackId)
  return (track && project().segments.get(track.recordingId)?.byTrack.get(trackId)) ?? none
}

/** A segment of a recording that has been read. */
export const segmentOf = (
  recordingId: string | undefined,
  segmentId: string | undefined
): Segment | undefined =>
  recordingId === undefined || segmentId === undefined
    ? undefined
    : segmentsOf(recordingId).find((segment) => segment.id === segmentId)

const reading = new Map<string, Promise<void>>()
const stale = new Map<string, ReadWish>()

/** Read the segments of a recording if they are not here yet. */
export async function ensureSegments(recordingId: string): Promise<readonly Segment[]> {
  if (!project().segments.has(recordingId)) await readSegments(recordingId)
  return segmentsOf(recordingId)
}

/** Wait for the segments of a recording that are being read; read them where nobody does. */
export const settledSegments = (recordingId: string): Promise<void> =>
  reading.get(recordingId) ?? readSegments(recordingId)

/**
 * Read the segments of a recording again, or of some of its tracks. Wishes that come while one is under way are served
 * by one more read after it.
 */
export function readSegments(recordingId: string, wish: ReadWish = everything): Promise<void> {
  stale.set(recordingId, bothWishes(stale.get(recordingId), wish))
  const running = reading.get(recordingId)
  if (running) return running
  const read = (async () => {
    try {
      for (let next = stale.get(recordingId); next; next = stale.get(recordingId)) {
        stale.delete(recordingId)
        const projectId = project().snapshot?.project.id
        const rows = await fetchSegments(recordingId, next)
        if (project().snapshot?.project.id !== projectId) {
          stale.delete(recordingId)
          return
        }
        projectStore.setState((state) => ({ segments: new Map(state.segments).set(recordingId, rows) }))
      }
    } catch (error) {
      // What was to be read is still old; the next wish reads it all.
      stale.set(recordingId, everything)
      throw error
    } finally {
      reading.delete(recordingId)
    }
  })()
  reading.set(recordingId, read)
  return read
}

async function fetchSegments(recordingId: string, wish: ReadWish): Promise<RecordingSegments> {
  const known = project().segments.has(recordingId)
  const trackIds = known ? wish.trackIds : undefined
  const [rows, relations] = await Promise.all([
    segmentPages(project().index, recordingId, trackIds && [...trackIds]),
    !trackIds || wish.relations ? call('track.relations', { recordingId }) : undefined
  ])
  const before = project().segments.get(recordingId)
  if (!trackIds) return arranged(rows, relations ?? [])
  // Everything was forgotten meanwhile: some tracks are not the recording.
  return before ? withTracks(before, trackIds, rows, relations) : fetchSegments(recordingId, everything)
}

/** Whose undo and redo the snapshot names; set by the room that knows the annotator, since this one cannot ask it. */
let snapshotAuthor: () => string | undefined = () => undefined
export const nameUndoOf = (author: () => string | undefined): void => {
  snapshotAuthor = author
}

/** Read the snapshot again. */
export async function refreshProject(): Promise<void> {
  const current = await call('project.current')
  if (!current) {
    clearProject()
    return
  }
  const authorId = snapshotAuthor()
  const snapshot = await call('project.snapshot', authorId === undefined ? undefined : { authorId })
  const hiddenBefore = JSON.stringify(project().snapshot?.viewer)
  const before = project().snapshot?.project.id
  const same = before === snapshot.project.id
  const index = indexProject(snapshot)
  projectStore.setState((state) => ({
    snapshot,
    opening: false,
    index,
    // A variant's first rows may have been read before anybody knew that its author is one.
    segments: same ? withoutTracks(state.segments, index.variantTracks) : new Map()
  }))
  if (same && hiddenBefore !== JSON.stringify(snapshot.viewer)) readAllAgain()
}

/** Somebody else looks at the project, or something is hidden or shown: rows read before are not kept. */
function readAllAgain(): void {
  const known = [...project().segments.keys()]
  projectStore.setState({ segments: new Map() })
  for (const id of known) void readSegments(id).catch(() => undefined)
}

/** Forget everything of the project that was open. */
export function clearProject(): void {
  projectStore.setState({ snapshot: undefined, opening: false, index: noProject, segments: new Map() })
}

/** Tables whose change makes the rows of a recording old. */
const readWithSegments: ReadonlySet<string> = new Set(['segment', 'track', 'relation'])

/** Counts follow edits of segments after this rest. */
const REST_MS = 100

let wanted = false
let refreshing: Promise<void> | undefined

/** Read the snapshot again; wishes that come while one is being read are served by one more read after it. Errors are shown. */
function readProject(): Promise<void> {
  wanted = true
  refreshing ??= (async () => {
    while (wanted) {
      wanted = false
      await refreshProject().catch(toastError)
    }
    refreshing = undefined
  })()
  return refreshing
}

/** Wait until this window knows the project as it was after a revision. */
export async function settledProject(revision: number): Promise<void> {
  await refreshing
  if ((project().snapshot?.revision ?? 0) < revision) await readProject()
}

/** Listen to main and keep this window's copy of the project fresh. `ready` is called after the first look. Returns the function that stops it. */
export function followProject(ready: () => void): () => void {
  const refresh = (): Promise<void> => readProject().finally(ready)
  let soon: ReturnType<typeof setTimeout> | undefined
  // Of the snapshot, edits of segments change counts and the revision only; a burst of them is read once.
  const refreshSoon = (): void => {
    soon ??= setTimeout(() => {
      soon = undefined
      void refresh()
    }, REST_MS)
  }
  const read = async (change: Events['changed']): Promise<void> => {
    const reads: Promise<unknown>[] = []
    if (change.tables.some((table) => table !== 'segment' && table !== 'relation')) reads.push(refresh())
    else refreshSoon()
    if (change.tables.some((table) => readWithSegments.has(table))) {
      const wish = wishOf(change)
      for (const id of recordingsTouched(change))
        if (project().segments.has(id) || reading.has(id))
          reads.push(readSegments(id, wish).catch(() => undefined))
    }
    await Promise.all(reads)
  }
  const changes = growingChanges(read)
  const stops = [
    () => clearTimeout(soon),
    () => changes.stop(),
    on('project', ({ project: opened }) => {
      if (opened) projectStore.setState((state) => ({ opening: state.snapshot?.project.id !== opened.id }))
      void refresh()
    }),
    on('changed', (change) => changes.add(change))
  ]
  void refresh()
  return () => stops.forEach((stop) => stop())
}

/** Above this many tracks the whole recording is read in one go. */
const MANY_TRACKS = 50

/** What a change makes old: the tracks it names, and links where it tells of any. */
function wishOf({ tables, trackIds }: Events['changed']): ReadWish {
  if (trackIds.length === 0 || trackIds.length > MANY_TRACKS || tables.includes('recording'))
    return everything
  return { trackIds: new Set(trackIds), relations: tables.includes('relation') }
}

function recordingsTouched(change: {
  readonly trackIds: readonly string[]
  readonly recordingIds: readonly string[]
}): Iterable<string> {
  const ids = new Set(change.recordingIds)
  for (const trackId of change.trackIds) {
    const track = trackOf(trackId)
    if (track) ids.add(track.recordingId)
  }
  return ids.size > 0 ? ids : project().segments.keys()
}
