import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { test } from '@playwright/test'
import { Tokenizer } from '@huggingface/tokenizers'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { AffectoryApp } from '../e2e/affectory-app'
import { root } from '../e2e/driver/launch'
import { watchedSeconds, watchJobs } from './jobs'
import { format, median, record } from './record'

const RUNS = 3
const TURNS = 10_000
const AIM_SHARE = 0.9
const BATCH = 64
const MOST_PIECES = 64
/** Threads of the net, as the app sets them: one core is left for the window. */
const THREADS = Math.max(1, availableParallelism() - 1)
const folder = join(root, 'models', 'text-emotion')

test.skip(!existsSync(join(folder, 'weights')), 'the text model has not been built: run `npm run models`')

test('the text model over 10,000 turns from the transcript to the stored tracks, beside bare runs on the same pieces', async () => {
  const texts = talk(TURNS)
  const mine: number[] = []
  const bare: number[] = []
  let stages = ''
  for (let run = 0; run < RUNS; run++) {
    const app = await AffectoryApp.launch()
    try {
      const { work } = app.machine
      mkdirSync(work, { recursive: true })
      writeFileSync(join(work, 'talk.vtt'), subtitles(texts))
      await app.newProject('Talk', 'Ada')
      await app.importFiles(join(work, 'talk.vtt'))
      await app.jobsEnd()
      await watchJobs(app, 'predict')
      const { recordings } = await app.snapshot()
      const { runId } = await app.ask('prediction.run', {
        modelId: 'text-emotion',
        recordingIds: recordings.map(({ id }) => id),
        options: { provider: 'cpu' }
      })
      await app.jobsEnd(300_000)
      mine.push(await watchedSeconds(app))
      const timings = (await app.snapshot()).runs.find(({ id }) => id === runId)?.timings ?? {}
      stages = Object.entries(timings)
        .map(([stage, seconds]) => `${stage} ${format(seconds)} s`)
        .join(', ')
    } finally {
      await app.close()
    }
    bare.push(await bareSeconds(texts))
  }
  const perSecond = TURNS / median(mine)
  const limit = TURNS / median(bare)
  record('text', [
    {
      id: 'text',
      name: 'Text emotion, transcript to stored tracks',
      value: perSecond,
      unit: 'turns/s',
      aim: `>= ${AIM_SHARE} of bare session.run`,
      met: perSecond / limit >= AIM_SHARE,
      detail: `bare session.run ${format(limit)} turns/s: ${format(perSecond / limit)} of it, where bare is ${Math.ceil(TURNS / BATCH)} runs of ${BATCH} turns sorted by length, cut into pieces beforehand, on ${THREADS} thread(s) and nothing else done; the app also opens the model, cuts into pieces, decodes and stores three tracks; ${TURNS} turns of 3 to 30 words; stages of the last run: ${stages}; median of ${RUNS}`
    }
  ])
})

const WORDS =
  'I you we they never really think that this is so much better worse than yesterday thank sorry please what why happy angry afraid sad tired glad wonderful terrible no yes maybe the dog house work friend mother train coffee rain lost found said told asked did not know how to go home again'.split(
    ' '
  )

/** Turns of 3 to 30 words; the same every time. */
function talk(count: number): string[] {
  let state = 7
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  return Array.from(
    { length: count },
    () =>
      `${Array.from({ length: 3 + next(28) }, () => WORDS[next(WORDS.length)] ?? '').join(' ')}${'.!?'[next(3)] ?? ''}`
  )
}

function subtitles(texts: readonly string[]): string {
  const stamp = (seconds: number): string => {
    const pad = (value: number): string => String(value).padStart(2, '0')
    return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}.000`
  }
  return `WEBVTT\n\n${texts
    .map((text, i) => `${stamp(2 * i)} --> ${stamp(2 * i + 1)}\n<v ${i % 2 ? 'Ben' : 'Ada'}>${text}\n`)
    .join('\n')}`
}

/** Nothing but runs of the net, on batches that are ready. */
async function bareSeconds(texts: readonly string[]): Promise<number> {
  const tokenizer = new Tokenizer(JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')), {})
  const rows = texts
    .map((text) => tokenizer.encode(text, { add_special_tokens: false }).ids.slice(0, MOST_PIECES))
    .sort((a, b) => a.length - b.length)
  const batches = Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, i) => {
    const batch = rows.slice(i * BATCH, (i + 1) * BATCH)
    const length = batch.at(-1)?.length ?? 1
    const data = new BigInt64Array(batch.length * length)
    for (const [row, ids] of batch.entries()) data.set(ids.map(BigInt), row * length)
    return new Tensor('int64', data, [batch.length, length])
  })
  const session = await InferenceSession.create(join(folder, 'weights', 'text-emotion.onnx'), {
    executionProviders: ['cpu'],
    intraOpNumThreads: THREADS,
    interOpNumThreads: 1,
    extra: { session: { intra_op: { allow_spinning: '0' } } }
  })
  const [first] = batches
  if (first) await session.run({ ids: first })
  const before = performance.now()
  for (const ids of batches) await session.run({ ids })
  const seconds = (performance.now() - before) / 1000
  await session.release()
  return seconds
}
