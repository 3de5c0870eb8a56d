import type { CommandCall } from '../../shared/contract'
import type { Problem } from '../../shared/domain/problem'
import type { Segment, TableName, Tables, Track } from '../../shared/domain/rows'
import { commands as registry } from '../../shared/commands'
import type { Command, RowChange, RowReader } from '../../shared/commands/command'
import { apply } from './edit'
import { currentAuthorId } from './author'
import { project, settledProject, settledSegments } from './project'
import { makeStore } from './store'

/** An edit as it would be: shown while a gesture is under way, and until the store has confirmed it. */
export interface Draft {
  readonly recordingId: string
  readonly commands: readonly CommandCall[]
  /** Segments by track, for the tracks that change. */
  readonly segments: ReadonlyMap<string, readonly Segment[]>
  /** Tracks that do not exist yet. */
  readonly tracks: readonly Track[]
  /** Why it cannot be done as it stands. */
  readonly problem: Problem | undefined
}

const store = makeStore<{ readonly draft: Draft | undefined }>({ draft: undefined })
export const useDraft = (): Draft | undefined => store((state) => state.draft)
export const draft = (): Draft | undefined => store.getState().draft
export const subscribeDraft = (listener: () => void): (() => void) => store.subscribe(listener)

/** Show what commands would do, with the reducers that the store runs. */
export function preview(recordingId: string, commands: readonly CommandCall[]): Draft {
  const next = run(recordingId, commands)
  store.setState({ draft: next })
  return next
}

/** What commands would do, without showing it. */
export const tryOut = (recordingId: string, commands: readonly CommandCall[]): Draft =>
  run(recordingId, commands)

/** The rows of the window, as commands read them. */
export const windowRows = (): RowReader => overlay().reader

/** Forget the gesture. */
export const cancelDraft = (): void => store.setState({ draft: undefined })

/**
 * Do commands as one undoable edit and show the result at once; the picture stays until the store's rows are here.
 * Answers the ids of created rows, or undefined when refused.
 */
export async function edit(
  recordingId: string,
  commands: readonly CommandCall[]
): Promise<readonly string[] | undefined> {
  if (commands.length === 0) return []
  const mine = preview(recordingId, commands)
  if (mine.problem) cancelDraft()
  const answer = await apply(commands)
  // The change was told before the answer came, so the rows are on their way or here. What comes next asks for a new track in the snapshot.
  if (answer)
    await Promise.all([
      settledSegments(recordingId).catch(() => undefined),
      mine.tracks.length > 0 && settledProject(answer.revision)
    ])
  if (draft() === mine) cancelDraft()
  return answer?.createdIds
}

/** Segments of a track as they are shown: the draft's where it changes them. */
export function shownSegments(track: Track): readonly Segment[] {
  return (
    draft()?.segments.get(track.id) ??
    project().segments.get(track.recordingId)?.byTrack.get(track.id) ??
    none
  )
}
const none: readonly Segment[] = []

function run(recordingId: string, commands: readonly CommandCall[]): Draft {
  const rows = overlay()
  const touched = new Set<string>()
  const tracks: Track[] = []
  let made = 0
  const context = { authorId: currentAuthorId() ?? '', newId: () => `draft-${++made}` }
  let problem: Problem | undefined
  for (const { id, input } of commands) {
    const entry: Command = registry.get(id)
    const parsed = entry.input.safeParse(input)
    const result = parsed.success ? entry.apply(rows.reader, parsed.data, context) : undefined
    if (!result?.ok) {
      problem = result
        ? result.error
        : {
            code: 'bad-input',
            message: parsed.error?.message ?? 'The edit is incomplete.',
            severity: 'error'
          }
      break
    }
    for (const change of result.value) {
      rows.change(change)
      if (change.table === 'segment')
        for (const row of [change.before, change.after])
          if (row && 'trackId' in row && typeof row.trackId === 'string') touched.add(row.trackId)
      if (change.table === 'track' && !change.before && change.after) tracks.push(change.after as Track)
    }
  }
  return {
    recordingId,
    commands,
    segments: new Map([...touched].map((id) => [id, rows.reader.segmentsOf(id)])),
    tracks,
    problem
  }
}

/** The window's rows with changes laid over them. */
function overlay(): { readonly reader: RowReader; change(change: RowChange): void } {
  const changed = new Map<TableName, Map<string, unknown>>()
  const { index, segments, snapshot } = project()
  const tables: { readonly [T in TableName]: () => Iterable<Tables[T]> } = {
    recording: () => index.recordings.values(),
    file: () => index.files.values(),
    stream: () => index.streams.values(),
    person: () => index.persons.values(),
    author: () => index.authors.values(),
    scheme: () => index.schemes.values(),
    track: () => index.tracks.values(),
    run: () => snapshot?.runs ?? [],
    segment: () => [...segments.values()].flatMap((recording) => recording.all),
    relation: () => [...segments.values()].flatMap((recording) => recording.relations),
    take: () => snapshot?.takes ?? [],
    grouping: () => snapshot?.groupings ?? [],
    assignment: () => snapshot?.assignments ?? [],
    item: () => snapshot?.items ?? [],
    gold: () => snapshot?.golds ?? [],
    streamView: () => snapshot?.streamViews ?? [],
    montage: () => snapshot?.montages ?? [],
    // Answers to questionnaires are no part of a gesture.
    response: () => []
  }
  const reader: RowReader = {
    get(table, id) {
      const over = changed.get(table)
      if (over?.has(id)) return over.get(id) as Tables[typeof table] | undefined
      if (table === 'track') return index.tracks.get(id) as Tables[typeof table] | undefined
      if (table === 'scheme') return index.schemes.get(id) as Tables[typeof table] | undefined
      for (const row of tables[table]()) if (row.id === id) return row
      return undefined
    },
    all(table) {
      const over = changed.get(table) ?? new Map<string, unknown>()
      const kept = [...tables[table]()].filter((row) => !over.has(row.id))
      return [...kept, ...[...over.values()].filter((row) => row !== undefined)] as Tables[typeof table][]
    },
    segmentsOf(trackId) {
      const over = (changed.get('segment') ?? new Map<string, unknown>()) as ReadonlyMap<
        string,
        Segment | undefined
      >
      const track = index.tracks.get(trackId)
      const stored = (track && segments.get(track.recordingId)?.byTrack.get(trackId)) ?? none
      if (over.size === 0) return stored
      const kept = stored.filter((segment) => !over.has(segment.id))
      const added = [...over.values()].filter((segment): segment is Segment => segment?.trackId === trackId)
      return [...kept, ...added].sort((a, b) => a.start - b.start || a.end - b.end)
    }
  }
  return {
    reader,
    change({ table, id, after }) {
      const over = changed.get(table) ?? new Map<string, unknown>()
      changed.set(table, over.set(id, after))
    }
  }
}
