import type { CommandCall } from '../../../shared/contract'
import { fail, ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import type { Dialogs } from '../../session/dialogs'
import { command } from '../../session/edit'

/** "Leave as it is" and "nothing" in a choice. */
export const LEAVE = 'leave'
export const NONE = 'none'

/** What the dialogue holds; texts as typed. */
export interface BatchChange {
  readonly label: string
  readonly person: string
  readonly confidence: string
  readonly flag: string
  readonly comment: string
  readonly commentText: string
  readonly trackId: string
  readonly shiftMs: string
  readonly factor: string
}

export const noChange: BatchChange = {
  label: LEAVE,
  person: LEAVE,
  confidence: LEAVE,
  flag: LEAVE,
  comment: LEAVE,
  commentText: '',
  trackId: LEAVE,
  shiftMs: '',
  factor: ''
}

type Segments = Dialogs['batch']['segments']

/** The edit that makes a change, and how many segments it changes. Flags and comments are open to all, the rest to those that may be changed. */
export function batchCommands(
  change: BatchChange,
  all: Segments,
  mine: Segments
): Result<{ readonly commands: readonly CommandCall[]; readonly count: number }> {
  const shift = numberIn(change.shiftMs, 0)
  const factor = numberIn(change.factor, 1)
  if (shift === undefined) return fail('batch.shift', `“${change.shiftMs}” is not a number of milliseconds.`)
  if (factor === undefined || factor < 0.01 || factor > 100)
    return fail('batch.factor', `“${change.factor}” is not a factor between 0.01 and 100.`)
  const own = {
    ...value('label', change.label, (id) => id),
    ...value('personId', change.person, (id) => id),
    ...value('confidence', change.confidence, Number)
  }
  const open = {
    ...(change.flag === LEAVE ? {} : { flagged: change.flag === 'on' }),
    ...(change.comment === NONE ? { comment: null } : {}),
    ...(change.comment === 'set' && change.commentText.trim() !== ''
      ? { comment: change.commentText.trim() }
      : {})
  }
  const ids = (segments: Segments): string[] => segments.map((segment) => segment.id)
  const ownCommands =
    mine.length === 0
      ? []
      : [
          ...(shift === 0 && factor === 1
            ? []
            : [command('segment-retime', { ids: ids(mine), by: Math.round(shift * 1000), factor })]),
          ...(change.trackId === LEAVE
            ? []
            : [command('segment-to-track', { ids: ids(mine), trackId: change.trackId })]),
          ...(Object.keys(own).length === 0 ? [] : [command('segment-set', { ids: ids(mine), patch: own })])
        ]
  const words = change.commentText.trim()
  const openCommands = [
    ...(Object.keys(open).length === 0 ? [] : [command('segment-set', { ids: ids(all), patch: open })]),
    ...(change.comment === 'add' && words !== ''
      ? [command('segment-rewrite', { field: 'comment', items: all.map((each) => commented(each, words)) })]
      : [])
  ]
  return ok({
    commands: [...ownCommands, ...openCommands],
    count: openCommands.length > 0 ? all.length : ownCommands.length > 0 ? mine.length : 0
  })
}

const commented = (
  { id, comment }: Segments[number],
  words: string
): { readonly id: string; readonly value: string } => ({
  id,
  value: comment ? `${comment}\n${words}` : words
})

function value<K extends string, V>(
  field: K,
  chosen: string,
  read: (text: string) => V
): Partial<Record<K, V | null>> {
  if (chosen === LEAVE) return {}
  return { [field]: chosen === NONE ? null : read(chosen) } as Partial<Record<K, V | null>>
}

function numberIn(text: string, empty: number): number | undefined {
  if (text.trim() === '') return empty
  const number = Number(text.trim().replace(',', '.').replace('−', '-'))
  return Number.isFinite(number) ? number : undefined
}
