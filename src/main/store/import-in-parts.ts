import type { Sliced } from '../../shared/agreement/sliced'
import type { RowChange } from '../../shared/commands/command'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import { attempt } from './apply-command'
import type { Db } from './database'
import { acceptTracks } from './import-tracks'
import { commitGroups } from './import-rows'
import type { LargeFile } from './import-rows'
import { changedBy, openStep, recordRevision, refusal } from './revisions'
import { writeRow } from './row-store'
import type { FileGroup, ImportOptions, PartsOptions, TogetherRows } from './types'
import { takeBack } from './undo'
import { finishStep, noteStep } from './unfinished-step'

/** Rows up to here are written in one transaction, a few tens of milliseconds at most. */
export const WHOLE = 500
/** How long the rows of one part may take to be written; their history and the disk take as long again. */
const PART_MS = 5

/** Rows of labels and links that come with files. */
export const rowsIn = ({ files }: FileGroup): number =>
  files.reduce(
    (sum, file) =>
      sum +
      [file, ...(file.parts ?? [])].reduce(
        (own, { tracks, links }) =>
          own + (links?.length ?? 0) + tracks.reduce((rows, { segments }) => rows + segments.length, 0),
        0
      ),
    0
  )

/**
 * Add files as `commitTogether` does. Where they bring many labels, recordings, files and tracks come first and their
 * rows after them, part by part with pauses; one undo takes all of it back. When it is stopped, or the app ends before
 * the last part, what was written is taken back: either all of the files is in the project or nothing.
 */
export function* commitInParts(
  db: Db,
  group: FileGroup,
  options: ImportOptions,
  { goesOn, tell }: PartsOptions
): Sliced<Result<TogetherRows>> {
  const total = rowsIn(group)
  if (total <= WHOLE) return commitGroups(db, [group], options)
  const large: LargeFile = {
    accepted: yield* acceptTracks(db, group.files, options.schemes ?? []),
    later: []
  }
  if (goesOn() !== 'yes') return stopped()
  const head = commitGroups(db, [group], options, large)
  if (!head.ok) return head
  const { revision, step } = head.value
  if (step === undefined) return head
  yield
  const rows = allOf(large)
  const trackIds = new Set(head.value.trackIds)
  for (let done = 0; ;) {
    const wish = goesOn()
    if (wish === 'leave') return stopped()
    if (wish === 'take-back') {
      const taken = yield* takeBack(db, step, revision)
      return taken.ok ? stopped() : taken
    }
    const part = db.unsynced(() => writePart(db, rows, { step, first: revision, options }))
    if (!part.ok) {
      yield* takeBack(db, step, revision)
      return part
    }
    done += part.value.rows
    for (const id of part.value.trackIds) trackIds.add(id)
    tell(done, total)
    if (!part.value.more) {
      finishStep(db)
      return ok({
        ...head.value,
        revision: part.value.revision,
        tables: [...new Set([...head.value.tables, ...part.value.tables])],
        trackIds: [...trackIds]
      })
    }
    yield
  }
}

function* allOf({ later }: LargeFile): Generator<RowChange, void, undefined> {
  for (const rows of later) yield* rows()
}

export interface PartPlace {
  readonly step: number
  /** Revision that the files themselves came with. */
  readonly first: number
  readonly options: ImportOptions
  /** All that is left in this part, which nobody remembers as unfinished. */
  readonly whole?: boolean
}

/** Write rows for a few milliseconds, and their revision. */
export function writePart(
  db: Db,
  rows: Generator<RowChange, void, undefined>,
  { step, first, options, whole = false }: PartPlace
) {
  return attempt(db, () => {
    const authorId = options.authorId ?? 'import'
    if (openStep(db, authorId, first) === undefined)
      throw refusal(
        'step.undone',
        'The import was undone while it was still being written, so the rest was left out.',
        'Import the file again when you want it.'
      )
    const changes: RowChange[] = []
    const until = performance.now() + PART_MS
    let more = true
    while (more && (whole || performance.now() < until)) {
      const next = rows.next()
      if (next.done) more = false
      else {
        writeRow(db, next.value)
        changes.push(next.value)
      }
    }
    const title = String(db.sql('SELECT title FROM revision WHERE revision = ?').pluck().get(first))
    const revision = recordRevision(
      db,
      { authorId, kind: 'edit', command: 'recording.import', title, partOf: step },
      changes
    )
    if (!whole) noteStep(db, { more: true }, step, first)
    return { ...changedBy(db, revision, changes), rows: changes.length, more }
  })
}

const stopped = (): Result<never> =>
  fail(
    'import.stopped',
    'The import was stopped; nothing of the file that was being written is in the project.'
  )
