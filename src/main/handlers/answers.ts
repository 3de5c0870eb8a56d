import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import { outOfSetRate } from '../../shared/external/answer-summary'
import type { AnswerSummary } from '../../shared/external/answer-summary'
import type { AnswersQuery } from '../../shared/contract/answers'
import type { Project } from '../store'
import type { Area } from './area'
import { answerPlaces, answerTarget } from './answers-place'
import type { AnswerTarget } from './answers-place'
import { answerWriter } from './answers-write'
import type { AnswerWriter, PlacedAnswer } from './answers-write'
import type { HandlerContext } from './context'
import { inSlices } from './in-slices'
import type { JobOutcome } from './job-board'
import { refusedBlind } from './refused-blind'
import { tellChanged, withProject } from './with-project'

/** Rows that a preview looks at. */
const PREVIEW_ROWS = 20_000

/** Answers of language and vision models that were run elsewhere: read from a file, kept as runs. */
export function answersHandlers(
  context: HandlerContext
): Area<'answers.choose' | 'answers.sample' | 'answers.preview' | 'answers.import'> {
  const { board } = context
  let looking: AbortController | undefined
  return {
    'answers.choose': async () => ok(await context.dialogs.openAnswers()),
    'answers.sample': async ({ path }) => {
      if (!context.granted.allows(path)) return notChosen(path)
      const outcome = await board.ask({ kind: 'answers', path })
      if (outcome.state === 'done' && outcome.result.kind === 'answer-sample') {
        const { kind: _, ...found } = outcome.result
        return ok({ path, ...found })
      }
      return failedAs(outcome)
    },
    'answers.preview': ({ path, mapping }) =>
      withProject(context, async (project) => {
        if (!context.granted.allows(path)) return notChosen(path)
        // Only the newest preview is waited for.
        looking?.abort()
        const mine = (looking = new AbortController())
        const read = await opened(context, project, { path, mapping })
        if (!read.ok) return read
        let rows = 0
        const outcome = await board.ask(specOf({ path, mapping }, read.value.target, PREVIEW_ROWS), {
          signal: mine.signal,
          batch: (content) => {
            if (content.kind !== 'answers') return
            rows += content.rows.length
            read.value.writer.take(content.rows)
          }
        })
        if (outcome.state !== 'done') return failedAs(outcome)
        return ok({ ...read.value.writer.tally.summary(), partly: rows >= PREVIEW_ROWS })
      }),
    'answers.import': ({ path, mapping, name }) =>
      withProject(context, async (project) => {
        if (!context.granted.allows(path)) return notChosen(path)
        const read = await opened(context, project, { path, mapping })
        if (!read.ok) return read
        const refused = refusedBlind(
          project,
          project.all('recording').map(({ id }) => id)
        )
        if (refused) return refused
        return importAnswers(context, project, { path, mapping }, name, read.value)
      })
  }
}

const notChosen = (path: string): Result<never> => fail('not-allowed', `${path} was not chosen in a dialog.`)

interface Opened {
  readonly target: AnswerTarget
  readonly writer: AnswerWriter
}

async function opened(
  context: HandlerContext,
  project: Project,
  { mapping }: AnswersQuery
): Promise<Result<Opened>> {
  const target = answerTarget(context, project, mapping)
  if (!target.ok) return target
  const index = await inSlices(answerPlaces(project, mapping))
  return ok({ target: target.value, writer: answerWriter(mapping, target.value.kind, index) })
}

const specOf = ({ path, mapping }: AnswersQuery, { kind, labels }: AnswerTarget, limit?: number) =>
  ({
    kind: 'answers',
    path,
    read: { mapping, answer: kind, labels },
    ...(limit === undefined ? {} : { limit })
  }) as const

async function importAnswers(
  context: HandlerContext,
  project: Project,
  query: AnswersQuery,
  name: string,
  { target, writer }: Opened
): Promise<Result<{ readonly jobId: string; readonly runId: string }>> {
  const { path, mapping } = query
  let sizeBytes = 0
  try {
    sizeBytes = (await stat(path)).size
  } catch {
    return fail('answers-file', `${basename(path)} is not there any more.`, 'Choose the file again.', path)
  }
  const created = project.createRun({
    modelId: `external.${slug(name)}`,
    modelName: name,
    scheme: target.scheme,
    attributeId: mapping.target.attributeId,
    manifestHash: createHash('sha256').update(JSON.stringify(mapping)).digest('hex'),
    weightsHash: '',
    runtimeVersion: '',
    providerAsked: 'none',
    options: { answers: { file: path, sizeBytes, mapping } },
    itemsTotal: 0
  })
  tellChanged(context, created)
  const { run } = created
  const isOpen = (): boolean => context.open.project === project
  const jobId = context.board.start({
    kind: 'answers',
    title: `${name}: ${basename(path)}`,
    runId: run.id,
    lane: 'export',
    spec: () => (isOpen() ? specOf(query, target) : undefined),
    async batch(content) {
      if (content.kind !== 'answers') return
      for (const [recordingId, answers] of byRecording(writer.take(content.rows))) {
        if (!isOpen()) return
        tellChanged(
          context,
          project.commitPredicted(run.id, {
            recordingId,
            tracks: [{ personKey: 'answers', name, append: answers.map(({ segment }) => segment) }],
            recordingDone: true,
            timings: {},
            providerGot: 'none'
          })
        )
        await new Promise((resume) => setImmediate(resume))
      }
    },
    ended(outcome) {
      if (!isOpen()) return
      const summary = writer.tally.summary()
      tellChanged(
        context,
        project.updateRun(run.id, {
          state: outcome.state,
          finishedAt: new Date().toISOString(),
          itemsTotal: project.get('run', run.id)?.itemsDone ?? 0,
          note: outcome.state === 'failed' ? outcome.problem.message : wordsOf(summary),
          options: { ...run.options, summary }
        })
      )
      tellLeftOver(context, basename(path), summary)
    }
  })
  return ok({ jobId, runId: run.id })
}

function byRecording(answers: readonly PlacedAnswer[]): ReadonlyMap<string, readonly PlacedAnswer[]> {
  const found = new Map<string, PlacedAnswer[]>()
  for (const answer of answers) {
    const list = found.get(answer.recordingId)
    if (list) list.push(answer)
    else found.set(answer.recordingId, [answer])
  }
  return found
}

/** What became of the rows, in a sentence. */
function wordsOf(summary: AnswerSummary): string {
  const rate = outOfSetRate(summary)
  return [
    `${summary.placed} of ${summary.rows} rows found their place`,
    rate === null || summary.outOfSet === 0
      ? 'every answer is a label'
      : `${summary.outOfSet} answers (${(100 * rate).toFixed(1)} %) are outside the labels`,
    ...(summary.lost > 0 ? [`${summary.lost} rows name nothing in the project`] : []),
    ...(summary.repeated > 0 ? [`${summary.repeated} rows repeat an earlier one and were left out`] : [])
  ].join('; ')
}

function tellLeftOver(context: HandlerContext, file: string, { lost, lostKeys, rows }: AnswerSummary): void {
  if (lost === 0) return
  const some = lostKeys.slice(0, 5).map(({ key, line }) => `“${key}” (line ${line})`)
  context.problems.add({
    code: 'answers-lost',
    message: `${file}: ${lost} of ${rows} rows name nothing in the project: ${some.join(', ')}${lost > some.length ? ' …' : ''}.`,
    hint: 'Names must be those of recordings or of their files. Import the missing recordings, or choose another column.',
    severity: 'warning'
  })
}

function failedAs(outcome: JobOutcome): Result<never> {
  if (outcome.state === 'failed') return { ok: false, error: outcome.problem }
  return outcome.state === 'cancelled'
    ? fail('superseded', 'Another preview was asked for meanwhile.')
    : fail(
        'engine-stopped',
        'The process that reads the file ended unexpectedly.',
        'It has been started again; try once more.'
      )
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '') || 'model'
