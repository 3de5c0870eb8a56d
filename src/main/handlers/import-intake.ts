import type { Problem } from '../../shared/domain/problem'
import { loadSchemes } from '../store'
import type { Changed, FileGroup, Project } from '../store'
import type { ImportedFile, JobBatch } from '../engine/protocol'
import { storedPath } from './check-files'
import type { HandlerContext } from './context'
import { inSlices } from './in-slices'
import type { JobProgress } from './job-board'
import { prepareFile } from './prepare-streams'
import { changedTogether, tellChanged } from './with-project'

/** Where imported files go. */
export interface IntakeChoices {
  readonly into?: string
  readonly authorId?: string
}

/** Takes what an import finds and writes it into the project. */
export interface Intake {
  /** Rows and files as they come; a promise where they are being written. */
  take(content: JobBatch, tell: JobProgress): void | Promise<void>
  /** Write what still waits, in the order in which it came. */
  finish(): Promise<void>
  /** No more files come: a file that is being written is taken back. */
  stop(): void
  /** Recording of the files that belong together under a name. */
  homeOf(together: string): string | undefined
}

/** Recordings of one revision. */
const BATCH = 64
/** A recording that came waits this long for others, milliseconds. */
const WAIT_MS = 200

/**
 * Recordings are written batch by batch, each as one revision, files with many labels by themselves and in parts; one
 * undo takes back the whole import, also one that was cancelled or cut off. Nothing of it holds main up for long.
 */
export function importIntake(context: HandlerContext, project: Project, choices: IntakeChoices): Intake {
  const rows = new Map<string, ImportedFile['tracks'][number]['segments'][number][]>()
  const homes = new Map<string, string>()
  // Labels of several recordings wait for the media that are imported with them.
  const late: Group[] = []
  const news = coalesced(context, project)
  const schemes = schemesFor(context)
  let waiting: Group[] = []
  let step: number | undefined
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let writing: Promise<void> = Promise.resolve()
  let progress: JobProgress = () => undefined

  const goesOn = (): 'yes' | 'take-back' | 'leave' =>
    context.open.project !== project ? 'leave' : stopped ? 'take-back' : 'yes'

  const write = async (groups: readonly Group[]): Promise<void> => {
    if (groups.length === 0 || goesOn() === 'leave') return
    const files = groups.flatMap((group) => group.files)
    const options = { ...choices, schemes: schemes(files), step }
    const stored = groups.map((group): FileGroup => ({
      name: group.together,
      files: group.files.map((file) => ({ ...file, path: storedPath(project, file.path) }))
    }))
    const [only] = stored
    const committed =
      stored.length > 1 || !only
        ? project.commitGroups(stored, options)
        : await inSlices(
            project.commitInParts(only, options, {
              goesOn,
              tell: (done, total) => progress(done, total, 'labels', only.files[0]?.name)
            })
          )
    if (!committed.ok) {
      // One recording that cannot be added must not keep the others out.
      if (stored.length > 1) for (const group of groups) await write([group])
      else told(context, committed.error)
      return
    }
    step = committed.value.step ?? step
    for (const problem of committed.value.skipped) context.problems.add(problem)
    if (committed.value.tables.length > 0) news.tell(committed.value)
    const [group] = groups
    const home = committed.value.recordingIds[0]
    if (groups.length === 1 && group?.together !== undefined && home !== undefined)
      homes.set(group.together, home)
    for (const id of committed.value.fileIds) {
      const added = project.get('file', id)
      if (added) prepareFile(context, project, added)
    }
  }

  const enqueue = (groups: readonly Group[]): void => {
    for (const batch of batches(groups))
      writing = writing.then(() => write(batch)).catch((error: unknown) => told(context, unexpected(error)))
  }

  const flush = (all: boolean): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    // More files of a recording may be on their way.
    const last = waiting.at(-1)
    const kept = !all && last && (last.together !== undefined || choices.into !== undefined) ? [last] : []
    enqueue(kept.length > 0 ? waiting.slice(0, -1) : waiting)
    waiting = kept
    return writing
  }

  const add = (file: ImportedFile, together: string | undefined): void | Promise<void> => {
    if (file.parts) {
      late.push({ together: undefined, files: [file] })
      return
    }
    const last = waiting.at(-1)
    // What goes into one recording is one edit, so that one undo takes it back.
    if (last && (choices.into !== undefined || (together !== undefined && together === last.together)))
      last.files.push(file)
    else waiting.push({ together, files: [file] })
    if (waiting.length >= BATCH || labelsOf(file) > 0) return flush(false)
    timer ??= setTimeout(() => void flush(false), WAIT_MS)
  }

  return {
    take(content, tell) {
      progress = tell
      if (content.kind === 'imported-rows') {
        const key = keyOf(content.part, content.track)
        rows.set(key, [...(rows.get(key) ?? []), ...content.segments])
        return
      }
      if (content.kind === 'imported-all') return flush(true).then(() => finishLate())
      if (content.kind !== 'imported') return
      const file = withRows(content.file, rows)
      rows.clear()
      return add(file, content.together)
    },
    async finish() {
      await flush(true)
      await finishLate()
      news.end()
    },
    stop: () => void (stopped = true),
    homeOf: (together) => homes.get(together)
  }

  function finishLate(): Promise<void> {
    enqueue(late.splice(0))
    return writing
  }
}

interface Group {
  readonly together: string | undefined
  readonly files: ImportedFile[]
}

/** Single recordings together; those of several files, or with labels, by themselves. */
function batches(groups: readonly Group[]): readonly (readonly Group[])[] {
  const made: Group[][] = []
  let open: Group[] | undefined
  for (const group of groups) {
    const alone = group.files.length > 1 || group.files.some((file) => labelsOf(file) > FEW_LABELS)
    if (alone) open = undefined
    if (open && open.length < BATCH) open.push(group)
    else {
      made.push([group])
      open = alone ? undefined : made.at(-1)
    }
  }
  return made
}

/** A label read from the file's name, say. */
const FEW_LABELS = 5

const labelsOf = (file: ImportedFile): number =>
  file.parts ? Infinity : file.tracks.reduce((sum, { segments }) => sum + segments.length, 0)

const keyOf = (part: number | undefined, track: number): string => `${part ?? ''}/${track}`

/** A file with the rows that came before it. */
function withRows(
  file: ImportedFile,
  rows: ReadonlyMap<string, ImportedFile['tracks'][number]['segments']>
): ImportedFile {
  if (rows.size === 0) return file
  const filled = (tracks: ImportedFile['tracks'], part?: number): ImportedFile['tracks'] =>
    tracks.map((track, index) => {
      const own = rows.get(keyOf(part, index))
      return own ? { ...track, segments: own } : track
    })
  const parts = file.parts?.map((part, index) => ({ ...part, tracks: filled(part.tracks, index) }))
  return { ...file, tracks: filled(file.tracks), ...(parts ? { parts } : {}) }
}

/** Schemes that files need, their own and those that come with the app; the latter are read from the disk once. */
function schemesFor(context: HandlerContext) {
  let shipped: ReturnType<typeof loadSchemes> | undefined
  return (files: readonly ImportedFile[]) => {
    const needed = new Set(
      files.flatMap((file) =>
        [file, ...(file.parts ?? []), ...(file.recordings ?? [])].flatMap(({ tracks, traces = [] }) =>
          [...tracks, ...traces].map(({ schemeId }) => schemeId)
        )
      )
    )
    if (needed.size > 0) shipped ??= loadSchemes(context.paths.schemes)
    return [
      ...(shipped ?? []).filter(({ id }) => needed.has(id)),
      ...files.flatMap((file) => file.schemes ?? [])
    ]
  }
}

/**
 * News of an import for the window, which then reads the project again: the more there is to read, the less often it is
 * told. The first news and the last go out at once.
 */
function coalesced(context: HandlerContext, project: Project): { tell(changed: Changed): void; end(): void } {
  let held: Changed | undefined
  let count = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const send = (): void => {
    timer = undefined
    if (held && context.open.project === project) tellChanged(context, held)
    held = undefined
  }
  return {
    tell(changed) {
      count += changed.recordingIds.length
      const first = held === undefined && timer === undefined
      held = held ? changedTogether(held, changed) : changed
      if (first) send()
      timer ??= setTimeout(send, 300 + count)
    },
    end() {
      clearTimeout(timer)
      send()
    }
  }
}

/** Stopping an import is no problem. */
function told(context: HandlerContext, problem: Problem): void {
  if (problem.code !== 'import.stopped') context.problems.add(problem)
}

const unexpected = (error: unknown): Problem => ({
  code: 'not-stored',
  message: `An imported file could not be stored in the project: ${error instanceof Error ? error.message : String(error)}`,
  hint: 'Check that the disk has room and the project folder can be written, then import it again.',
  severity: 'error'
})
