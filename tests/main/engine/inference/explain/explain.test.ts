import { describe, expect, test } from 'vitest'
import { OnnxGraph } from '../../../../../models/convert/onnx-graph'
import { explainJob } from '../../../../../src/main/engine/inference/explain/explain-job'
import type { Decoder, JobResult, JobSpec, PredictItem } from '../../../../../src/main/engine/protocol'
import type { Explained } from '../../../../../src/shared/explain/explained'
import { IDENTITY, type Picture } from '../../../../../src/main/engine/inference/ops/value'
import { Committed, contextFor, fakeDecoder, hasModel, itemFor, modelsFolder } from '../fixtures'
import { makeModelsFolder, putModel, trackOf, type TinyManifest } from '../declared/tiny-models'

const RATE = 16_000

async function explain(
  folder: string,
  spec: Partial<Extract<JobSpec, { kind: 'explain' }>> & { modelId: string; item: PredictItem },
  decoder: Decoder
): Promise<JobResult> {
  const context = {
    ...contextFor(decoder, new Committed()),
    environment: { modelsFolder: folder, threads: 1 }
  }
  const made = await explainJob(
    { kind: 'explain', time: 1_500_000, options: {}, provider: 'cpu', schemes: [], ...spec },
    context
  )
  if (!made.ok) throw new Error(made.error.message)
  return made.value
}

async function explained(...given: Parameters<typeof explain>): Promise<Explained> {
  const made = await explain(...given)
  if (made.kind !== 'explained') throw new Error(made.kind)
  return made.explained
}

const hearing = (windowSec: number): TinyManifest => ({
  unit: { type: 'window', windowSec, hopSec: windowSec },
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
      id: 'loud',
      name: 'y',
      task: 'regression',
      target: { scheme: 'mine', attribute: 'loud', dims: ['loud'] }
    }
  ]
})

/** Sum of squares of a sound. */
function energy(): Uint8Array {
  const graph = new OnnxGraph('energy')
  const x = graph.input('x', 'float32', ['B', 'N'])
  graph.node('ReduceSumSquare', [x], { axes: [1], keepdims: 1 }, 'y')
  graph.output('y', 'float32', ['B', 1])
  return graph.encode({})
}

/** 0.7 whatever it hears. */
function always(): Uint8Array {
  const graph = new OnnxGraph('always')
  const x = graph.input('x', 'float32', ['B', 'N'])
  const mean = graph.node('ReduceMean', [x], { axes: [1], keepdims: 1 })
  const nothing = graph.node('Mul', [mean, graph.scalar('zero', 0)])
  graph.node('Add', [nothing, graph.scalar('seven', 0.7)], {}, 'y')
  graph.output('y', 'float32', ['B', 1])
  return graph.encode({})
}

/** Three seconds, a tone in the second of them only. */
const tone = {
  sound: {
    rateHz: RATE,
    samples: Float32Array.from({ length: 3 * RATE }, (_, i) =>
      i >= RATE && i < 2 * RATE ? 0.5 * Math.sin((2 * Math.PI * 440 * i) / RATE) : 0
    )
  }
}

describe('why a model answers as it does', () => {
  test('a model of loudness listens to where it is loud', async () => {
    const folder = makeModelsFolder()
    putModel(folder, 'energy', hearing(3), energy())
    const { parts, scores, start, end, runs } = await explained(
      folder,
      { modelId: 'energy', item: itemFor('audio', 3) },
      fakeDecoder(tone)
    )
    expect([start, end]).toEqual([0, 3_000_000])
    expect(scores[0]).toBeCloseTo((0.5 ** 2 / 2) * RATE, 0)
    expect(runs).toBe(25)
    for (const { part, effect } of parts) {
      if (part.kind !== 'time') throw new Error(part.kind)
      const inside = part.fromSeconds >= 1 - 1e-6 && part.toSeconds <= 2 + 1e-6
      // An eighth of a second of the tone each.
      expect(effect ?? NaN).toBeCloseTo(inside ? ((0.5 ** 2 / 2) * RATE) / 8 : 0, 0)
    }
  })

  test('a model that always says the same has a flat map, of nothing but 0', async () => {
    const folder = makeModelsFolder()
    putModel(folder, 'always', hearing(3), always())
    const { parts } = await explained(
      folder,
      { modelId: 'always', item: itemFor('audio', 3) },
      fakeDecoder(tone)
    )
    expect(parts.length).toBe(24)
    expect(parts.every(({ effect }) => effect === 0)).toBe(true)
  })

  test('a model that sums the top left quarter of a picture has at least 95 % of its map there', async () => {
    const graph = new OnnxGraph('quarter')
    const x = graph.input('x', 'float32', ['B', 3, 56, 56])
    const rows = graph.node('Slice', [
      x,
      graph.ints('from', [0, 0]),
      graph.ints('to', [28, 28]),
      graph.ints('axes', [2, 3])
    ])
    graph.node('ReduceSum', [rows, graph.ints('all', [1, 2, 3])], { keepdims: 0 }, 'sum')
    graph.node('Unsqueeze', ['sum', graph.ints('last', [1])], {}, 'y')
    graph.output('y', 'float32', ['B', 1])
    const folder = makeModelsFolder()
    putModel(
      folder,
      'quarter',
      {
        unit: { type: 'frame', hopSec: 1 },
        bindings: { seen: { modality: 'video' } },
        inputs: [
          {
            name: 'x',
            dtype: 'float32',
            shape: ['B', 3, 56, 56],
            from: 'seen',
            pipeline: [
              { op: 'image.color', space: 'rgb' },
              { op: 'image.resize', w: 56, h: 56, filter: 'bilinear', fit: 'stretch' },
              { op: 'image.layout', to: 'NCHW' }
            ]
          }
        ],
        outputs: [
          {
            id: 'sum',
            name: 'y',
            task: 'regression',
            target: { scheme: 'mine', attribute: 'sum', dims: ['sum'] }
          }
        ]
      },
      graph.encode({})
    )
    // Bright dots on black, everywhere alike.
    const picture = (): Picture => ({
      kind: 'picture',
      widthPx: 112,
      heightPx: 112,
      channels: 3,
      data: Uint8Array.from({ length: 112 * 112 * 3 }, (_, i) => ((i * 7919) % 31 === 0 ? 255 : 0)),
      placement: IDENTITY
    })
    const { parts } = await explained(
      folder,
      { modelId: 'quarter', item: itemFor('video', 3) },
      fakeDecoder({ picture })
    )
    expect(parts).toHaveLength(49)
    const mass = (only: (x: number, y: number) => boolean): number =>
      parts.reduce((sum, { part, effect }) => {
        if (part.kind !== 'patch') throw new Error(part.kind)
        return only(part.x, part.y) ? sum + Math.abs(effect ?? 0) : sum
      }, 0)
    // Patches are sevenths: those that begin in the quarter.
    expect(mass((x, y) => x < 0.5 && y < 0.5) / mass(() => true)).toBeGreaterThanOrEqual(0.95)
  })

  test('what would be: without sound, louder, and with other words', async () => {
    const folder = makeModelsFolder()
    putModel(folder, 'energy', hearing(3), energy())
    const ask = async (changes: Extract<JobSpec, { kind: 'explain' }>['changes']) => {
      const made = await explain(
        folder,
        { modelId: 'energy', item: itemFor('audio', 3), ...(changes ? { changes } : {}) },
        fakeDecoder(tone)
      )
      if (made.kind !== 'changed') throw new Error(made.kind)
      return { before: made.before[0] ?? NaN, after: made.after?.[0] }
    }
    const louder = await ask([{ kind: 'gain', binding: 'voice', factor: 2 }])
    expect((louder.after ?? NaN) / louder.before).toBeCloseTo(4, 4)
    const silent = await ask([{ kind: 'gain', binding: 'voice', factor: 0 }])
    expect(silent.after).toBe(0)
  })

  test('a moment that the model does not look at, and a model that is not there, are told', async () => {
    const folder = makeModelsFolder()
    putModel(folder, 'energy', hearing(3), energy())
    const outside = { modelId: 'energy', item: itemFor('audio', 3), time: 60_000_000 }
    await expect(explain(folder, outside, fakeDecoder(tone))).rejects.toThrow(
      /looks at nothing at this moment/
    )
    await expect(
      explain(folder, { modelId: 'gone', item: itemFor('audio', 3) }, fakeDecoder(tone))
    ).rejects.toThrow(/gone/)
  })
})

describe.skipIf(!hasModel('text-emotion'))('words that a text model hangs on', () => {
  const item: PredictItem = {
    ...itemFor('audio', 60),
    tracks: [
      trackOf('talk', { kind: 'utterances' }, [[1, 4, { text: 'I am so angry with you about the meeting' }]])
    ]
  }

  test('the word of the emotion comes first, and without it the answer is another', async () => {
    const { parts, labels, target, text } = await explained(
      modelsFolder,
      { modelId: 'text-emotion', outputId: 'emotion', item, time: 2_000_000 },
      fakeDecoder({})
    )
    expect(labels[target]).toBe('anger')
    const [first] = parts.toSorted((a, b) => (b.effect ?? 0) - (a.effect ?? 0))
    expect(first?.part).toMatchObject({ kind: 'word', text: 'angry' })
    expect(text?.slice(8, 13)).toBe('angry')
    const made = await explain(
      modelsFolder,
      {
        modelId: 'text-emotion',
        outputId: 'emotion',
        item,
        time: 2_000_000,
        changes: [{ kind: 'text', binding: 'words', text: 'I am so with you about the meeting' }]
      },
      fakeDecoder({})
    )
    if (made.kind !== 'changed') throw new Error(made.kind)
    const after = made.after ?? []
    expect(made.labels[after.indexOf(Math.max(...after))]).not.toBe('anger')
  })
})
