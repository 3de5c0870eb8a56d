import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readModelFolder } from '../../../../src/main/engine/inference/model-folder'
import { runSelfTests } from '../../../../src/main/engine/inference/self-test/run-self-tests'
import { fakeDecoder, itemFor } from './fixtures'
import { makeModelsFolder, putModel, runModel, soundFigures, type TinyManifest } from './declared/tiny-models'

const RATE = 16_000

/** Mean, largest and smallest of a window, doubled when decoded. */
const manifest = (selfTest: TinyManifest['selfTest']): TinyManifest => ({
  unit: { type: 'window', windowSec: 1, hopSec: 1 },
  bindings: { voice: { modality: 'audio' } },
  inputs: [
    {
      name: 'x',
      dtype: 'float32',
      shape: ['B', 'N'],
      from: 'voice',
      pipeline: [{ op: 'audio.load' }, { op: 'audio.resample', hz: RATE }]
    }
  ],
  outputs: [
    {
      id: 'figures',
      name: 'y',
      task: 'regression',
      target: { scheme: 'va-bipolar', dims: ['mean', 'most', 'least'] },
      decode: [{ op: 'affine', scale: 2, offset: 0 }]
    }
  ],
  ...(selfTest ? { selfTest } : {})
})

const fixtures = {
  'sound.json': JSON.stringify({
    values: { voice: { kind: 'sound', rateHz: RATE, samples: [0.5, -0.25, 0.25, 0.5] } }
  }),
  'feeds.json': JSON.stringify({ feeds: { x: { dims: [1, 3], values: [1, 2, 6] } } }),
  'answers.json': JSON.stringify({ outputs: { y: { dims: [3], values: [1, 2, 3] } } })
}

const right: NonNullable<TinyManifest['selfTest']> = [
  {
    name: 'sound',
    stage: 'pipeline',
    fixture: 'sound.json',
    expect: { x: { dims: [4], values: [0.5, -0.25, 0.25, 0.5] } }
  },
  { name: 'graph', stage: 'model', fixture: 'feeds.json', expect: { y: { values: [3, 6, 1] } } },
  { name: 'doubling', stage: 'decode', fixture: 'answers.json', expect: { figures: { values: [2, 4, 6] } } },
  {
    name: 'all of it',
    stage: 'end-to-end',
    fixture: 'sound.json',
    expect: { figures: { at: [1, 2], values: [1, -0.5] } }
  }
]

async function resultsOf(selfTest: TinyManifest['selfTest'], files: Record<string, string> = fixtures) {
  const folder = makeModelsFolder()
  putModel(folder, 'figures', manifest(selfTest), soundFigures(), files)
  mkdirSync(join(folder, 'figures', 'empty'))
  const { model, info } = await readModelFolder(join(folder, 'figures'))
  if (!model) throw new Error(info.problem?.message)
  return { folder, results: await runSelfTests(model) }
}

/** The right tests, with one of them changed. */
const changed = (name: string, change: Partial<(typeof right)[number]>) =>
  right.map((one) => (one.name === name ? { ...one, ...change } : one))

const sound = { sound: { rateHz: RATE, samples: new Float32Array(3 * RATE).fill(0.1) } }

describe('self-tests that travel with a model', () => {
  test('pass at every stage where the numbers are those expected', async () => {
    const { results } = await resultsOf(right)
    expect(results.map(({ name, passed, reason }) => ({ name, passed, reason }))).toEqual(
      right.map(({ name }) => ({ name, passed: true, reason: undefined }))
    )
  })

  test.each([
    [
      'sound',
      { expect: { x: { values: [0.5, -0.25, 0.35, 0.5] } } },
      'pipeline',
      0.1,
      'x[2] is 0.25 instead of 0.35'
    ],
    ['graph', { expect: { y: { values: [3, 6, 1.5] } } }, 'model', 0.5, 'y[0, 2] is 1 instead of 1.5'],
    [
      'doubling',
      { expect: { figures: { values: [2, 4, 6.25] } } },
      'decode',
      0.25,
      'figures[2] is 6 instead of 6.25'
    ],
    [
      'all of it',
      { expect: { figures: { at: [1], values: [2] } } },
      'end-to-end',
      1,
      'figures[1] is 1 instead of 2'
    ]
  ])(
    'one changed value in “%s” names the stage, the place and the difference',
    async (name, change, stage, by, words) => {
      const { results } = await resultsOf(changed(name, change))
      const failed = results.filter(({ passed }) => !passed)
      expect(failed).toHaveLength(1)
      expect(failed[0]).toMatchObject({ name, stage, reason: words })
      expect(failed[0]?.difference).toBeCloseTo(by, 6)
    }
  )

  test('a difference within the tolerance of the test passes', async () => {
    const { results } = await resultsOf(
      changed('graph', { expect: { y: { values: [3, 6, 1.5] } }, atol: 0.5 })
    )
    expect(results.every(({ passed }) => passed)).toBe(true)
  })

  test.each([
    ['a fixture that is not there', { fixture: 'gone.json' }, /gone\.json cannot be read/],
    ['a fixture outside the folder', { fixture: '../../etc/hostname' }, /lies outside|cannot be read/],
    ['a fixture that is a folder', { fixture: 'empty' }, /it is no file/],
    ['a fixture that is no JSON', { fixture: 'model.onnx' }, /cannot be read/],
    ['a fixture of another stage', { fixture: 'answers.json' }, /has no "feeds"/],
    ['an answer that does not exist', { expect: { z: { values: [1] } } }, /there is no "z"; there are: y/],
    ['another number of values', { expect: { y: { values: [1] } } }, /has 3 values instead of 1/],
    ['other axes', { expect: { y: { dims: [3], values: [3, 6, 1] } } }, /is 1 x 3 instead of 3/],
    ['no values at all', { expect: 'golden' }, /does not give values/]
  ])('%s fails the test with a sentence', async (_, change, words) => {
    const { results } = await resultsOf(changed('graph', change))
    expect(results.find(({ name }) => name === 'graph')).toMatchObject({ passed: false })
    expect(results.find(({ name }) => name === 'graph')?.reason).toMatch(words)
  })
})

describe('a model whose self-test fails', () => {
  test('is not run, and the run says which stage differs and by how much', async () => {
    const wrong = changed('sound', { expect: { x: { values: [0.5, -0.25, 0.35, 0.5] } } })
    const { folder } = await resultsOf(wrong)
    const ran = await runModel(folder, 'figures', [itemFor('audio', 3)], fakeDecoder(sound))
    expect(ran.result).toMatchObject({ ok: false, error: { code: 'model-not-trusted' } })
    if (!ran.result.ok)
      expect(ran.result.error.message).toContain(
        'its self-test “sound” fails at the stage pipeline: x[2] is 0.25 instead of 0.35, 0.100 more or less where 0.0001 is allowed'
      )
    expect(ran.committed.tracks.size).toBe(0)
  })

  test('is told at once where its fixture is a device without end', async () => {
    const { folder } = await resultsOf(changed('graph', { fixture: `${'../'.repeat(12)}dev/zero` }))
    const ran = await runModel(folder, 'figures', [itemFor('audio', 3)], fakeDecoder(sound))
    expect(ran.result).toMatchObject({ ok: false, error: { code: 'model-not-trusted' } })
    if (!ran.result.ok) expect(ran.result.error.message).toMatch(/lies outside its model folder/)
  })

  test('is run once its fixture is put right', async () => {
    const { folder } = await resultsOf(right, { ...fixtures, 'feeds.json': fixtures['answers.json'] })
    const before = await runModel(folder, 'figures', [itemFor('audio', 3)], fakeDecoder(sound))
    expect(before.result.ok).toBe(false)
    writeFileSync(join(folder, 'figures', 'feeds.json'), fixtures['feeds.json'])
    const after = await runModel(folder, 'figures', [itemFor('audio', 3)], fakeDecoder(sound))
    expect(after.result).toMatchObject({ ok: true })
  })
})
