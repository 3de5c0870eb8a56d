import { beforeAll, describe, expect, test } from 'vitest'
import { changedManifest } from '../../../../../src/main/engine/inference/variants/changed-manifest'
import { changedItem } from '../../../../../src/main/engine/inference/variants/changed-item'
import {
  changedReaders,
  lostChannels
} from '../../../../../src/main/engine/inference/variants/changed-readers'
import type { Manifest } from '../../../../../src/main/engine/inference/manifest'
import { compileSteps } from '../../../../../src/main/engine/inference/ops/pipeline'
import { turnReader } from '../../../../../src/main/engine/inference/sources/text'
import { turnsOf } from '../../../../../src/main/engine/inference/units/turns'
import { micros } from '../../../../../src/shared/domain/time'
import type { PredictItem } from '../../../../../src/main/engine/protocol'
import type { RunVariant } from '../../../../../src/shared/variants/run-variant'
import { Committed, fakeDecoder, hasModel, itemFor, modelsFolder } from '../fixtures'
import { makeModelsFolder, putModel, runModel, soundFigures, trackOf } from '../declared/tiny-models'

const RATE = 16_000
let folder = ''

beforeAll(() => {
  folder = makeModelsFolder()
  putModel(
    folder,
    'windows',
    {
      unit: { type: 'window', windowSec: 1, hopSec: 1, anchor: 'start', last: 'pad' },
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
          shape: ['B', 3],
          task: 'regression',
          target: { scheme: 'v', attribute: 'level', dims: ['mean', 'most', 'least'] },
          decode: [{ op: 'identity' }]
        }
      ]
    },
    soundFigures()
  )
})

const sound = {
  rateHz: RATE,
  samples: Float32Array.from({ length: 4 * RATE }, (_, i) => 0.3 * Math.sin((2 * Math.PI * 220 * i) / RATE))
}
const decoder = fakeDecoder({ sound })

async function heard(
  variant: RunVariant | undefined,
  committed = new Committed(),
  item = itemFor('audio', 4)
) {
  const ran = await runModel(folder, 'windows', [item], decoder, {
    options: variant ? { variant } : {},
    committed
  })
  expect(ran.result).toMatchObject({ ok: true })
  return {
    hash: committed.batches.at(-1)?.inputHash,
    most: ran
      .segments('figures')
      .map(({ value }) => (value?.kind === 'ratings' ? (value.ratings['most'] ?? NaN) : NaN))
  }
}

const noise = (level: number, seed = 1): RunVariant => ({
  kind: 'perturbation',
  change: 'white-noise',
  level,
  seed
})

describe('a sweep of noise (CMP-4)', () => {
  test('gives identical hashes of the sound and identical answers when it is run again, and others for another seed', async () => {
    const sweep = async (seed: number) => {
      const steps = []
      for (const level of [20, 10, 0]) steps.push(await heard(noise(level, seed)))
      return steps
    }
    const first = await sweep(1)
    expect(await sweep(1)).toEqual(first)
    expect(first.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash ?? ''))).toBe(true)
    expect(new Set(first.map(({ hash }) => hash)).size).toBe(3)
    const other = await sweep(2)
    expect(other.map(({ hash }) => hash).some((hash, i) => hash === first[i]?.hash)).toBe(false)
  })

  test('is heard by the model: the loudest sample grows from step to step, and the clean run has no noise', async () => {
    const loudest = async (variant?: RunVariant) => Math.max(...(await heard(variant)).most)
    const clean = await loudest()
    const steps = [await loudest(noise(20)), await loudest(noise(10)), await loudest(noise(0))]
    expect(clean).toBeCloseTo(0.3, 3)
    expect([clean, ...steps]).toEqual([clean, ...steps].toSorted((a, b) => a - b))
    expect(steps[2]).toBeGreaterThan(0.6)
  })

  test('that was interrupted and goes on hears the same as one in a single go', async () => {
    const whole = await heard(noise(5))
    const half = new Committed()
    await heard(noise(5), half)
    // As if only the first two of four windows had been committed.
    const item: PredictItem = { ...itemFor('audio', 4), doneSegmentIds: half.doneSegmentIds.slice(0, 2) }
    const rest = await heard(noise(5), new Committed(), item)
    expect(rest.hash).toBe(whole.hash)
    expect(rest.most).toEqual(whole.most.slice(2))
  })
})

test('an ordinary run tells no hash', async () => {
  expect((await heard(undefined)).hash).toBeUndefined()
})

test('windows of another length slide in the same steps', async () => {
  // Four seconds in steps of one: windows of one second begin at 0, 1, 2, 3; of two seconds the one at 2 reaches the end.
  expect((await heard({ kind: 'window', seconds: 1 })).most).toHaveLength(4)
  expect((await heard({ kind: 'window', seconds: 2 })).most).toHaveLength(3)
})

const said = ['One.', 'Two.', 'Three.', 'Four.']
const erc: Manifest = {
  schema: 'affectory.model/1',
  id: 'erc',
  name: 'ERC',
  kind: 'onnx',
  unit: { type: 'utterance', tier: 'utterances' },
  bindings: { words: { modality: 'text' } },
  inputs: [
    {
      name: 'ids',
      dtype: 'int64',
      shape: ['B', 'L'],
      from: 'words',
      pipeline: [
        { op: 'text.template', format: '{speaker:upper}: {text}' },
        { op: 'dialogue.window', past: 2, future: 2, separator: '</s></s>' }
      ]
    }
  ],
  outputs: []
}

describe('contexts of one manifest (CMP-2)', () => {
  const textOf = (past: boolean, future: boolean, at = 1, manifest = erc): string => {
    const changed = changedManifest(manifest, { kind: 'context', past, future, turns: 1000 })
    if (!changed.ok) throw new Error(changed.error.message)
    const steps = compileSteps(changed.value.inputs?.[0]?.pipeline ?? [], 'ids', 'manifest.json')
    if (!steps.ok) throw new Error(steps.error.message)
    const turns = said.map((text, i) => ({
      id: `t${i}`,
      text,
      speaker: i % 2 ? 'Ben' : 'Ada',
      start: i as never,
      end: (i + 1) as never
    }))
    const value = steps.value({ kind: 'dialogue', turns, at }, {})
    return value.kind === 'words' ? value.text : value.kind
  }

  test('write four texts of one turn', () => {
    expect(textOf(false, false)).toBe('BEN: Two.')
    expect(textOf(true, false)).toBe('ADA: One.</s></s>BEN: Two.')
    expect(textOf(false, true)).toBe('BEN: Two.</s></s>ADA: Three. BEN: Four.')
    expect(textOf(true, true)).toBe('ADA: One.</s></s>BEN: Two.</s></s>ADA: Three. BEN: Four.')
  })

  test('give a model of the past a future as long as its past', () => {
    const causal = structuredClone(erc) as Manifest
    const input = causal.inputs?.[0]
    if (!input) throw new Error('no input')
    const manifest: Manifest = {
      ...causal,
      inputs: [
        {
          ...input,
          pipeline: [{ op: 'dialogue.window', past: 1, future: 0, causal: true, join: ' ', separator: '|' }]
        }
      ]
    }
    expect(textOf(true, false, 1, manifest)).toBe('One.|Two.')
    expect(textOf(false, true, 1, manifest)).toBe('Two.|Three.')
  })

  test('are refused for a model that reads each turn alone', () => {
    const alone: Manifest = { ...erc, inputs: [{ ...erc.inputs?.[0], pipeline: [] } as never] }
    const refused = changedManifest(alone, { kind: 'context', past: true, future: false, turns: 1000 })
    expect(refused).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('reads each turn alone') }
    })
  })
})

describe.skipIf(!hasModel('conversation-emotion'))('a model that reads a conversation as a whole', () => {
  const talk = [
    ['Ada', 'I am so sad, I miss her every day.'],
    ['Ben', 'Hello.'],
    ['Ada', 'You know.']
  ] as const
  const item = (turns: readonly (readonly [string, string])[]): PredictItem => ({
    ...itemFor('audio', 60),
    persons: ['Ada', 'Ben'].map((name) => ({ id: `p-${name}`, name, color: '#808080' })),
    tracks: [
      trackOf(
        'talk',
        { kind: 'utterances' },
        turns.map(([speaker, text], i) => [2 * i, 2 * i + 1, { text, personId: `p-${speaker}` }] as const)
      )
    ]
  })
  const scores = async (variant?: RunVariant, turns: readonly (readonly [string, string])[] = talk) =>
    (
      await runModel(modelsFolder, 'conversation-emotion', [item(turns)], fakeDecoder({}), {
        options: variant ? { variant } : {}
      })
    )
      .segments('past')
      .toSorted((a, b) => a.start - b.start)
      .map((segment) => segment.scores)
  const context = (past: boolean, future: boolean): RunVariant => ({
    kind: 'context',
    past,
    future,
    turns: 1000
  })

  test('without context says of each turn what it says of it alone; with the past what it says in the whole', async () => {
    const none = await scores(context(false, false))
    expect(none).toHaveLength(3)
    expect(none[2]).toEqual((await scores(undefined, [['Ada', 'You know.']]))[0])
    // This output looks at the past alone: the past is its whole context, and the future none.
    const whole = await scores()
    expect(await scores(context(true, false))).toEqual(whole)
    expect(none[2]).not.toEqual(whole[2])
    expect(await scores(context(false, true))).toEqual(none)
    expect(await scores(context(true, true))).toEqual(whole)
  })
})

test('channels that are lost at a small step are lost at larger ones, the same ones for the same seed', () => {
  const names = Array.from({ length: 20 }, (_, i) => `C${i}`)
  const small = lostChannels(names, 0.1, 1)
  const large = lostChannels(names, 0.5, 1)
  expect([small.size, large.size]).toEqual([2, 10])
  expect([...small].every((name) => large.has(name))).toBe(true)
  expect(lostChannels(names.toReversed(), 0.1, 1)).toEqual(small)
  expect(lostChannels(names, 0.5, 2)).not.toEqual(large)
})

test('lost channels are flat at their mean where the model reads them, gaps stay, and the others are as recorded', async () => {
  const channels = {
    kind: 'channels' as const,
    names: ['A', 'B'],
    units: ['uV', 'uV'],
    data: [Float64Array.of(1, 2, NaN, 6), Float64Array.of(4, 5, 6, 7)],
    ...{ rateHz: 4, from: 0, to: 4, startSeconds: 0 }
  }
  const reader = { read: () => Promise.resolve(channels), close: () => undefined }
  const wish: RunVariant = { kind: 'perturbation', change: 'lost-channels', level: 50, seed: 1 }
  const read = changedReaders({ of: () => reader, close: () => undefined }, wish).of({} as never)
  const value = await read?.read({} as never)
  const [lost] = lostChannels(['A', 'B'], 0.5, 1)
  const data = value?.kind === 'channels' ? value.data.map((row) => [...row]) : []
  expect(data).toEqual(
    lost === 'A'
      ? [
          [3, 3, NaN, 3],
          [4, 5, 6, 7]
        ]
      : [
          [1, 2, NaN, 6],
          [5.5, 5.5, 5.5, 5.5]
        ]
  )
})

describe('written components', () => {
  const narrative: PredictItem = {
    ...itemFor('audio', 4),
    tracks: [
      trackOf('words', { kind: 'utterances' }, [[0, 4, { text: 'all of it' }]]),
      trackOf('feel', { kind: 'utterances', layer: 'feeling' }, [[0, 4, { text: 'I was afraid' }]]),
      trackOf('do', { kind: 'utterances', layer: 'behavior' }, [[0, 4, { text: 'I ran' }]])
    ]
  }
  const read = async (keep: readonly string[]): Promise<string> => {
    const item = changedItem(
      narrative,
      { kind: 'components', all: ['feeling', 'behavior'], keep: [...keep] },
      []
    )
    const pipeline = [{ op: 'text.template', format: '[{component:feeling}] [{component:behavior}]' }]
    const turns = turnsOf(item)
    const value = await turnReader({ item, pipeline }).read({
      ...{ key: 'u', start: micros(0), end: micros(4e6), turns, at: 0 }
    })
    const steps = compileSteps(pipeline, 'ids', 'manifest.json')
    if (!steps.ok || !value) throw new Error('nothing was read')
    const written = steps.value(value, {})
    return written.kind === 'dialogue' ? (written.turns[written.at]?.text ?? '') : written.kind
  }

  test('that are left out are as if nobody had written them', async () => {
    expect(await read(['feeling', 'behavior'])).toBe('[I was afraid] [I ran]')
    expect(await read(['behavior'])).toBe('[] [I ran]')
    expect(await read(['feeling'])).toBe('[I was afraid] []')
  })
})
