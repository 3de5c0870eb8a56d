import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { OnnxGraph } from '../../models/convert/onnx-graph'
import { canMakeMedia, testMedia } from '../fixtures/media'
import { putModel } from '../main/engine/inference/declared/put-model'
import { AffectoryApp } from './affectory-app'

test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there are no generated videos to look at')

/** Pictures per second of the videos; bits of the number that each shows on top, white for 1 in its first row and black in its second; rows of a picture. */
const RATE_HZ = 30
const BITS = 16
const ROWS = 12

/** Reads the number that is burnt into the first two rows of a grey picture. */
function barcodeGraph(): Uint8Array {
  const graph = new OnnxGraph('barcode')
  const x = graph.input('x', 'float32', ['B', 1, ROWS, BITS])
  const rows = (from: number): string =>
    graph.node('Slice', [
      x,
      graph.ints('from', [from]),
      graph.ints('to', [from + 1]),
      graph.ints('axis', [2])
    ])
  const bits = graph.node('Cast', [graph.node('Greater', [rows(0), rows(1)])], { to: 1 })
  const flat = graph.node('Flatten', [bits], { axis: 1 })
  const weights = Float32Array.from({ length: BITS }, (_, bit) => 2 ** (BITS - 1 - bit))
  graph.node('MatMul', [flat, graph.constant('weights', [BITS, 1], weights)], {}, 'number')
  graph.output('number', 'float32', ['B', 1])
  return graph.encode({})
}

test('VIS-1: a model that looks ten times a second sees every third of thirty frames, also where they are stored out of order', async () => {
  test.setTimeout(240_000)
  const folder = mkdtempSync(join(tmpdir(), 'affectory-barcode-'))
  putModel(
    folder,
    'barcode',
    {
      describes: { intendedUse: 'Reads the number of a frame.', license: 'made by the test' },
      unit: { type: 'frame', hopSec: 0.1 },
      bindings: { picture: { modality: 'video' } },
      runtime: { batch: { max: 16 } },
      inputs: [
        {
          name: 'x',
          dtype: 'float32',
          shape: ['B', 1, ROWS, BITS],
          from: 'picture',
          pipeline: [
            { op: 'video.sample', fps: 10, mode: 'stride' },
            { op: 'image.color', space: 'gray' },
            { op: 'image.resize', w: BITS, h: ROWS, filter: 'area' },
            { op: 'image.layout', to: 'NCHW' }
          ]
        }
      ],
      outputs: [
        {
          id: 'number',
          name: 'number',
          task: 'regression',
          target: { scheme: 'frame-numbers', attribute: 'number', dims: ['number'], range: [0, 65536] }
        }
      ]
    },
    barcodeGraph()
  )
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Barcodes')
    await app.importFiles(await testMedia('constant.mp4'), await testMedia('b-frames.mp4'))
    await app.chooseNext(join(folder, 'barcode'))
    await app.run('Add a model')
    await expect(app.page.getByText('barcode was added.')).toBeVisible()
    await app.runModel('barcode', { on: 'all' })
    const state = async () => (await app.snapshot()).runs.find(({ modelId }) => modelId === 'barcode')?.state
    await expect.poll(state, { timeout: 120_000 }).toBe('done')
    let looked = 0
    for (const { id, name } of (await app.snapshot()).recordings) {
      const segments = (await app.ask('track.segments', { recordingId: id }))
        .filter(({ value }) => value?.kind === 'ratings')
        .toSorted((a, b) => a.start - b.start)
      const seen = segments.map(({ start, value }) => [
        Math.round(start / 1e5),
        value?.kind === 'ratings' ? value.ratings['number'] : undefined
      ])
      expect(seen, name).toEqual(seen.map(([tick = 0]) => [tick, (tick * RATE_HZ) / 10]))
      looked += seen.length
    }
    expect(looked).toBe(200)
  } finally {
    await app.close()
  }
})
