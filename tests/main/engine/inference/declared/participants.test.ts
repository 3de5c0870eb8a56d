import { beforeAll, expect, test } from 'vitest'
import type { Decoder, PredictItem } from '../../../../../src/main/engine/protocol'
import { fakeDecoder, itemFor } from '../fixtures'
import { makeModelsFolder, putModel, runModel, soundFigures, trackOf } from './tiny-models'

const RATE = 16_000
let folder = ''

/** Left 0.25, right 0.75, mixed 0.5, all through ten seconds; only what is asked for. */
const stereo: Decoder = {
  ...fakeDecoder({}),
  async *audio({ mono, fromSeconds = 0, toSeconds = 10 }) {
    await Promise.resolve()
    const from = Math.max(0, Math.round(fromSeconds * RATE))
    const count = Math.max(0, Math.min(10 * RATE, Math.round(toSeconds * RATE)) - from)
    const of = (value: number): Float32Array<ArrayBuffer> => new Float32Array(count).fill(value)
    yield { startSeconds: from / RATE, sampleRateHz: RATE, channels: mono ? [of(0.5)] : [of(0.25), of(0.75)] }
  }
}

beforeAll(() => {
  folder = makeModelsFolder()
  putModel(
    folder,
    'own',
    {
      unit: { type: 'utterance', tier: 'utterances' },
      bindings: { voice: { modality: 'audio', participant: 'unit-speaker' } },
      inputs: [
        {
          name: 'x',
          dtype: 'float32',
          shape: ['B', 'N'],
          from: 'voice',
          pipeline: [
            { op: 'audio.load', channel: 'participant' },
            { op: 'audio.resample', hz: RATE }
          ]
        }
      ],
      outputs: [{ id: 'o', name: 'y', task: 'regression', target: { scheme: 'v', dims: ['a', 'b', 'c'] } }]
    },
    soundFigures()
  )
})

test('each turn of a conversation is heard on the channel of who speaks, and mixed where nobody says', async () => {
  const base = itemFor('audio', 10)
  const person = (id: string, channels: Record<string, number>) =>
    ({ id, name: id, color: '', details: { channels } }) as unknown as NonNullable<
      PredictItem['persons']
    >[number]
  const item: PredictItem = {
    ...base,
    input: {
      ...base.input,
      stream: { ...base.input.stream, info: { ...base.input.stream.info, channelCount: 2 } }
    },
    persons: [
      person('left', { [base.input.stream.id]: 0 }),
      person('right', { '*': 1 }),
      // A channel that the sound does not have says nothing.
      person('third', { '*': 2 })
    ],
    tracks: [
      trackOf('turns', { kind: 'utterances' }, [
        [0, 1, { personId: 'left' }],
        [1, 2, { personId: 'right' }],
        [2, 3, { personId: 'left' }],
        [3, 4, { personId: 'third' }],
        [4, 5, {}]
      ])
    ]
  }
  const ran = await runModel(folder, 'own', [item], stereo)
  expect(ran.result).toMatchObject({ ok: true })
  const heard = ran
    .segments('o')
    .toSorted((a, b) => a.start - b.start)
    .map(({ value }) => (value?.kind === 'ratings' ? value.ratings['a'] : undefined))
  expect(heard).toEqual([0.25, 0.75, 0.25, 0.5, 0.5])
})
