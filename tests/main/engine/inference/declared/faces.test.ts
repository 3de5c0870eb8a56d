import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { OnnxGraph } from '../../../../../models/convert/onnx-graph'
import { withMissing } from '../../../../../src/main/engine/inference/faces/missing-faces'
import { IDENTITY, type Picture } from '../../../../../src/main/engine/inference/ops/value'
import { fakeDecoder, fitted, hasModel, itemFor, modelsFolder, photograph } from '../fixtures'
import { makeModelsFolder, putModel, runModel, type TinyManifest } from './tiny-models'

const built = hasModel('face-detection')
if (!built) console.log('skipped: the face detector is not built (npm run models)')

const SECONDS = 10
/** Nobody is in the picture in these seconds. */
const AWAY = { from: 4, to: 6 }
const dark = (): Picture => ({
  kind: 'picture',
  widthPx: 640,
  heightPx: 450,
  channels: 3,
  data: new Uint8Array(640 * 450 * 3).fill(40),
  placement: IDENTITY
})
const still = built ? fitted(photograph(3), 640) : dark()
const scene = (time: number): Picture => (time / 1e6 >= AWAY.from && time / 1e6 < AWAY.to ? dark() : still)

let folder = ''
const model = (policy: object, fps = 5): TinyManifest => ({
  unit: { type: 'person-frame', perParticipant: true, hopSec: 0.2 },
  bindings: { face: { modality: 'video', participant: 'each', whenMissing: 'skip-unit' } },
  runtime: { batch: { max: 4 } },
  inputs: [
    {
      name: 'x',
      dtype: 'float32',
      shape: ['B', 3, 16, 16],
      from: 'face',
      pipeline: [
        { op: 'video.sample', fps, mode: 'stride' },
        { op: 'video.faces', detector: 'face-detection', minScore: 0.5, maxFaces: 8 },
        { op: 'video.track', iouMin: 0.3, maxGapSec: 1 },
        { op: 'video.person', select: 'all' },
        { op: 'video.missing', ...policy },
        { op: 'video.crop', expand: 0, square: true },
        { op: 'image.color', space: 'rgb' },
        { op: 'image.resize', w: 16, h: 16, filter: 'bilinear', kernel: 'pillow' },
        { op: 'image.scale', factor: 0.00392156862745098 },
        { op: 'image.layout', to: 'NCHW' }
      ]
    }
  ],
  outputs: [
    {
      id: 'emotion',
      name: 'y',
      task: 'classification',
      target: { scheme: 's', attribute: 'emotion', labels: ['red', 'green', 'blue'] },
      decode: [
        { op: 'select', range: [0, 3] },
        { op: 'softmax', axis: -1 }
      ]
    },
    {
      id: 'va',
      name: 'y',
      task: 'frame-regression',
      target: { scheme: 'v', attribute: 'va', dims: ['valence', 'arousal'], range: [-1, 1], hz: 5 },
      decode: [{ op: 'select', range: [1, 3] }]
    },
    {
      id: 'look',
      name: 'y',
      task: 'embedding',
      target: { scheme: 'none' },
      decode: [{ op: 'embedding', norm: 'l2' }]
    }
  ]
})

beforeAll(() => {
  folder = makeModelsFolder()
  symlinkSync(join(modelsFolder, 'face-detection'), join(folder, 'face-detection'))
  // Mean of each colour of the face.
  const graph = new OnnxGraph('colours')
  const x = graph.input('x', 'float32', ['B', 3, 16, 16])
  graph.node('ReduceMean', [x], { axes: [2, 3], keepdims: 0 }, 'y')
  graph.output('y', 'float32', ['B', 3])
  for (const policy of ['skip', 'hold', 'zero'])
    putModel(folder, policy, model({ policy, maxHoldSec: 1 }), graph.encode({}))
})

const run = (id: string) => runModel(folder, id, [itemFor('video', SECONDS)], fakeDecoder({ picture: scene }))

describe.skipIf(!built)('a model of faces with several outputs, run as its manifest says', () => {
  test(
    'tells labels, values over time and vectors of each face, none of them while nobody is there',
    { timeout: 60_000 },
    async () => {
      const ran = await run('skip')
      expect(ran.result).toMatchObject({ ok: true })
      const labels = ran.output('emotion').tracks
      expect(labels.map(({ name }) => name)).toEqual([
        'Emotion, Face 1',
        'Emotion, Face 2',
        'Emotion, Face 3'
      ])
      // Skin is red; VIS-5: a face hidden for two seconds gives no label there.
      for (const { append, personKey } of labels) {
        expect(new Set(append.map(({ label }) => label))).toEqual(new Set(['red']))
        expect(
          append.every(({ end, start }) => end <= AWAY.from * 1e6 + 2e5 || start >= AWAY.to * 1e6 - 2e5)
        ).toBe(true)
        expect(append.some(({ start }) => start >= AWAY.to * 1e6)).toBe(true)
        expect(append.every((segment) => !('personId' in segment))).toBe(true)
        expect(personKey).toMatch(/face-\d/)
      }
      const traces = ran.output('va').traces
      expect(traces.map(({ name, dims, rateHz }) => [name, dims.join(), rateHz])).toEqual(
        [1, 2, 3].map((face) => [`Va, Face ${face}`, 'valence,arousal', 5])
      )
      const samples = traces[0]?.samples ?? new Float64Array()
      const at = (second: number): number => samples[Math.round(second * 5) * 2] ?? NaN
      expect(at(2)).toBeGreaterThan(0.1)
      expect(at(5)).toBeNaN()
      expect(at(8)).toBeCloseTo(at(2), 2)
      const vectors = ran.output('look').embeddings
      // Eight of ten seconds, five times a second, three faces; a face may be lost for a sample beside the gap.
      expect(vectors.length).toBeGreaterThan(110)
      expect(vectors.length).toBeLessThanOrEqual(120)
      expect(Math.hypot(...(vectors[0]?.vector ?? []))).toBeCloseTo(1, 5)
      expect(vectors.every((row) => row.personId === undefined && /^face-\d@\d+$/.test(row.unitKey))).toBe(
        true
      )
    }
  )

  test(
    'with "hold" goes on for a second, with "zero" has what the model says of black',
    { timeout: 60_000 },
    async () => {
      const valence = async (id: string) => {
        const samples = (await run(id)).output('va').traces[0]?.samples ?? new Float64Array()
        return (second: number): number => samples[Math.round(second * 5) * 2] ?? NaN
      }
      const [held, zero] = [await valence('hold'), await valence('zero')]
      expect(held(4.6)).toBeCloseTo(held(3.6), 5)
      expect(held(5.4)).toBeNaN()
      expect(zero(5)).toBe(0)
      expect(zero(2)).toBeGreaterThan(0.1)
    }
  )
})

describe('pictures in which a person is not seen', () => {
  const seen = [
    { sample: 2, said: 'a' },
    { sample: 6, said: 'b' }
  ]
  const places = (policy: 'skip' | 'nan' | 'hold' | 'zero', maxHoldSamples = 2) =>
    withMissing(seen, { policy, maxHoldSamples, black: '-' }).map(({ sample, said }) => `${sample}${said}`)

  test('have nothing, what was said last, or what is said of black', () => {
    expect(places('skip')).toEqual(['2a', '6b'])
    expect(places('nan')).toEqual(['2a', '6b'])
    expect(places('hold')).toEqual(['2a', '3a', '4a', '6b'])
    expect(places('zero')).toEqual(['2a', '3-', '4-', '5-', '6b'])
  })
})
