import { fail, ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import { answerer } from '../../signals/answer-question'
import { GivenUp } from '../../signals/pause'
import type { JobContext, JobResult, JobSpec } from '../protocol'

/** Compute something of the body as a curve over a recording. */
export async function featureCurveJob(
  { work }: Extract<JobSpec, { kind: 'feature-curve' }>,
  { signal, progress }: JobContext
): Promise<Result<JobResult>> {
  const desk = answerer()
  try {
    const answer = await desk.answer(
      { kind: 'curve', request: work },
      () => signal.aborted,
      (done, total) => progress(Math.round((done / Math.max(1, total)) * 100), 100, '%')
    )
    if (answer.kind === 'refused') return fail('signal.analysis-refused', answer.message, answer.hint)
    return answer.kind === 'curve'
      ? ok({ kind: 'curve', values: answer.values })
      : fail('signal.nothing-to-read', 'There is nothing to compute the curve from yet.')
  } catch (error) {
    if (error instanceof GivenUp) signal.throwIfAborted()
    throw error
  } finally {
    desk.release()
  }
}
