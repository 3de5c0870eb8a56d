import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Changed, Project } from '../store'
import type { HandlerContext } from './context'

/** Answer from the open project; a call without one gets a sentence instead. */
export async function withProject<T>(
  context: HandlerContext,
  answer: (project: Project) => Result<T> | Promise<Result<T>>
): Promise<Result<T>> {
  const { project } = context.open
  return project
    ? answer(project)
    : fail('no-project', 'No project is open.', 'Open or create a project first.')
}

/** Tell the window what a write changed; `growing`: a run that adds rows will add more. */
export function tellChanged(context: HandlerContext, changed: Changed, growing = false): void {
  const { tables, revision, trackIds, recordingIds } = changed
  context.emit('changed', { tables, revision, trackIds, recordingIds, ...(growing ? { growing } : {}) })
}

/** Map the value of a result. */
export const mapResult = <A, B>(result: Result<A>, map: (value: A) => B): Result<B> =>
  result.ok ? ok(map(result.value)) : result

/** What two writes changed, the later one behind. */
export const changedTogether = (a: Changed, b: Changed): Changed => ({
  revision: b.revision,
  tables: [...new Set([...a.tables, ...b.tables])],
  trackIds: [...new Set([...a.trackIds, ...b.trackIds])],
  recordingIds: [...new Set([...a.recordingIds, ...b.recordingIds])]
})
