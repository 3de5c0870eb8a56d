import { ok } from '../../shared/domain/problem'
import type { HandlerContext } from './context'
import type { Area } from './area'

type Names = 'job.list' | 'job.cancel' | 'job.dismiss' | 'problem.list' | 'problem.dismiss' | 'problem.clear'

/** The lists of what is under way and of what went wrong. */
export function taskHandlers({ board, problems }: HandlerContext): Area<Names> {
  return {
    'job.list': () => ok(board.list()),
    'job.cancel': ({ jobId }) => ok(board.cancel(jobId)),
    'job.dismiss': ({ jobId }) => ok(board.dismiss(jobId)),
    'problem.list': () => ok(problems.list()),
    'problem.dismiss': ({ id }) => ok(problems.dismiss(id)),
    'problem.clear': () => ok(problems.clear())
  }
}
