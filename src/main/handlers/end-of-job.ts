import { ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { JobResult } from '../engine/protocol'
import type { JobBoard, JobRequest } from './job-board'

/** Run a job that is seen in the list of jobs and wait for its end; undefined when it was stopped. */
export const endOfJob = (
  board: Pick<JobBoard, 'start'>,
  request: Omit<JobRequest, 'ended'>
): Promise<Result<JobResult | undefined>> =>
  new Promise((resolve) => {
    board.start({
      ...request,
      ended: (outcome) =>
        resolve(
          outcome.state === 'done'
            ? ok(outcome.result)
            : outcome.state === 'failed'
              ? { ok: false, error: outcome.problem }
              : ok(undefined)
        )
    })
  })
