import type { Db } from './database'
import { openStep, refusal } from './revisions'
import type { StepPart } from './types'

/*
 * A step that is too large for one transaction is written in several revisions, the later ones `part_of` the first: one
 * undo takes all of them back. While it is being written the project remembers its first revision here, in the
 * transaction of each part. What is still remembered when a project is opened was cut off (the app was killed, the
 * power went): then the parts that were written are taken back, so that either everything is there or nothing.
 */

const KEY = 'unfinished-step'

/** A step that is being written, or was when the app ended: its first revision, and the first of the parts to take back. */
export function unfinishedStep(db: Db): { readonly step: number; readonly from: number } | undefined {
  const value = db.sql('SELECT value FROM meta WHERE key = ?').pluck().get(KEY) as string | undefined
  const [step, from = step] = value?.split(':').map(Number) ?? []
  return step === undefined || from === undefined ? undefined : { step, from }
}

/** No step is being written any more. */
export const forgetUnfinished = (db: Db): void => void db.sql('DELETE FROM meta WHERE key = ?').run(KEY)

/** The last part is written: from here on the step counts, and the disk holds all of it. */
export const finishStep = (db: Db): void => db.transaction(() => forgetUnfinished(db))

/** The step a part belongs to; refused when it was undone while it was being written. */
export function stepOf(db: Db, authorId: string, part: StepPart | undefined): number | undefined {
  const step = openStep(db, authorId, part?.step)
  if (part?.step !== undefined && step === undefined)
    throw refusal(
      'step.undone',
      'This was undone while it was still being written, so the rest was left out.',
      'Do it again when you want it.'
    )
  return step
}

/**
 * Remember, or forget, within the transaction of a part, that more of its step is to come. `from`: parts before it were
 * complete by themselves and stay when the rest is cut off, as the files do that an import has already finished.
 */
export function noteStep(db: Db, part: StepPart | undefined, step: number, from = step): void {
  if (!part) return
  if (!part.more) forgetUnfinished(db)
  else
    db.sql('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(
      KEY,
      `${String(step)}:${String(from)}`
    )
}
