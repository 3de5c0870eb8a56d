import type { Result } from '../../../../shared/domain/problem'
import { Unreadable } from '../../interchange/unreadable'
import { failed } from '../format'
import type { ProbedFile } from '../format'

/** Run a reader; what it refuses becomes a problem that begins with the file's name. Only bugs throw. */
export async function readingArrays<T>(
  file: Pick<ProbedFile, 'path' | 'name'>,
  read: () => Promise<T>
): Promise<Result<T>> {
  try {
    return { ok: true, value: await read() }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return failed(file, error.code, error.what, error.hint)
  }
}
