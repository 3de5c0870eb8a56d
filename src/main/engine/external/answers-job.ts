import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { fail, ok, type Result } from '../../../shared/domain/problem'
import { answerRowReader, type AnswerRow } from '../../../shared/external/read-answer-row'
import { breathe } from '../inference/breathe'
import type { JobContext, JobResult, JobSpec } from '../protocol'
import { AnswerFileError, answerRows, formatOf } from './answer-rows'

type AnswersSpec = Extract<JobSpec, { kind: 'answers' }>

/** Rows of one batch: main places and writes this many in well under 50 ms. */
const BATCH_ROWS = 400

/** Read a file of answers row by row; rows leave in batches. Without a mapping the first rows are told as they are. */
export async function answersJob(spec: AnswersSpec, context: JobContext): Promise<Result<JobResult>> {
  const name = basename(spec.path)
  try {
    const format = await formatOf(spec.path)
    const { size } = await stat(spec.path)
    if (!spec.read) return await sample(spec, format, size, context)
    const reader = answerRowReader(spec.read.mapping, spec.read.answer, spec.read.labels)
    if (!reader.ok) return reader
    let waiting: AnswerRow[] = []
    let rows = 0
    const send = async (): Promise<void> => {
      await context.batch({ kind: 'answers', rows: waiting })
      waiting = []
    }
    for await (const { line, cells, bytes } of answerRows(spec.path, format, context.signal)) {
      waiting.push(reader.value(cells, line))
      rows++
      if (waiting.length >= BATCH_ROWS) {
        await send()
        context.progress(Math.round(bytes / 1024), Math.round(size / 1024), 'kB')
        await breathe(context.signal)
      }
      if (rows >= (spec.limit ?? Infinity)) break
    }
    if (waiting.length > 0) await send()
    if (rows === 0) return nothing(name)
    return ok({ kind: 'none' })
  } catch (error) {
    context.signal.throwIfAborted()
    if (error instanceof AnswerFileError)
      return fail(
        'answers-file',
        `${name}: ${error.message}`,
        'Correct the file, or save it as CSV or JSON lines.',
        spec.path
      )
    return fail(
      'answers-file',
      `${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      undefined,
      spec.path
    )
  }
}

const nothing = (name: string): Result<never> =>
  fail(
    'answers-file',
    `${name} has no rows.`,
    'A first line with names of columns and a row for each answer is needed.'
  )

async function sample(
  { path, limit = 50 }: AnswersSpec,
  format: Awaited<ReturnType<typeof formatOf>>,
  sizeBytes: number,
  { signal }: JobContext
): Promise<Result<JobResult>> {
  const rows: Readonly<Record<string, string>>[] = []
  const columns = new Set<string>()
  let more = false
  for await (const { cells } of answerRows(path, format, signal)) {
    if (rows.length >= limit) {
      more = true
      break
    }
    for (const column of Object.keys(cells)) columns.add(column)
    rows.push(
      Object.fromEntries(Object.entries(cells).map(([column, cell]) => [column, cell.slice(0, 2000)]))
    )
  }
  if (rows.length === 0) return nothing(basename(path))
  return ok({ kind: 'answer-sample', format, sizeBytes, columns: [...columns], rows, more })
}
