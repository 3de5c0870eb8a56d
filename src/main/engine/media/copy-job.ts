import { existsSync } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { createReadStream, createWriteStream } from 'node:fs'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fail, ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import type { JobContext, JobResult, JobSpec } from '../protocol'

const MIB = 1024 * 1024

/** Copy files, each whole or not at all. A file that cannot be read is reported, and the others are copied. */
export async function copyJob(
  { files }: Extract<JobSpec, { kind: 'copy' }>,
  context: JobContext
): Promise<Result<JobResult>> {
  const sizes = await Promise.all(
    files.map(({ from }) =>
      stat(from).then(
        ({ size }) => size,
        () => 0
      )
    )
  )
  const total = sizes.reduce((sum, size) => sum + size, 0) / MIB
  let done = 0
  let failed = 0
  for (const { from, to } of files) {
    context.signal.throwIfAborted()
    if (existsSync(to)) continue
    const part = `${to}.part`
    try {
      await mkdir(dirname(to), { recursive: true })
      const source = createReadStream(from, { highWaterMark: MIB })
      source.on('data', (chunk) => {
        done += chunk.length / MIB
        context.progress(Math.min(done, total), total, 'MiB')
      })
      await pipeline(source, createWriteStream(part), { signal: context.signal })
      await rename(part, to)
    } catch (error) {
      await rm(part, { force: true })
      context.signal.throwIfAborted()
      failed++
      await context.batch({
        kind: 'problem',
        problem: {
          code: 'copy.failed',
          message: `${from} was not copied: ${error instanceof Error ? error.message : String(error)}.`,
          hint: 'Copy it by hand into the folder "media" of the package, or show the other machine where it is.',
          file: from,
          severity: 'warning'
        }
      })
    }
  }
  return failed === files.length && files.length > 0
    ? fail(
        'copy.failed',
        'None of the files could be copied.',
        'Make room on the disk, or send the files by another way.'
      )
    : ok({ kind: 'none' })
}
