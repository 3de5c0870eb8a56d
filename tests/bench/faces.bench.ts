import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { test } from '@playwright/test'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { ffmpegPictures } from './pictures'
import { AffectoryApp } from '../e2e/affectory-app'
import { root } from '../e2e/driver/launch'
import { watchedSeconds, watchJobs } from './jobs'
import { format, median, record } from './record'

const RUNS = 3
const AIM_SHARE = 0.9
/** Pictures per second of video that are looked at. */
const RATE_HZ = 25
/** Pictures that the app gives to the detector at once, and faces to the expression model at most. */
const PICTURES_AT_ONCE = 2
const FACES_AT_ONCE = 8

/** Threads of each net, as the app sets them: one core is left for the window. */
const THREADS = Math.max(1, availableParallelism() - 1)
const threads = (): string => (THREADS === 1 ? 'one thread' : `${THREADS} threads`)

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

test('the face pipeline from the file to the stored track, beside bare runs of its two nets on the same frames', async () => {
  const mine: number[] = []
  const bare: number[] = []
  let pictures = 0
  let faces = 0
  let stages = ''
  for (let run = 0; run < RUNS; run++) {
    const app = await AffectoryApp.launch()
    let path = ''
    try {
      await app.openDemo()
      await app.jobsEnd()
      await app.settledFrame()
      await watchJobs(app, 'predict')
      const { recordings, files, project } = await app.snapshot()
      const recording = recordings.toSorted((a, b) => a.duration - b.duration)[0]
      const file = files.find((each) => each.recordingId === recording?.id && each.container === 'mp4')
      if (!recording || !file) throw new Error('the demo project has no video')
      path = join(root, '.local', 'demo', file.path.replace(project.folder, ''))
      const { runId } = await app.ask('prediction.run', {
        modelId: 'face-expression',
        recordingIds: [recording.id],
        options: { rateHz: RATE_HZ, provider: 'cpu' }
      })
      await app.jobsEnd(300_000)
      mine.push(await watchedSeconds(app))
      const job = (await app.ask('job.list')).find((each) => each.runId === runId)
      pictures = job?.total ?? 0
      const track = (await app.snapshot()).tracks.find(
        (each) => each.runId === runId && each.kind === 'frames'
      )
      const bytes = await app.page.evaluate(
        (id) =>
          fetch(`lab://tiles/faces/${id}?from=0&to=9e12`).then(
            async (answer) => (await answer.arrayBuffer()).byteLength
          ),
        track?.id
      )
      faces = bytes / 4 / 14
      const timings = (await app.snapshot()).runs.find(({ id }) => id === runId)?.timings ?? {}
      stages = Object.entries(timings)
        .map(([stage, seconds]) => `${stage} ${format(seconds)} s`)
        .join(', ')
    } finally {
      await app.close()
    }
    bare.push(await bareSeconds(path, pictures, faces))
  }
  const perSecond = pictures / median(mine)
  const limit = pictures / median(bare)
  record('faces', [
    {
      id: 'faces',
      name: 'Face detection and expression, file to stored track',
      value: perSecond,
      unit: 'pictures/s',
      aim: `>= ${AIM_SHARE} of bare session.run`,
      met: perSecond / limit >= AIM_SHARE,
      detail: `bare session.run ${format(limit)} pictures/s: ${format(perSecond / limit)} of it, where bare is ${Math.ceil(pictures / PICTURES_AT_ONCE)} runs of the detector on ${PICTURES_AT_ONCE} pictures of this video and ${Math.ceil(faces / FACES_AT_ONCE)} of the expression model on ${FACES_AT_ONCE}, one after the other with the same ${threads()} and nothing else done; the app also opens the models, decodes, cuts, follows and stores; ${pictures} pictures, ${faces} faces, 960x540; stages of the last run: ${stages}; median of ${RUNS}`
    }
  ])
})

/** The same number of runs of both nets with nothing else: detector on every picture, expression on every face. */
async function bareSeconds(path: string, pictures: number, faces: number): Promise<number> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: ['cpu'],
    intraOpNumThreads: THREADS,
    interOpNumThreads: 1,
    extra: { session: { intra_op: { allow_spinning: '0' } } }
  }
  const model = (id: string): string => join(root, 'models', id, 'weights', `${id}.onnx`)
  const detector = await InferenceSession.create(model('face-detection'), options)
  const expression = await InferenceSession.create(model('face-expression'), options)
  const inputs = {
    detector: new Tensor('uint8', ffmpegPictures(path, 256, PICTURES_AT_ONCE), [
      PICTURES_AT_ONCE,
      256,
      256,
      3
    ]),
    expression: new Tensor('uint8', ffmpegPictures(path, 112, FACES_AT_ONCE), [FACES_AT_ONCE, 112, 112, 3])
  }
  const run = (session: InferenceSession, input: Tensor) =>
    session.run({ [session.inputNames[0] ?? '']: input })
  await run(detector, inputs.detector)
  await run(expression, inputs.expression)
  const before = performance.now()
  for (let done = 0; done < pictures; done += PICTURES_AT_ONCE) await run(detector, inputs.detector)
  for (let done = 0; done < faces; done += FACES_AT_ONCE) await run(expression, inputs.expression)
  const seconds = (performance.now() - before) / 1000
  await detector.release()
  await expression.release()
  return seconds
}
