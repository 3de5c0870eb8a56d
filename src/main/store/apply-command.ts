import { commands as registry } from '../../shared/commands'
import { looseLinks } from '../../shared/commands/rules/loose-links'
import type { Command, RowChange } from '../../shared/commands/command'
import type { CommandCall } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import { diskProblem, isReferenceError, newId } from './database'
import type { Db } from './database'
import { commandReader } from './command-reader'
import { refuseOverlaps } from './refuse-overlaps'
import { changedBy, currentRevision, recordRevision, Refusal } from './revisions'
import { normalRow } from './row-codec'
import { writeRow } from './row-store'
import { studyGuard } from './study-guard'
import type { Applied, StepPart } from './types'
import { noteStep, stepOf } from './unfinished-step'

/** The one door for edits: every command parsed and applied, all recorded as one revision, or nothing at all. */
export function applyCommands(
  db: Db,
  authorId: string,
  calls: readonly CommandCall[],
  part?: StepPart
): Result<Applied> {
  const prepared: { readonly command: Command; readonly input: unknown }[] = []
  for (const call of calls) {
    if (!registry.has(call.id)) return fail('command.unknown', `There is no edit called "${call.id}".`)
    const command = registry.get(call.id)
    const parsed = command.input.safeParse(call.input)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      const place = issue?.path.length ? ` (${issue.path.join('.')})` : ''
      return fail(
        'command.input',
        `The edit "${call.id}" was given something it cannot use${place}: ${issue?.message ?? 'no details'}.`
      )
    }
    prepared.push({ command, input: parsed.data })
  }

  return attempt(db, () => {
    const partOf = stepOf(db, authorId, part)
    const reader = commandReader(db)
    const guard = studyGuard(db, authorId)
    const changes: RowChange[] = []
    for (const { command, input } of prepared) {
      const result = command.apply(reader, input, { authorId, newId })
      if (!result.ok) throw new Refusal(result.error)
      const write = (change: RowChange): void => {
        writeRow(db, change)
        changes.push(change)
      }
      result.value.forEach(write)
      looseLinks(reader, result.value).forEach(write)
    }
    const net = netChanges(changes)
    refuseOverlaps(db, net)
    guard(net)
    const title = titleOf(prepared)
    // An edit that changes nothing is no step to undo.
    if (net.length === 0) {
      // A first part that changes nothing is none; there is nothing to take back yet.
      if (partOf !== undefined || !part?.more) noteStep(db, part, partOf ?? 0)
      return { ...changedBy(db, currentRevision(db), net), createdIds: [], title }
    }
    const command = prepared.length === 1 ? (prepared[0]?.command.id ?? '') : 'batch'
    const revision = recordRevision(db, { authorId, kind: 'edit', command, title, partOf }, net)
    noteStep(db, part, partOf ?? revision)
    const createdIds = net.filter((change) => !change.before).map((change) => change.id)
    return { ...changedBy(db, revision, net), createdIds, title }
  })
}

/** Run a transaction; a refusal or a dangling reference rolls it back and becomes a problem. */
export function attempt<T>(db: Db, work: () => T): Result<T> {
  try {
    return ok(db.transaction(work))
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.problem }
    if (isReferenceError(error)) {
      return fail(
        'edit.in-use',
        'This cannot be done: other rows of the project depend on what would go, or what would come depends on rows that are gone.',
        'Undo or delete first what was made from it, for instance tracks or predictions on the same recording.'
      )
    }
    const disk = diskProblem(error)
    if (disk) return { ok: false, error: disk }
    throw error
  }
}

/** Several changes of one row as one: first `before`, last `after`; rows that come and go within are left out. */
export function netChanges(changes: readonly RowChange[]): readonly RowChange[] {
  const net = new Map<string, RowChange>()
  for (const change of changes) {
    const key = `${change.table}/${change.id}`
    const earlier = net.get(key)
    net.set(key, earlier ? { ...change, before: earlier.before } : change)
  }
  return [...net.values()].filter(({ table, before, after }) => {
    if (!before || !after) return before !== after
    return JSON.stringify(normalRow(table, before)) !== JSON.stringify(normalRow(table, after))
  })
}

function titleOf(prepared: readonly { readonly command: Command; readonly input: unknown }[]): string {
  const titles = prepared.map(({ command, input }) => command.title(input))
  const [first = 'Edit'] = titles
  return titles.length === 1
    ? first
    : titles.every((title) => title === first)
      ? `${first} (${titles.length} times)`
      : `${first} and ${titles.length - 1} more`
}
