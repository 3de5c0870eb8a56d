import { beforeAll, describe, expect, test } from 'vitest'
import type { ManifestInput } from '../../../../../src/main/engine/inference/manifest'
import { Committed, fakeDecoder, itemFor } from '../fixtures'
import { makeModelsFolder, putModel, runModel, soundFigures, trackOf } from './tiny-models'

const RATE = 16_000
let folder = ''

/** A sound that is `level(second)` all through each second. */
const steps = (seconds: number, level: (second: number) => number): Float32Array =>
  Float32Array.from({ length: seconds * RATE }, (_, index) => level(Math.floor(index / RATE)))

const input = (more: readonly { readonly op: string }[] = []): ManifestInput => ({
  name: 'x',
  dtype: 'float32',
  shape: ['B', 'N'],
  from: 'voice',
  pipeline: [{ op: 'audio.load' }, { op: 'audio.resample', hz: RATE }, ...more]
})
const bindings = { voice: { modality: 'audio', participant: 'unit-speaker' } } as const
const target = { scheme: 's', attribute: 'emotion', labels: ['mean', 'most', 'least'] }

beforeAll(() => {
  folder = makeModelsFolder()
  putModel(
    folder,
    'windows',
    {
      unit: { type: 'window', tier: 'utterances', windowSec: 3, hopSec: 1.5, anchor: 'start', last: 'pad' },
      bindings,
      runtime: { batch: { max: 32 } },
      inputs: [input([{ op: 'audio.fit', sec: 3, pad: 'zero' } as { op: string }])],
      outputs: [
        {
          id: 'emotion',
          name: 'y',
          shape: ['B', 3],
          task: 'classification',
          target,
          decode: [{ op: 'softmax', axis: -1 }]
        }
      ],
      aggregate: [{ from: 'window', to: 'utterance', method: 'mean-prob', tie: 'first' }]
    },
    soundFigures()
  )
  putModel(
    folder,
    'ratings',
    {
      unit: { type: 'utterance', tier: 'utterances', minSec: 0.5, maxSec: 2 },
      bindings,
      inputs: [input()],
      outputs: [
        {
          id: 'adv',
          name: 'y',
          task: 'regression',
          target: { scheme: 'v', attribute: 'vad', dims: ['arousal', 'dominance', 'valence'] }
        },
        {
          id: 'emb',
          name: 'y',
          task: 'embedding',
          target: { scheme: 'none' },
          decode: [{ op: 'embedding' }],
          aux: true
        }
      ]
    },
    soundFigures()
  )
})

describe('a model of speech, run as its manifest says', () => {
  // SPE-4: a 7 s utterance, windows of 3 s every 1.5 s, the last one filled up; the utterance is the mean of the four.
  test('an utterance is the mean of its windows', async () => {
    // Seconds 2 to 9 are 0, 1/8, 2/8 ... 6/8 of full scale: sums of them are exact in single precision.
    const samples = steps(12, (second) => (second - 2) / 8)
    const item = {
      ...itemFor('audio', 12),
      tracks: [trackOf('turns', { kind: 'utterances' }, [[2, 9, { personId: 'p1' }]])]
    }
    const ran = await runModel(folder, 'windows', [item], fakeDecoder({ sound: { rateHz: RATE, samples } }))
    expect(ran.result.ok).toBe(true)
    const windows = [0, 1.5, 3, 4.5].map((from) =>
      samples.subarray((2 + from) * RATE, Math.min(9, 5 + from) * RATE)
    )
    const expected = [0, 0, 0]
    for (const window of windows) {
      const all = new Float64Array(3 * RATE)
      all.set(window)
      const figures = [
        all.reduce((sum, value) => sum + value, 0) / all.length,
        Math.max(...all),
        Math.min(...all)
      ]
      const shares = figures.map(Math.exp)
      const sum = shares.reduce((total, share) => total + share, 0)
      shares.forEach((share, at) => (expected[at] = (expected[at] ?? 0) + share / sum / 4))
    }
    const [segment, ...more] = ran.segments('emotion')
    expect(more).toEqual([])
    expect(segment).toMatchObject({ start: 2e6, end: 9e6, label: 'most', personId: 'p1' })
    target.labels.forEach((label, at) => expect(segment?.scores?.[label]).toBeCloseTo(expected[at] ?? NaN, 6))
    expect(ran.committed.doneSegmentIds).toEqual(['turns-0'])
  })

  // SPE-5: the order of the dimensions is the manifest's.
  test('ratings are told in the order of the manifest, long utterances as the mean of their parts, with their embedding', async () => {
    const samples = steps(10, (second) => (second % 2 === 0 ? 0.5 : -0.5))
    const tracks = [
      trackOf('turns', { kind: 'utterances' }, [
        [0, 0.3],
        [0, 2],
        [4, 8]
      ])
    ]
    const ran = await runModel(
      folder,
      'ratings',
      [{ ...itemFor('audio', 10), tracks }],
      fakeDecoder({ sound: { rateHz: RATE, samples } })
    )
    expect(ran.result.ok).toBe(true)
    expect(ran.segments('adv').map(({ start, end, value }) => [start / 1e6, end / 1e6, value])).toEqual([
      [0, 2, { kind: 'ratings', ratings: { arousal: 0, dominance: 0.5, valence: -0.5 } }],
      [4, 8, { kind: 'ratings', ratings: { arousal: 0, dominance: 0.5, valence: -0.5 } }]
    ])
    expect(
      ran
        .output('emb')
        .embeddings.map(({ segmentId, vector }) => [
          segmentId,
          [...vector].map((value) => Math.round(value * 1000) / 1000 + 0)
        ])
    ).toEqual([
      ['turns-1', [0, 0.5, -0.5]],
      ['turns-2', [0, 0.5, -0.5]]
    ])
    expect(ran.committed.problems).toEqual([expect.stringContaining('1 utterances are shorter')])
  })

  test('dimensions that swap places in the manifest swap what is told of them', async () => {
    const samples = steps(4, (second) => (second % 2 === 0 ? 0.5 : -0.5))
    const item = { ...itemFor('audio', 4), tracks: [trackOf('turns', { kind: 'utterances' }, [[0, 2]])] }
    const told = async (dims: readonly string[]) => {
      const id = `order-${dims.join('-')}`
      const outputs = [{ id: 'adv', name: 'y', task: 'regression', target: { scheme: 'v', dims } } as const]
      putModel(
        folder,
        id,
        { unit: { type: 'utterance', tier: 'utterances' }, bindings, inputs: [input()], outputs },
        soundFigures()
      )
      const ran = await runModel(folder, id, [item], fakeDecoder({ sound: { rateHz: RATE, samples } }))
      const value = ran.segments('adv')[0]?.value
      return value?.kind === 'ratings' ? Object.entries(value.ratings) : []
    }
    expect(await told(['arousal', 'dominance', 'valence'])).toEqual([
      ['arousal', 0],
      ['dominance', 0.5],
      ['valence', -0.5]
    ])
    expect(await told(['valence', 'dominance', 'arousal'])).toEqual([
      ['valence', 0],
      ['dominance', 0.5],
      ['arousal', -0.5]
    ])
  })

  test('units in one batch get what each gets alone', async () => {
    const samples = Float32Array.from(
      { length: 40 * RATE },
      (_, index) => Math.sin(index / 50) * ((index / RATE) % 7)
    )
    const turns = Array.from({ length: 16 }, (_, at) => [at * 2, at * 2 + 1 + (at % 4) * 0.3] as const)
    const together = { ...itemFor('audio', 40), tracks: [trackOf('t', { kind: 'utterances' }, turns)] }
    const decoder = fakeDecoder({ sound: { rateHz: RATE, samples } })
    const all = await runModel(folder, 'windows', [together], decoder)
    expect(all.segments('emotion')).toHaveLength(16)
    for (const [at, turn] of turns.entries()) {
      const alone = await runModel(
        folder,
        'windows',
        [{ ...together, tracks: [trackOf('t', { kind: 'utterances' }, [turn])] }],
        decoder
      )
      const [expected] = alone.segments('emotion')
      for (const label of target.labels)
        expect(
          Math.abs((all.segments('emotion')[at]?.scores?.[label] ?? NaN) - (expected?.scores?.[label] ?? NaN))
        ).toBeLessThanOrEqual(1e-5)
    }
  })

  test('the right channel is heard where the manifest asks for it', async () => {
    putModel(
      folder,
      'right',
      {
        unit: { type: 'recording' },
        bindings,
        inputs: [
          {
            ...input(),
            pipeline: [
              { op: 'audio.load', channel: 'right' },
              { op: 'audio.resample', hz: RATE }
            ]
          }
        ],
        outputs: [{ id: 'o', name: 'y', task: 'regression', target: { scheme: 'v', dims: ['a', 'b', 'c'] } }]
      },
      soundFigures()
    )
    const decoder = fakeDecoder({})
    const stereo = {
      ...decoder,
      async *audio({ mono }: { readonly mono: boolean }) {
        await Promise.resolve()
        const [left, right] = [new Float32Array(RATE).fill(0.25), new Float32Array(RATE).fill(0.75)]
        yield { startSeconds: 0, sampleRateHz: RATE, channels: mono ? [left] : [left, right] }
      }
    }
    const ran = await runModel(folder, 'right', [itemFor('audio', 1)], stereo)
    expect(ran.segments('o')[0]?.value).toEqual({ kind: 'ratings', ratings: { a: 0.75, b: 0.75, c: 0.75 } })
  })

  // RUN-3, at the size of MELD's test set.
  test('a run that was cancelled half-way ends with every utterance once, none computed twice', async () => {
    const count = 2610
    const samples = steps(30, (second) => second / 100)
    const turns = Array.from({ length: count }, (_, at) => [at * 0.01, at * 0.01 + 0.6] as const)
    const item = { ...itemFor('audio', 30), tracks: [trackOf('t', { kind: 'utterances' }, turns)] }
    const decoder = fakeDecoder({ sound: { rateHz: RATE, samples } })
    const stop = new AbortController()
    const first = new Committed()
    let cancelledAt = 0
    const cancelled = runModel(folder, 'windows', [item], decoder, {
      committed: first,
      signal: stop.signal,
      onBatch: () => {
        cancelledAt = performance.now()
        if (first.doneSegmentIds.length >= 500) stop.abort()
      }
    })
    await expect(cancelled).rejects.toThrow()
    expect(performance.now() - cancelledAt).toBeLessThan(1000)
    const half = first.doneSegmentIds.length
    expect(half).toBeGreaterThan(0)
    expect(half).toBeLessThan(count)
    const rest = await runModel(folder, 'windows', [first.resumed(item)], decoder)
    expect(rest.result.ok).toBe(true)
    const done = [...first.doneSegmentIds, ...rest.committed.doneSegmentIds]
    expect([done.length, new Set(done).size]).toEqual([count, count])
    const before = first.batches.flatMap(({ outputs = [] }) =>
      outputs.flatMap(({ tracks = [] }) => tracks.flatMap(({ append }) => append))
    )
    const starts = [...before, ...rest.segments('emotion')].map(({ start }) => start)
    expect([starts.length, new Set(starts).size]).toEqual([count, count])
  })

  test('one unit that cannot be prepared is told, the others are done', async () => {
    putModel(
      folder,
      'picky',
      {
        unit: { type: 'utterance', tier: 'utterances' },
        bindings,
        inputs: [input([{ op: 'tensor.reshape', shape: [RATE] } as { op: string }])],
        outputs: [{ id: 'o', name: 'y', task: 'regression', target: { scheme: 'v', dims: ['a', 'b', 'c'] } }]
      },
      soundFigures()
    )
    const tracks = [
      trackOf('t', { kind: 'utterances' }, [
        [0, 1],
        [2, 4],
        [5, 6]
      ])
    ]
    const ran = await runModel(
      folder,
      'picky',
      [{ ...itemFor('audio', 10), tracks }],
      fakeDecoder({ sound: { rateHz: RATE, samples: steps(10, () => 0.1) } })
    )
    expect(ran.result.ok).toBe(true)
    expect(ran.segments('o').map(({ start }) => start / 1e6)).toEqual([0, 5])
    expect(ran.committed.problems[0]).toMatch(
      /1 of 3 utterances could not be prepared for picky. The first: input "x"/
    )
  })
})
