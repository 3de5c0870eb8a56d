import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { OnnxGraph } from '../../models/convert/onnx-graph'
import { bodyE4, E4_RESPONSES } from '../fixtures/body-e4'
import { putModel } from '../main/engine/inference/declared/put-model'
import { AffectoryApp } from './affectory-app'

/** Ten seconds in which the skin conductance moves by more than a quarter of a microsiemens are "aroused". */
function skinGraph(): Uint8Array {
  const graph = new OnnxGraph('skin')
  const x = graph.input('x', 'float32', ['B', 2])
  const weights = graph.constant('weights', [2, 2], Float32Array.of(20, -20, 0, 0))
  const bias = graph.constant('bias', [2], Float32Array.of(-5, 5))
  graph.node('Add', [graph.node('MatMul', [x, weights]), bias], {}, 'logits')
  graph.output('logits', 'float32', ['B', 2])
  return graph.encode({})
}

test('a model of skin and movement runs on a wristband in the app, and features of a wristband are made for heads', async () => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'affectory-skin-'))
  putModel(
    folder,
    'skin-arousal',
    {
      describes: { intendedUse: 'Says when the skin responds.', license: 'made by the test' },
      unit: { type: 'window', windowSec: 10, hopSec: 5, last: 'drop' },
      bindings: {
        skin: { modality: 'physio', channels: ['eda'] },
        movement: { modality: 'imu', channels: ['ax', 'ay', 'az'], optional: true, whenMissing: 'nan' }
      },
      inputs: [
        {
          name: 'x',
          dtype: 'float32',
          shape: ['B', 2],
          branches: [
            {
              from: 'skin',
              pipeline: [
                { op: 'signal.resample', hz: 4 },
                { op: 'signal.stats', features: ['range'] }
              ]
            },
            {
              from: 'movement',
              pipeline: [
                { op: 'signal.derive', kind: 'magnitude' },
                { op: 'signal.stats', features: ['mean'] }
              ]
            }
          ],
          pipeline: [{ op: 'tensor.concat', axis: -1 }]
        }
      ],
      outputs: [
        {
          id: 'arousal',
          name: 'logits',
          task: 'classification',
          target: { scheme: 'my-arousal', attribute: 'arousal', labels: ['aroused', 'calm'] },
          decode: [{ op: 'softmax', axis: -1 }]
        }
      ]
    },
    skinGraph()
  )
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Wrist', 'Rater A')
    await app.importFiles(bodyE4(app.machine.work))
    await app.openRecording('E4-session')
    await app.chooseNext(join(folder, 'skin-arousal'))
    await app.run('Add a model')
    await expect(app.page.getByText('skin-arousal was added.')).toBeVisible()
    const runs = async () => (await app.snapshot()).runs
    const done = async (model: string) => (await runs()).find(({ modelId }) => modelId === model)?.state

    await app.runModel('skin-arousal', { on: 'open' })
    await expect.poll(() => done('skin-arousal'), { timeout: 60_000 }).toBe('done')
    const { tracks, recordings } = await app.snapshot()
    const track = tracks.find(({ attributeId }) => attributeId === 'arousal')
    const segments = (await app.ask('track.segments', { recordingId: recordings[0]?.id ?? '' })).filter(
      ({ trackId }) => trackId === track?.id
    )
    const labelAt = (second: number): string | undefined =>
      segments.find(({ start, end }) => start <= second * 1e6 && second * 1e6 < end)?.label
    // A window speaks for the five seconds that it begins with: one in the middle of whose ten a response begins is aroused.
    for (const onset of E4_RESPONSES) expect(labelAt(Math.floor(onset / 5) * 5 + 1)).toBe('aroused')
    expect([labelAt(1), labelAt(6), labelAt(38)]).toEqual(['calm', 'calm', 'calm'])
    await expect(app.panel('Tracks').getByRole('rowheader').filter({ hasText: 'Arousal' })).toBeVisible()

    await app.runModel('Wearable features', { on: 'open' })
    await expect.poll(() => done('wearable-features'), { timeout: 60_000 }).toBe('done')
    await app.dress(1440, 900, 'dark')
    await app.screenshot('body-models-dark')
    await app.dress(1920, 1080, 'light')
    await app.screenshot('body-models-light')
  } finally {
    await app.close()
  }
})
