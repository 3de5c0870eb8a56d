import { join } from 'node:path'
import { predictJob } from '../../src/main/engine/inference/predict-job'
import { openSession } from '../../src/main/engine/inference/session'
import type { Picture } from '../../src/main/engine/inference/ops/value'
import {
  Committed,
  contextFor,
  fakeDecoder,
  fitted,
  itemFor,
  modelsFolder,
  photograph,
  runOf
} from '../main/engine/inference/fixtures'

/** Samples per second of the face pipeline, decoding left out, and of bare `session.run` on the same number of inputs. */
export interface FaceBench {
  readonly pipelinePerSecond: number
  readonly barePerSecond: number
  /** Pipeline over bare; the aim is 0.9. */
  readonly share: number
  readonly facesPerPicture: number
  readonly secondsByStage: Readonly<Record<string, number>>
}

const PICTURES = 300

/** One run of the face pipeline over a photograph that moves, and the same work as bare runs of both nets. */
export async function benchFaces(threads = 1): Promise<FaceBench> {
  const still = fitted(photograph(3), 640)
  const pictures = Array.from({ length: 20 }, (_, index) => moved(still, index))
  const committed = new Committed()
  const decoder = fakeDecoder({
    picture: (time) => pictures[Math.round(time / 200_000) % pictures.length] ?? still
  })
  const context = { ...contextFor(decoder, committed), environment: { modelsFolder, threads } }
  const start = performance.now()
  await predictJob(
    {
      kind: 'predict',
      run: runOf('face-expression'),
      items: [itemFor('video', PICTURES / 5)],
      options: { rateHz: 5 },
      provider: 'cpu'
    },
    context
  )
  const seconds = (performance.now() - start) / 1000
  const stages = committed.batches.reduce<Record<string, number>>((sums, { timings }) => {
    for (const [stage, value] of Object.entries(timings)) sums[stage] = (sums[stage] ?? 0) + value
    return sums
  }, {})
  const faces = committed.rows().length
  const opening = seconds - Object.values(stages).reduce((sum, value) => sum + value, 0)
  const working = seconds - opening - (stages['decode'] ?? 0)
  const bare = await bareSeconds(PICTURES, faces, threads)
  return {
    pipelinePerSecond: PICTURES / working,
    barePerSecond: PICTURES / bare,
    share: bare / working,
    facesPerPicture: faces / PICTURES,
    secondsByStage: stages
  }
}

async function bareSeconds(pictures: number, faces: number, threads: number): Promise<number> {
  const detector = await session('face-detection', 256, 4, threads)
  const expression = await session('face-expression', 112, 8, threads)
  const start = performance.now()
  for (let i = 0; i < pictures / 4; i++) await detector()
  for (let i = 0; i < faces / 8; i++) await expression()
  return (performance.now() - start) / 1000
}

async function session(
  id: string,
  side: number,
  batch: number,
  threads: number
): Promise<() => Promise<unknown>> {
  const dims = (count: number) => ({
    image: {
      type: 'uint8' as const,
      data: new Uint8Array(count * side * side * 3).fill(90),
      dims: [count, side, side, 3]
    }
  })
  const opened = await openSession({
    path: join(modelsFolder, id, 'weights', `${id}.onnx`),
    provider: 'cpu',
    threads,
    warmUp: dims(batch)
  })
  if (!opened.ok) throw new Error(opened.error.message)
  const feeds = dims(batch)
  const outputs = id === 'face-detection' ? ['scores', 'boxes'] : ['probabilities']
  return () => opened.value.run(feeds, outputs)
}

function moved(picture: Picture, by: number): Picture {
  const data = new Uint8Array(picture.data.length)
  data.set(picture.data.subarray(by * 3))
  return { ...picture, data }
}
