import { fail } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Db } from './database'
import { blindRecordings, viewerOf } from './viewer'

/** Do something in an author's name; while blind work is open only its annotator does anything here. */
export function asMyself<T>(db: Db, authorId: string, work: () => Result<T>): Result<T> {
  const viewer = viewerOf(db)
  if (viewer === authorId || blindRecordings(db, viewer).length === 0) return work()
  return fail(
    'blind.other-author',
    'While blind work is open only its annotator edits here.',
    'Switch to the other annotator first; the change is written into the history.'
  )
}

/** Do something that looks at everybody's labels; refused while the one who works here must not see them. */
export function sighted<T>(db: Db, work: () => Result<T>): Result<T> {
  if (blindRecordings(db, viewerOf(db)).length === 0) return work()
  return fail(
    'blind.set-up',
    'While blind work is open, work is neither sent out nor brought in.',
    'Switch to the person who leads the study; the change is written into the history.'
  )
}
