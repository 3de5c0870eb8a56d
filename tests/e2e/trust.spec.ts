import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { OnnxGraph } from '../../models/convert/onnx-graph'
import { putModel, soundFigures, type TinyManifest } from '../main/engine/inference/declared/put-model'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

const listening: TinyManifest = {
  describes: { intendedUse: 'Says how loud it is.', license: 'made by the test' },
  unit: { type: 'window', windowSec: 2, hopSec: 2, last: 'pad' },
  bindings: { voice: { modality: 'audio' } },
  inputs: [
    {
      name: 'x',
      dtype: 'float32',
      shape: ['B', 'N'],
      from: 'voice',
      pipeline: [{ op: 'audio.load' }, { op: 'audio.resample', hz: 16000 }, { op: 'audio.fit', sec: 2 }]
    }
  ],
  outputs: [
    {
      id: 'level',
      name: 'y',
      task: 'regression',
      target: { scheme: 'my-levels', attribute: 'numbers', dims: ['mean', 'most', 'least'] }
    }
  ]
}

/** Products of large arrays, one after the other: minutes of work that nothing in the run can interrupt. */
function endless(): Uint8Array {
  const graph = new OnnxGraph('endless')
  const x = graph.input('x', 'float32', ['B', 'N'])
  const mean = graph.node('ReduceMean', [x], { keepdims: 0 })
  let product = graph.node('Expand', [mean, graph.ints('shape', [4000, 4000])])
  for (let i = 0; i < 400; i++) product = graph.node('MatMul', [product, product])
  const sum = graph.node('ReduceMean', [product], { keepdims: 0 })
  graph.node('Expand', [sum, graph.ints('answer', [1, 3])], {}, 'y')
  graph.output('y', 'float32', [1, 3])
  return graph.encode({})
}

test('a model whose self-test fails is told apart and not run, and one that never comes back is stopped within two seconds', async () => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'affectory-mine-'))
  const fixture = JSON.stringify({ feeds: { x: { dims: [1, 3], values: [1, 2, 6] } } })
  const tested = (values: number[]): TinyManifest => ({
    ...listening,
    selfTest: [{ name: 'three numbers', stage: 'model', fixture: 'three.json', expect: { y: { values } } }]
  })
  putModel(folder, 'right-figures', tested([3, 6, 1]), soundFigures(), { 'three.json': fixture })
  putModel(folder, 'wrong-figures', tested([3, 6, 1.5]), soundFigures(), { 'three.json': fixture })
  putModel(folder, 'never-ending', listening, endless())
  const app = await AffectoryApp.launch()
  try {
    await app.openDemo()
    await app.jobsEnd()
    await app.chooseNext(...['right-figures', 'wrong-figures', 'never-ending'].map((id) => join(folder, id)))
    await app.run('Add a model')
    await app.run('Models')
    const card = (name: string) => app.page.getByRole('article', { name })
    await expect(card('right-figures')).toContainText('1 self-test passed: three numbers.')
    await expect(card('wrong-figures').getByRole('alert')).toContainText(
      'Self-test “three numbers” fails at the stage model: y[0, 2] is 1 instead of 1.5, a difference of 0.500'
    )
    await expect(card('wrong-figures').getByRole('button', { name: 'Run…' })).toBeDisabled()
    await card('wrong-figures').scrollIntoViewIfNeeded()
    await app.screenshot('models-not-trusted')

    const { recordings } = await app.snapshot()
    const options = {}
    const recordingIds = [recordings[0]?.id ?? '']
    const { jobId } = await app.ask('prediction.run', { modelId: 'never-ending', recordingIds, options })
    const jobOf = async (id: string) => (await app.ask('job.list')).find((job) => job.id === id)
    await expect.poll(async () => (await jobOf(jobId))?.state).toBe('running')
    // It is at work when its process computes; a moment after the start it is.
    await expect.poll(async () => (await jobOf(jobId))?.note, { timeout: 30_000 }).toBeTruthy()
    await app.ask('job.cancel', { jobId })
    await expect.poll(async () => (await jobOf(jobId))?.state, { timeout: 2_000 }).toBe('cancelled')
    // Nothing of it is left behind: the next model runs, and the work of the desk goes on.
    const { runId } = await app.ask('prediction.run', { modelId: 'right-figures', recordingIds, options })
    await expect
      .poll(async () => (await app.snapshot()).runs.find(({ id }) => id === runId)?.state, {
        timeout: 60_000
      })
      .toBe('done')
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
