import { dirname, join } from 'node:path'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { OnnxGraph } from '../../../../../models/convert/onnx-graph'
import { parseManifest } from '../../../../../src/main/engine/inference/parse-manifest'
import { tasks } from '../../../../../src/main/engine/inference/tasks'
import { draftFaults } from '../../../../../src/shared/model-wizard/draft-faults'
import { draftManifest } from '../../../../../src/shared/model-wizard/draft-manifest'
import { guessDraft } from '../../../../../src/shared/model-wizard/guess-draft'
import type { InputUse, ModelDraft, OutputUse } from '../../../../../src/shared/model-wizard/model-draft'
import type { PredictItem } from '../../../../../src/main/engine/protocol'
import { stepsOf, lookHere } from '../look/look-here'
import { IDENTITY, type Picture } from '../../../../../src/main/engine/inference/ops/value'
import { trackOf } from '../declared/tiny-models'
import { fakeDecoder, itemFor } from '../fixtures'
import { bareOnnx, factsOf, onnxFile, type Wanted } from './bare-onnx'

const tokenizer = readFileSync(
  resolve(import.meta.dirname, '../../../../fixtures/golden/text-bpe.json'),
  'utf8'
)

const guessed = async (inputs: readonly Wanted[], beside: Readonly<Record<string, string>> = {}, count = 4) =>
  guessDraft(await factsOf(onnxFile(bareOnnx(inputs, [{ name: 'logits', count }]), beside)))

const cases: readonly (readonly [string, Wanted, Partial<InputUse>, ModelDraft['modality']])[] = [
  [
    'a picture, colours first',
    { name: 'input', dims: ['N', 3, 112, 96] },
    { kind: 'picture', layout: 'NCHW', channels: 3, widthPx: 96, heightPx: 112 },
    'video'
  ],
  [
    'a picture, colours last',
    { name: 'input', dims: [1, 224, 224, 3] },
    { kind: 'picture', layout: 'NHWC', channels: 3 },
    'video'
  ],
  [
    'a grey picture',
    { name: 'Input3', dims: [1, 1, 64, 64] },
    { kind: 'picture', layout: 'NCHW', channels: 1, widthPx: 64 },
    'video'
  ],
  [
    'a picture of open size',
    { name: 'x', dims: ['b', 3, 'h', 'w'] },
    { kind: 'picture', widthPx: 224, heightPx: 224 },
    'video'
  ],
  ['sound', { name: 'input_values', dims: ['batch', 'time'] }, { kind: 'waveform', axis: false }, 'audio'],
  [
    'sound of a fixed length',
    { name: 'x', dims: ['B', 48_000] },
    { kind: 'waveform', samples: 48_000 },
    'audio'
  ],
  [
    'sound with an axis for its one channel',
    { name: 'wav', dims: ['B', 1, 'T'] },
    { kind: 'waveform', axis: true },
    'audio'
  ],
  [
    'a spectrogram',
    { name: 'x', dims: ['B', 80, 'T'] },
    { kind: 'mel', order: 'bands-first', axis: false },
    'audio'
  ],
  [
    'a spectrogram with time first',
    { name: 'x', dims: ['B', 'T', 40] },
    { kind: 'mel', order: 'frames-first' },
    'audio'
  ],
  [
    'a spectrogram as a picture',
    { name: 'log_mel', dims: ['B', 1, 64, 301] },
    { kind: 'mel', order: 'bands-first', axis: true, frames: 301 },
    'audio'
  ],
  [
    'EEG',
    { name: 'x', dims: ['B', 62, 400] },
    { kind: 'channels', order: 'channels-first', count: 62, samples: 400 },
    'eeg'
  ],
  [
    'EEG with time first',
    { name: 'x', dims: ['B', 512, 14] },
    { kind: 'channels', order: 'time-first', count: 14, samples: 512 },
    'eeg'
  ],
  [
    'EEG as a picture',
    { name: 'x', dims: ['B', 1, 32, 128] },
    { kind: 'channels', axis: true, count: 32, samples: 128 },
    'eeg'
  ],
  [
    'a clip',
    { name: 'x', dims: ['B', 3, 16, 112, 112] },
    { kind: 'picture', layout: 'NCTHW', frames: 16, widthPx: 112 },
    'video'
  ],
  ['words', { name: 'input_ids', type: 'int64', dims: ['b', 's'] }, { kind: 'ids' }, 'text']
]

describe('what an ONNX file most likely means', () => {
  test.each(cases)('%s is told by its axes and its name', async (_, input, use, modality) => {
    const draft = await guessed([input])
    expect(draft.inputs[0]?.use).toMatchObject(use)
    expect(draft.modality).toBe(modality)
    expect(draftFaults(draft, []).map(({ page }) => page)).toEqual(modality === 'text' ? ['preparation'] : [])
  })

  test.each(cases)(
    '%s gives a manifest that the schema allows, with steps that are built',
    async (_, input) => {
      const draft = await guessed([input])
      const manifest = parseManifest(JSON.stringify(draftManifest(draft)), 'it')
      if (!manifest.ok) throw new Error(manifest.error.message)
      const task = tasks.all.find((known) => known.accepts(manifest.value))
      expect(task?.check(manifest.value, 'it').ok).toBe(true)
    }
  )

  test('token ids, their mask and their types are told apart, and a length that is fixed is kept', async () => {
    const draft = await guessed([
      { name: 'input_ids', type: 'int64', dims: ['b', 128] },
      { name: 'attention_mask', type: 'int64', dims: ['b', 128] },
      { name: 'token_type_ids', type: 'int64', dims: ['b', 128] }
    ])
    expect(draft.inputs.map(({ use }) => use)).toEqual([
      { kind: 'ids', length: 128 },
      { kind: 'mask', length: 128 },
      { kind: 'typeIds', length: 128 }
    ])
  })

  const outputs: readonly (readonly [
    string,
    { name: string; count: number; last?: string },
    OutputUse,
    ModelDraft['outputs'][number]['activation']
  ])[] = [
    ['logits', { name: 'logits', count: 7 }, 'one-label', 'softmax'],
    ['probabilities, by the last operator', { name: 'y', count: 7, last: 'Softmax' }, 'one-label', 'none'],
    ['logarithms of probabilities', { name: 'y', count: 7, last: 'LogSoftmax' }, 'one-label', 'log-softmax'],
    ['arousal and valence', { name: 'arousal_valence', count: 2 }, 'dimensions', 'none'],
    ['one number', { name: 'y', count: 1 }, 'dimensions', 'none'],
    ['an embedding', { name: 'y', count: 256 }, 'embedding', 'none'],
    ['an embedding by its name', { name: 'pooled', count: 8 }, 'embedding', 'none']
  ]
  test.each(outputs)(
    'an output of %s is told by its name, its length and what makes it',
    async (_, output, use, activation) => {
      const path = onnxFile(bareOnnx([{ name: 'x', dims: ['B', 'N'] }], [output]))
      const [found] = guessDraft(await factsOf(path)).outputs
      expect([found?.use, found?.activation]).toEqual([use, activation])
      expect(found?.labels.length).toBe(use === 'embedding' ? 0 : output.count)
    }
  )

  test('labels, sample rate and normalisation are taken from the files that Hugging Face writes beside it', async () => {
    const draft = await guessed([{ name: 'input_values', dims: ['b', 't'] }], {
      'config.json': JSON.stringify({
        id2label: { 0: 'ang', 1: 'hap', 2: 'neu', 3: 'sad' },
        problem_type: 'multi_label_classification'
      }),
      'preprocessor_config.json': JSON.stringify({ sampling_rate: 8000, do_normalize: true })
    })
    expect(draft.outputs[0]).toMatchObject({
      use: 'several-labels',
      labels: ['ang', 'hap', 'neu', 'sad'],
      activation: 'sigmoid'
    })
    expect([draft.rateHz, draft.normalized]).toEqual([8000, true])
  })

  test.each([
    [[0.485, 0.456, 0.406], [0.229, 0.224, 0.225], 'imagenet'],
    [[0.5, 0.5, 0.5], [0.5, 0.5, 0.5], 'minus-one-one'],
    [[0, 0, 0], [1, 1, 1], 'zero-one']
  ])('means %s and deviations %s beside it choose a preset', async (image_mean, image_std, preset) => {
    const draft = await guessed([{ name: 'pixel_values', dims: ['b', 3, 224, 224] }], {
      'preprocessor_config.json': JSON.stringify({ image_mean, image_std })
    })
    expect(draft.preset).toBe(preset)
  })

  test('the id is made of the file’s name', async () => {
    const draft = await guessed([{ name: 'x', dims: ['B', 'N'] }])
    expect([draft.id, draft.name]).toEqual(['some-model', 'Some Model'])
  })
})

/** The draft as it is tried: what a model sees with it. */
async function tried(
  inputs: readonly Wanted[],
  change: (draft: ModelDraft) => ModelDraft,
  decoder: Parameters<typeof lookHere>[0],
  item: PredictItem,
  more: { readonly beside?: Readonly<Record<string, string>>; readonly segmentId?: string } = {}
) {
  const path = onnxFile(bareOnnx(inputs, [{ name: 'logits', count: 4 }]), more.beside)
  const draft = change(guessDraft(await factsOf(path)))
  return lookHere(decoder, {
    item,
    model: {
      kind: 'draft',
      path,
      manifest: JSON.stringify(draftManifest(draft)),
      places: more.beside ? { tok: join(dirname(path), 'tokenizer.json') } : {}
    },
    ...(more.segmentId === undefined ? {} : { segmentId: more.segmentId })
  })
}

const same = (draft: ModelDraft): ModelDraft => draft
const RATE = 16_000
const sound = { sound: { rateHz: RATE, samples: new Float32Array(5 * RATE).fill(0.25) } }

/** The bare network says mean + 0, 1, 2, 3, so that softmax is that of 0, 1, 2, 3 whatever it sees. */
const softmaxOf0to3 = [0, 1, 2, 3].map((i) => Math.exp(i) / (1 + Math.E + Math.E ** 2 + Math.E ** 3))

describe('a manifest that is still being written is tried on a moment', () => {
  test('with sound: the guess runs as it is', async () => {
    const look = await tried([{ name: 'x', dims: ['B', 'N'] }], same, fakeDecoder(sound), itemFor('audio', 5))
    expect(look.stopped).toBeUndefined()
    const raw = look.outputs[0]?.raw?.first ?? []
    expect(raw.map((value) => Math.round(value * 100) / 100)).toEqual([0.25, 1.25, 2.25, 3.25])
    look.outputs[0]?.answer?.scores.forEach((score, i) =>
      expect(score).toBeCloseTo(softmaxOf0to3[i] ?? NaN, 5)
    )
  })

  test('with a spectrogram of a fixed number of frames: exactly as many come out', async () => {
    const look = await tried(
      [{ name: 'log_mel', dims: ['B', 1, 64, 101] }],
      same,
      fakeDecoder(sound),
      itemFor('audio', 5)
    )
    expect(look.stopped).toBeUndefined()
    expect(look.inputs[0]?.taken?.dims).toEqual([1, 64, 101])
  })

  const presets = ['imagenet', 'hsemotion', 'avcer', 'zero-one', 'minus-one-one', 'bytes'] as const
  /** Red 255, green 128, blue 0 as each preset leaves them, by hand, in the order of the planes. */
  const expected: Readonly<Record<(typeof presets)[number], readonly number[]>> = {
    imagenet: [(1 - 0.485) / 0.229, (128 / 255 - 0.456) / 0.224, -0.406 / 0.225],
    hsemotion: [(1 - 0.485) / 0.229, (128 / 255 - 0.456) / 0.224, -0.406 / 0.225],
    avcer: [-91.4953, 128 - 103.8827, 255 - 131.0912],
    'zero-one': [1, 128 / 255, 0],
    'minus-one-one': [1, 128 / 127.5 - 1, -1],
    bytes: [255, 128, 0]
  }
  test.each(presets)('with pictures prepared as “%s”: the planes hold what that says', async (preset) => {
    const orange = (): Picture => ({
      kind: 'picture',
      widthPx: 64,
      heightPx: 48,
      channels: 3,
      data: Uint8Array.from({ length: 64 * 48 * 3 }, (_, i) => [255, 128, 0][i % 3] ?? 0),
      placement: IDENTITY
    })
    const look = await tried(
      [{ name: 'x', dims: ['B', 3, 16, 16] }],
      (draft) => ({ ...draft, preset, unit: { type: 'frame', windowSec: 1, hopSec: 1 } }),
      fakeDecoder({ picture: orange }),
      itemFor('video', 3)
    )
    expect(look.stopped).toBeUndefined()
    const { taken } = look.inputs[0] ?? {}
    expect(taken?.dims).toEqual([3, 16, 16])
    const wanted = expected[preset]
    // The decoder's pictures are in whole steps of colour; a step is 1 of 255.
    const step = (Math.max(...wanted) - Math.min(...wanted)) / 255
    expect(Math.abs((taken?.first[0] ?? NaN) - (wanted[0] ?? NaN))).toBeLessThan(3 * step)
    expect(
      Math.abs((taken?.figures.mean ?? NaN) - wanted.reduce((sum, value) => sum + value, 0) / 3)
    ).toBeLessThan(3 * step)
  })

  test('with words: ids and mask of the tokenizer beside it', async () => {
    const item: PredictItem = {
      ...itemFor('audio', 10),
      tracks: [trackOf('talk', { kind: 'utterances' }, [[0, 2, { text: 'What?' }]])]
    }
    const look = await tried(
      [
        { name: 'input_ids', type: 'int64', dims: ['b', 's'] },
        { name: 'attention_mask', type: 'int64', dims: ['b', 's'] }
      ],
      same,
      fakeDecoder({}),
      item,
      { beside: { 'tokenizer.json': tokenizer }, segmentId: 'talk-0' }
    )
    expect(look.stopped).toBeUndefined()
    const [ids, mask] = look.inputs
    const tokens = stepsOf(look).at(-1)?.made
    expect(tokens?.kind === 'tokens' ? tokens.text : undefined).toBe('What?')
    expect(ids?.taken?.type).toBe('int64')
    expect(mask?.taken?.first.every((value) => value === 1)).toBe(true)
    expect(mask?.taken?.dims).toEqual(ids?.taken?.dims)
  })

  test('with words and sound together: each input is read from its own stream, turn by turn', async () => {
    const item: PredictItem = {
      ...itemFor('audio', 5),
      tracks: [trackOf('talk', { kind: 'utterances' }, [[1, 3, { text: 'What?' }]])]
    }
    const look = await tried(
      [
        { name: 'input_values', dims: ['b', 't'] },
        { name: 'input_ids', type: 'int64', dims: ['b', 's'] }
      ],
      same,
      fakeDecoder(sound),
      item,
      { beside: { 'tokenizer.json': tokenizer }, segmentId: 'talk-0' }
    )
    expect(look.stopped).toBeUndefined()
    expect([look.start, look.end]).toEqual([1_000_000, 3_000_000])
    expect(look.inputs.map(({ branches }) => branches.map(({ from }) => from))).toEqual([
      ['voice'],
      ['words']
    ])
    expect(look.inputs[0]?.taken?.dims).toEqual([2 * RATE])
  })

  test('with an operator that the runtime does not know: the sentence names it', async () => {
    const graph = new OnnxGraph('strange')
    graph.node('NoSuchOperator', [graph.input('x', 'float32', ['B', 'N'])], {}, 'y')
    graph.output('y', 'float32', ['B', 2])
    const path = onnxFile(graph.encode({}))
    const manifest = JSON.stringify(draftManifest(guessDraft(await factsOf(path))))
    await expect(
      lookHere(fakeDecoder(sound), {
        item: itemFor('audio', 5),
        model: { kind: 'draft', path, manifest, places: {} }
      })
    ).rejects.toThrow(/NoSuchOperator/u)
  })

  test('without what it needs: the sentence names it', async () => {
    await expect(
      tried(
        [{ name: 'input_ids', type: 'int64', dims: ['b', 's'] }],
        same,
        fakeDecoder({}),
        itemFor('audio', 5)
      )
    ).rejects.toThrow('tokenizer.json')
  })
})
