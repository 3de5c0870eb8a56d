import type { Sliced } from '../../shared/agreement/sliced'
import type { RowChange } from '../../shared/commands/command'
import { ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import { attempt, netChanges } from './apply-command'
import type { Db } from './database'
import { refuseOverlaps } from './refuse-overlaps'
import { changedBy, changesOf, currentRevision, recordRevision, Refusal } from './revisions'
import { keepLearned, sameRow } from './row-codec'
import { getRow, writeRow } from './row-store'
import { studyGuard } from './study-guard'
import type { Applied, Changed } from './types'
import { forgetUnfinished } from './unfinished-step'

/*
 * The rules, quoted by their ids in the tests:
 * U1 undo restores the rows exactly as they were before the edit.
 * U2 undo reaches back to the project's first edit, across closing and opening.
 * U3 redo is lost after a new edit by the same author.
 * U4 undo (or redo) is refused when somebody else changed the same rows since.
 * U5 redo restores exactly what undo took away; it can be undone again.
 * U6 undo takes back one's own last edit, never somebody else's.
 * U7 all parts of one import are undone and redone together; the import stands where its first part was written, so that
 *    an edit made while it went on is undone before it. Parts that come after its undo are a new step.
 * What the app learned about a file meanwhile (cache, proxy, whether it is missing) is not taken back.
 */

interface Step {
  /** The revision to reverse; of an import in parts the first one. */
  readonly revision: number
  readonly command: string
  readonly title: string
}

/** Title of the author's last edit that can be undone. */
export const undoTitle = (db: Db, authorId: string): string | undefined => lastEdit(db, authorId)?.title

/** Title of the edit that redo would bring back. */
export const redoTitle = (db: Db, authorId: string): string | undefined => lastUndo(db, authorId)?.title

/** Take back the author's last edit. */
export function undo(db: Db, authorId: string): Result<Applied | undefined> {
  const edit = lastEdit(db, authorId)
  if (!edit) return ok(undefined)
  return attempt(db, () => {
    const parts = partsOf(db, edit)
    const undone = reverse(db, authorId, edit, parts, 'undo')
    const mark = db.sql('UPDATE revision SET undone_by = ? WHERE revision = ?')
    for (const part of parts) mark.run(undone.revision, part)
    return undone
  })
}

/**
 * Take back a step whose parts were not all written, newest part first, each as a revision of its own: no redo brings
 * back half of an edit. Parts before `from` stay. Stops where somebody changed what a part had written; what is left then stays.
 */
export function* takeBack(db: Db, step: number, from = step): Sliced<Result<Changed>> {
  const first = db
    .sql('SELECT revision, command, title, author_id AS authorId FROM revision WHERE revision = ?')
    .get(step) as (Step & { readonly authorId: string }) | undefined
  let changed = changedBy(db, currentRevision(db), [])
  if (!first) return ok(changed)
  for (const part of partsOf(db, first).toReversed()) {
    if (part < from) break
    const done = attempt(db, () => {
      const undone = reverse(db, first.authorId, { ...first, revision: part }, [part], 'undo')
      const mark = db.sql('UPDATE revision SET undone_by = ? WHERE revision = ?')
      for (const each of [part, undone.revision]) mark.run(undone.revision, each)
      return undone
    })
    if (!done.ok) {
      forgetUnfinished(db)
      return done
    }
    changed = together(changed, done.value)
    yield
  }
  forgetUnfinished(db)
  return ok(changed)
}

const together = (a: Changed, b: Changed): Changed => ({
  revision: b.revision,
  tables: [...new Set([...a.tables, ...b.tables])],
  trackIds: [...new Set([...a.trackIds, ...b.trackIds])],
  recordingIds: [...new Set([...a.recordingIds, ...b.recordingIds])]
})

/** Bring back what the author's last undo took away. */
export function redo(db: Db, authorId: string): Result<Applied | undefined> {
  const last = lastUndo(db, authorId)
  if (!last) return ok(undefined)
  return attempt(db, () => {
    const redone = reverse(db, authorId, last, [last.revision], 'redo')
    db.sql("UPDATE revision SET undone_by = NULL WHERE undone_by = ? AND kind = 'edit'").run(last.revision)
    db.sql('UPDATE revision SET undone_by = ? WHERE revision = ?').run(redone.revision, last.revision)
    return redone
  })
}

function lastEdit(db: Db, authorId: string): Step | undefined {
  const last = db
    .sql(
      `SELECT coalesce(part_of, revision) AS revision, command, title FROM revision
       WHERE author_id = ? AND kind = 'edit' AND undone_by IS NULL
       ORDER BY coalesce(part_of, revision) DESC, revision DESC LIMIT 1`
    )
    .get(authorId) as Step | undefined
  const parts = last ? partsOf(db, last).length : 0
  if (!last || parts < 2 || last.command !== 'recording.import') return last
  const recordings = recordingsOf(db, last)
  return recordings > 1 ? { ...last, title: `Import ${recordings} recordings` } : last
}

/** Recordings that an import made. */
const recordingsOf = (db: Db, step: Step): number =>
  Number(
    db
      .sql(
        `SELECT count(*) FROM revision_row JOIN revision USING (revision)
         WHERE (revision.revision = ? OR part_of = ?) AND kind = 'edit' AND undone_by IS NULL
           AND table_name = 'recording' AND before IS NULL`
      )
      .pluck()
      .get(step.revision, step.revision)
  )

/** Revisions that are undone together with an edit, oldest first: itself, and the later parts of an import. */
function partsOf(db: Db, step: Step): readonly number[] {
  return db
    .sql(
      `SELECT revision FROM revision
       WHERE (revision = ? OR part_of = ?) AND kind = 'edit' AND undone_by IS NULL ORDER BY revision`
    )
    .pluck()
    .all(step.revision, step.revision) as readonly number[]
}

function lastUndo(db: Db, authorId: string): Step | undefined {
  return db
    .sql(
      `SELECT revision, command, title FROM revision AS u
       WHERE author_id = ? AND kind = 'undo' AND undone_by IS NULL
         AND NOT EXISTS (SELECT 1 FROM revision WHERE author_id = u.author_id AND kind = 'edit' AND revision > u.revision)
       ORDER BY revision DESC LIMIT 1`
    )
    .get(authorId) as Step | undefined
}

/** Write the `before` rows of a revision, or of all parts of a step, as a new one. */
function reverse(
  db: Db,
  authorId: string,
  step: Step,
  parts: readonly number[],
  kind: 'undo' | 'redo'
): Applied {
  const guard = studyGuard(db, authorId)
  const steps = netChanges(parts.flatMap((part) => changesOf(db, part)))
  refuseWhenChangedSince(db, step, steps, kind)
  const changes: RowChange[] = []
  for (const { table, id, before: target, after: left } of [...steps].reverse()) {
    const current = getRow(db, table, id)
    if (left ? !current || !sameRow(table, current, left) : current) throw changedSince(step, kind)
    const after = target && left && current ? keepLearned(table, target, left, current) : target
    writeRow(db, { table, id, after })
    changes.push({ table, id, before: current, after })
  }
  refuseOverlaps(db, changes)
  guard(changes)
  const revision = recordRevision(
    db,
    { authorId, kind, command: step.command, title: step.title, undoOf: step.revision },
    changes
  )
  const createdIds = changes.filter((change) => !change.before).map((change) => change.id)
  return { ...changedBy(db, revision, changes), createdIds, title: step.title }
}

function refuseWhenChangedSince(
  db: Db,
  step: Step,
  steps: readonly RowChange[],
  kind: 'undo' | 'redo'
): void {
  const later = db.sql(
    `SELECT coalesce(author.name, revision.author_id) AS name, revision.title AS title
     FROM revision_row JOIN revision USING (revision) LEFT JOIN author ON author.id = revision.author_id
     WHERE row_id = ? AND table_name = ? AND revision > ? AND revision.part_of IS NOT ?
       AND revision.kind = 'edit' AND revision.undone_by IS NULL LIMIT 1`
  )
  for (const { table, id } of steps) {
    const other = later.get(id, table, step.revision, step.revision) as
      { readonly name: string; readonly title: string } | undefined
    if (other) throw changedSince(step, kind, other)
  }
}

function changedSince(
  step: Step,
  kind: 'undo' | 'redo',
  by?: { readonly name: string; readonly title: string }
): Refusal {
  const what = kind === 'undo' ? 'undone' : 'redone'
  return new Refusal({
    code: 'undo.changed-since',
    message: by
      ? `"${step.title}" cannot be ${what}: ${by.name} changed the same rows since ("${by.title}").`
      : `"${step.title}" cannot be ${what}: the same rows were changed since.`,
    hint: 'Open the history of the segment and restore the state you want from there.',
    severity: 'warning'
  })
}
