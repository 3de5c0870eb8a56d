import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { pngBytes } from '../fixtures/pictures'
import { putModel, soundFigures } from '../main/engine/inference/declared/put-model'
import { OnnxGraph } from '../../models/convert/onnx-graph'
import { AffectoryApp } from './affectory-app'
import { root } from './driver/launch'

test.skip(
  !existsSync(join(root, '.local/demo/project.sqlite')),
  'the demo project has not been made: run `npm run demo`'
)

let app: AffectoryApp
let folder = ''
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'affectory-mine-'))
  putModel(
    folder,
    'loudness-words',
    {
      describes: { intendedUse: 'Says how loud a turn is.', license: 'made by the test' },
      unit: { type: 'window', windowSec: 2, hopSec: 2, last: 'pad' },
      bindings: { voice: { modality: 'audio' } },
      runtime: { batch: { max: 16 } },
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
          id: 'kind',
          name: 'y',
          task: 'classification',
          target: { scheme: 'my-levels', attribute: 'level', labels: ['mean', 'most', 'least'] },
          decode: [{ op: 'softmax', axis: -1 }]
        },
        {
          id: 'level',
          name: 'y',
          task: 'regression',
          target: { scheme: 'my-levels', attribute: 'numbers', dims: ['mean', 'most', 'least'] }
        }
      ]
    },
    soundFigures()
  )
  app = await AffectoryApp.launch()
  await app.openDemo()
  await app.jobsEnd()
})
test.afterEach(async () => {
  await app?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a model of one’s own is added from its folder, run, gives a track for each of its outputs, and is removed again', async () => {
  test.setTimeout(120_000)
  await app.chooseNext(join(folder, 'loudness-words'))
  await app.run('Add a model')
  await expect(app.page.getByText('loudness-words was added.')).toBeVisible()
  await app.run('Models')
  const card = app.page.getByRole('article', { name: 'loudness-words' })
  await expect(card).toContainText('needs sound')

  await app.runModel('loudness-words', { on: 'open' })
  const lastRun = async () =>
    (await app.snapshot()).runs.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0]
  await expect.poll(async () => (await lastRun())?.state, { timeout: 60_000 }).toBe('done')
  const run = await lastRun()
  const snapshot = await app.snapshot()
  const tracks = snapshot.tracks.filter(({ runId }) => runId === run?.id)
  expect(tracks.map(({ schemeId, attributeId }) => `${schemeId} ${attributeId}`).sort()).toEqual([
    'my-levels level',
    'my-levels numbers'
  ])
  expect(snapshot.schemes.map(({ id }) => id)).toContain('my-levels')
  const recordingId = tracks[0]?.recordingId ?? ''
  const segments = (await app.ask('track.segments', { recordingId })).filter(({ trackId }) =>
    tracks.some(({ id }) => id === trackId)
  )
  expect(segments.length).toBeGreaterThan(2)
  expect(segments.some(({ value }) => value?.kind === 'ratings')).toBe(true)

  await card.getByRole('button', { name: 'Remove' }).click()
  await expect(card).toBeHidden()
  expect((await app.snapshot()).tracks.filter(({ runId }) => runId === run?.id)).toHaveLength(2)
})

test('models that cannot be used are refused in a sentence that names what is wrong, and nothing is kept', async () => {
  const broken = (id: string, change: (manifest: Record<string, unknown>) => void): string => {
    const target = join(folder, id)
    cpSync(join(folder, 'loudness-words'), target, { recursive: true })
    const manifest = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8')) as Record<
      string,
      unknown
    >
    manifest['id'] = id
    change(manifest)
    writeFileSync(join(target, 'manifest.json'), JSON.stringify(manifest))
    return target
  }
  const cases: readonly (readonly [string, RegExp])[] = [
    [
      broken('outside', (manifest) => (manifest['files'] = { model: { path: '../x.onnx', role: 'model' } })),
      /files\/model\/path/
    ],
    [broken('no-inputs', (manifest) => delete manifest['inputs']), /inputs/],
    [
      broken('missing', (manifest) => (manifest['files'] = { model: { path: 'other.onnx', role: 'model' } })),
      /other\.onnx is missing/
    ]
  ]
  for (const [path, sentence] of cases) {
    await app.chooseNext(path)
    await app.run('Add a model')
    await expect(app.page.getByText(sentence).first()).toBeVisible()
  }
  const models = await app.ask('model.list')
  expect(models.filter(({ own }) => own)).toEqual([])
})

test('a model of pictures reads a picture file and says of it what its two outputs say', async () => {
  putModel(
    folder,
    'colours',
    {
      describes: { intendedUse: 'Names the strongest colour.', license: 'made by the test' },
      unit: { type: 'image' },
      bindings: { page: { modality: 'image' } },
      inputs: [
        {
          name: 'x',
          dtype: 'float32',
          shape: ['B', 3, 8, 8],
          from: 'page',
          pipeline: [
            { op: 'image.color', space: 'rgb' },
            { op: 'image.resize', w: 8, h: 8, filter: 'bilinear', fit: 'stretch' },
            { op: 'image.scale', factor: 1 / 255 },
            { op: 'image.layout', to: 'NCHW' }
          ]
        }
      ],
      outputs: [
        {
          id: 'colour',
          name: 'y',
          task: 'classification',
          target: { scheme: 'colours', attribute: 'colour', labels: ['red', 'green', 'blue'] }
        },
        {
          id: 'amount',
          name: 'y',
          task: 'regression',
          target: { scheme: 'colours', attribute: 'amount', dims: ['red', 'green', 'blue'], range: [0, 1] }
        }
      ]
    },
    meanColour()
  )
  const picture = join(folder, 'orange.png')
  writeFileSync(picture, pngBytes(40, 20, [255, 128, 0]))
  await app.importFiles(picture)
  await app.chooseNext(join(folder, 'colours'))
  await app.run('Add a model')
  await expect(app.page.getByText('colours was added.')).toBeVisible()
  const recording = (await app.snapshot()).recordings.find(({ name }) => name === 'orange')
  const recordingId = recording?.id ?? ''
  const { runId } = await app.ask('prediction.run', {
    modelId: 'colours',
    recordingIds: [recordingId],
    options: {}
  })
  await expect
    .poll(async () => (await app.snapshot()).runs.find(({ id }) => id === runId)?.state, { timeout: 30_000 })
    .toBe('done')
  const segments = await app.ask('track.segments', { recordingId })
  expect(segments.map(({ label }) => label).filter((label) => label !== undefined)).toEqual(['red'])
  const ratings = segments.flatMap(({ value }) => (value?.kind === 'ratings' ? [value.ratings] : []))
  expect(ratings).toEqual([{ red: 1, green: 0.501961, blue: 0 }])
})

/** Mean of each colour: [B,3,8,8] -> [B,3]. */
function meanColour(): Uint8Array {
  const graph = new OnnxGraph('colours')
  const x = graph.input('x', 'float32', ['B', 3, 8, 8])
  graph.node('ReduceMean', [x], { axes: [2, 3], keepdims: 0 }, 'y')
  graph.output('y', 'float32', ['B', 3])
  return graph.encode({})
}
