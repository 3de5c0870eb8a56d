import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { test } from '@playwright/test'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { AffectoryApp } from '../e2e/affectory-app'
import { root } from '../e2e/driver/launch'
import { wavBytes } from '../fixtures/wav'
import { watchedSeconds, watchJobs } from './jobs'
import { format, median, record } from './record'

const RUNS = 3
/** Long enough that opening the model counts as little as it does for people. */
const MINUTES = 60
const WINDOW_SECONDS = 3
const RATE = 16_000
const AIM_SHARE = 0.9
/** Threads of the net, as the app sets them: one core is left for the window. */
const THREADS = Math.max(1, availableParallelism() - 1)
const weights = join(root, 'models', 'speech-emotion', 'weights', 'speech-emotion.onnx')

test.skip(!existsSync(weights), 'the speech model has not been built: run `npm run models`')

test('the speech model over a long file from sound to stored tracks, beside bare runs on the same windows', async () => {
  test.setTimeout(1_200_000)
  const samples = murmur(MINUTES * 60)
  const mine: number[] = []
  const bare: number[] = []
  let stages = ''
  for (let run = 0; run < RUNS; run++) {
    const app = await AffectoryApp.launch()
    try {
      const { work } = app.machine
      mkdirSync(work, { recursive: true })
      writeFileSync(join(work, 'long.wav'), wavFile(samples))
      await app.newProject('Long', 'Ada')
      await app.importFiles(join(work, 'long.wav'))
      await app.jobsEnd()
      await watchJobs(app, 'predict')
      const { recordings } = await app.snapshot()
      const { runId } = await app.ask('prediction.run', {
        modelId: 'speech-emotion',
        recordingIds: recordings.map(({ id }) => id),
        options: {
          provider: 'cpu',
          mode: 'windows',
          windowSeconds: WINDOW_SECONDS,
          hopSeconds: WINDOW_SECONDS
        }
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
    bare.push(await bareSeconds(samples))
  }
  const count = Math.ceil((MINUTES * 60) / WINDOW_SECONDS)
  const perSecond = count / median(mine)
  const limit = count / median(bare)
  record('speech', [
    {
      id: 'speech',
      name: 'Speech emotion over a long file, sound to stored tracks',
      value: perSecond,
      unit: 'windows/s',
      aim: `>= ${AIM_SHARE} of bare session.run`,
      met: perSecond / limit >= AIM_SHARE,
      detail: `bare session.run ${format(limit)} windows/s: ${format(perSecond / limit)} of it, on ${THREADS} thread(s); ${MINUTES} min of sound at ${RATE} Hz, windows of ${WINDOW_SECONDS} s side by side; the app also opens the model, decodes, resamples and stores; stages of the last run: ${stages}; median of ${RUNS}`
    }
  ])
})

/** Noise that swells and fades like syllables, loud enough never to be silence; the same every time. */
function murmur(seconds: number): Float32Array {
  let state = 11
  return Float32Array.from({ length: seconds * RATE }, (_, index) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const swell = 0.55 + 0.45 * Math.sin((2 * Math.PI * 4 * index) / RATE)
    return 0.3 * swell * (state / 2 ** 31 - 1)
  })
}

/** 16 bit, one channel: a head for as many samples, and the samples. */
function wavFile(samples: Float32Array): Buffer {
  const pcm = Int16Array.from(samples, (sample) => Math.round(sample * 32_767))
  const head = wavBytes([], { rate: RATE, dataSize: pcm.byteLength })
  head.writeUInt32LE(36 + pcm.byteLength, 4)
  return Buffer.concat([head, Buffer.from(pcm.buffer)])
}

/** Nothing but runs of the net, on windows that are ready. */
async function bareSeconds(samples: Float32Array): Promise<number> {
  const length = WINDOW_SECONDS * RATE
  const windows = Array.from(
    { length: Math.floor(samples.length / length) },
    (_, at) => new Tensor('float32', samples.slice(at * length, (at + 1) * length), [1, length])
  )
  const session = await InferenceSession.create(weights, {
    executionProviders: ['cpu'],
    intraOpNumThreads: THREADS,
    interOpNumThreads: 1,
    extra: { session: { intra_op: { allow_spinning: '0' } } }
  })
  const [first] = windows
  if (first) await session.run({ waveform: first })
  const before = performance.now()
  for (const waveform of windows) await session.run({ waveform })
  const seconds = (performance.now() - before) / 1000
  await session.release()
  return seconds
}
