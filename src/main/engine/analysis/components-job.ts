import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fail, ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import { componentsText } from '../../../shared/signal/analyses/components-file'
import { answerer } from '../../signals/answer-question'
import type { SignalAnswer } from '../../signals/messages'
import { GivenUp } from '../../signals/pause'
import type { JobContext, JobResult, JobSpec } from '../protocol'

/** Search for independent components and keep what was found as a cache file of the stream. */
export async function componentsJob(
  { work, text, streamId, folder, file }: Extract<JobSpec, { kind: 'components' }>,
  context: JobContext
): Promise<Result<JobResult>> {
  const answer = await searched(work, context)
  if (answer.kind === 'refused') return fail('signal.analysis-refused', answer.message, answer.hint)
  if (answer.kind !== 'analysis' || answer.result.kind !== 'components')
    return fail(
      'signal.nothing-to-read',
      'There is nothing to read of the signal yet.',
      'Wait until its import has ended; when its file was moved, find it again in the inspector.'
    )
  const path = join(folder, file)
  await mkdir(dirname(path), { recursive: true })
  // Whole or not at all: a file that is cut off would be read at the next start.
  await writeFile(`${path}.part`, componentsText({ text, result: answer.result }))
  await rename(`${path}.part`, path)
  context.signal.throwIfAborted()
  await context.batch({ kind: 'cache', streamId, cache: { components: file } })
  return ok({ kind: 'none' })
}

async function searched(
  work: Extract<JobSpec, { kind: 'components' }>['work'],
  { signal, progress }: JobContext
): Promise<SignalAnswer> {
  const desk = answerer()
  try {
    return await desk.answer(
      { kind: 'analysis', request: work },
      () => signal.aborted,
      (done, total) => progress(Math.round((done / Math.max(1, total)) * 100), 100, '%')
    )
  } catch (error) {
    if (error instanceof GivenUp) signal.throwIfAborted()
    throw error
  } finally {
    desk.release()
  }
}
