import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { serialize } from 'node:v8'
import { describe, expect, test } from 'vitest'
import { OnnxGraph } from '../../../../../models/convert/onnx-graph'
import type { PredictItem } from '../../../../../src/main/engine/protocol'
import { LOOK_BYTES } from '../../../../../src/shared/model-look/model-look'
import { IDENTITY, type Picture } from '../../../../../src/main/engine/inference/ops/value'
import { signalItem } from '../../../../fixtures/signal-item'
import { fakeDecoder, fitted, hasModel, itemFor, modelsFolder, photograph } from '../fixtures'
import {
  makeModelsFolder,
  putModel,
  runModel,
  soundFigures,
  trackOf,
  type TinyManifest
} from '../declared/tiny-models'
import { lookHere, stepsOf } from './look-here'

const RATE = 16_000

/** Three seconds of a 1000 Hz tone of level 0.5. */
const tone = {
  sound: {
    rateHz: RATE,
    samples: Float32Array.from(
      { length: 3 * RATE },
      (_, i) => 0.5 * Math.sin((2 * Math.PI * 1000 * i) / RATE)
    )
  }
}

const hearing = (pipeline: TinyManifest['inputs'], outputs?: TinyManifest['outputs']): TinyManifest => ({
  unit: { type: 'window', windowSec: 1, hopSec: 1 },
  bindings: { voice: { modality: 'audio' } },
  inputs: pipeline,
  outputs: outputs ?? [
    {
      id: 'kind',
      name: 'y',
      task: 'classification',
      target: { scheme: 's', attribute: 'kind', labels: ['mean', 'most', 'least'] },
      decode: [{ op: 'softmax', axis: -1 }]
    }
  ]
})

const waveform: TinyManifest['inputs'] = [
  {
    name: 'x',
    dtype: 'float32',
    shape: ['B', 'N'],
    from: 'voice',
    pipeline: [
      { op: 'audio.load' },
      { op: 'audio.resample', hz: RATE },
      { op: 'audio.gain', mode: 'peak', target: 1 }
    ]
  }
]

describe('what a model sees of a moment', () => {
  test('is every value in the order of its steps: a waveform before and behind a gain, what the network takes and gives, and the answer', async () => {
    const folder = makeModelsFolder()
    putModel(folder, 'figures', hearing(waveform), soundFigures())
    const look = await lookHere(
      fakeDecoder(tone),
      { item: itemFor('audio', 3), model: { kind: 'installed', modelId: 'figures' } },
      folder
    )
    expect([look.start, look.end]).toEqual([1_000_000, 2_000_000])
    const [given, load, resample, gain] = stepsOf(look)
    expect([given, load, resample, gain].map((step) => step?.op)).toEqual([
      '',
      'audio.load',
      'audio.resample',
      'audio.gain'
    ])
    expect(load?.unchanged).toBe(true)
    if (given?.made?.kind !== 'sound' || gain?.made?.kind !== 'sound') throw new Error('no sound')
    expect(given.made.samples).toBe(RATE)
    expect(given.made.figures.max).toBeCloseTo(0.5, 4)
    expect(gain.made.figures.max).toBeCloseTo(1, 4)
    const { taken } = look.inputs[0] ?? {}
    expect(taken?.dims).toEqual([RATE])
    expect(taken?.figures.mean).toBeCloseTo(0, 4)
    expect(taken?.histogram.reduce((sum, count) => sum + count, 0)).toBe(RATE)
    const [output] = look.outputs
    expect(output?.raw?.first.map((value) => Math.round(value * 100) / 100 + 0)).toEqual([0, 1, -1])
    // Softmax of 0, 1 and -1, by hand.
    const sum = 1 + Math.E + 1 / Math.E
    expect(output?.answer?.labels).toEqual(['mean', 'most', 'least'])
    expect(output?.answer?.scores[1]).toBeCloseTo(Math.E / sum, 3)
  })

  test('shows a log-mel as a picture whose loudest row is that of the tone, and says what a run says', async () => {
    const folder = makeModelsFolder()
    const mel: TinyManifest['inputs'] = [
      {
        name: 'x',
        dtype: 'float32',
        shape: ['B', 40, 'T'],
        from: 'voice',
        pipeline: [
          { op: 'audio.load' },
          { op: 'audio.resample', hz: RATE },
          { op: 'audio.stft', nFft: 512, win: 400, hop: 160 },
          { op: 'audio.mel', nMels: 40, scale: 'htk', norm: 'none' },
          { op: 'audio.log', kind: 'ln', eps: 1e-6 }
        ]
      }
    ]
    putModel(
      folder,
      'mels',
      hearing(mel, [
        {
          id: 'level',
          name: 'y',
          task: 'regression',
          target: { scheme: 's', attribute: 'level', dims: ['level'] }
        }
      ]),
      meanOf(['B', 40, 'T'], [1, 2])
    )
    const item = itemFor('audio', 3)
    const look = await lookHere(
      fakeDecoder(tone),
      { item, model: { kind: 'installed', modelId: 'mels' } },
      folder
    )
    const log = stepsOf(look).at(-1)
    if (log?.made?.kind !== 'tensor' || !log.made.heat) throw new Error('no picture')
    const { heat } = log.made
    expect(heat.upward).toBe(true)
    expect(heat.rows).toBe(40)
    const middle = Math.floor(heat.columns / 2)
    const column = Array.from({ length: 40 }, (_, row) => heat.cells[row * heat.columns + middle] ?? 0)
    // Mel of 1000 Hz is 1000 (HTK) of 2840 at 8000 Hz: centre number 1000 / 2840 * 41 - 1 = 13.4.
    expect([13, 14]).toContain(column.indexOf(Math.max(...column)))
    const ran = await runModel(folder, 'mels', [item], fakeDecoder(tone))
    const said = ran.segments('level').find(({ start }) => start === 1_000_000)?.value
    expect(said?.kind === 'ratings' ? said.ratings['level'] : undefined).toBeCloseTo(
      look.outputs[0]?.answer?.scores[0] ?? NaN,
      5
    )
  })

  test('is a picture at every size on its way, and its three planes drawn as one picture', async () => {
    const folder = makeModelsFolder()
    putModel(
      folder,
      'colours',
      {
        unit: { type: 'window', windowSec: 1, hopSec: 1 },
        bindings: { view: { modality: 'video' } },
        inputs: [
          {
            name: 'x',
            dtype: 'float32',
            shape: ['B', 3, 32, 32],
            from: 'view',
            pipeline: [
              { op: 'video.sample', fps: 1 },
              { op: 'image.resize', w: 32, h: 32 },
              { op: 'image.scale', factor: 1 / 255 },
              { op: 'image.layout', to: 'NCHW' }
            ]
          }
        ],
        outputs: [
          {
            id: 'c',
            name: 'y',
            task: 'regression',
            target: { scheme: 's', attribute: 'c', dims: ['r', 'g', 'b'] }
          }
        ]
      },
      meanOf(['B', 3, 32, 32], [2, 3])
    )
    const orange = (): Picture => ({
      kind: 'picture',
      widthPx: 640,
      heightPx: 480,
      channels: 3,
      data: Uint8Array.from({ length: 640 * 480 * 3 }, (_, i) => [255, 128, 0][i % 3] ?? 0),
      placement: IDENTITY
    })
    const look = await lookHere(
      fakeDecoder({ picture: orange }),
      { item: itemFor('video', 3), model: { kind: 'installed', modelId: 'colours' } },
      folder
    )
    const [sample, given, resize, , layout] = stepsOf(look)
    if (given?.made?.kind !== 'picture' || resize?.made?.kind !== 'picture') throw new Error('no picture')
    expect([given.made.widthPx, given.made.heightPx]).toEqual([640, 480])
    expect(given.made.pixels.widthPx).toBeLessThanOrEqual(160)
    expect([...given.made.pixels.data.slice(0, 3)].map((value) => Math.round(value / 16))).toEqual([16, 8, 0])
    expect(sample?.note).toContain('while the recording is read')
    expect([resize.made.widthPx, resize.made.heightPx]).toEqual([32, 32])
    if (layout?.made?.kind !== 'tensor') throw new Error('no tensor')
    expect(layout.made.dims).toEqual([3, 32, 32])
    expect(layout.made.pixels?.channels).toBe(3)
    expect(look.outputs[0]?.answer?.scores[1]).toBeCloseTo(128 / 255, 2)
  })

  test('is the text to the letter and its pieces, the turn itself marked among those around it', async () => {
    const look = await lookHere(fakeDecoder({}), talk('talk-1'), textModels())
    const tokens = stepsOf(look).at(-1)?.made
    if (tokens?.kind !== 'tokens') throw new Error('no tokens')
    expect(tokens.text).toBe(
      'PHOEBE: Oh my God, he’s lost it.</s></s>MONICA: What?</s></s>PHOEBE: Never mind.'
    )
    expect(tokens.text.slice(...(tokens.target ?? []))).toBe('MONICA: What?')
    const pieces = tokens.pieces.map(({ range }) => tokens.text.slice(...range)).join('')
    expect(pieces.replaceAll(' ', '')).toBe(tokens.text.replaceAll(/ |<\/s>/g, ''))
    expect(tokens.pieces.filter(({ token }) => token === '</s>')).toHaveLength(5)
    const [, dialogue] = stepsOf(look)
    expect(dialogue?.op).toBe('text.source')
  })

  test('begins with the turn’s own row where the model reads a whole conversation', async () => {
    const asked = talk('talk-2')
    const look = await lookHere(
      fakeDecoder({}),
      { ...asked, model: { kind: 'installed', modelId: 'whole-talk' } },
      textModels()
    )
    const rows = stepsOf(look).at(-1)?.made
    if (rows?.kind !== 'several' || rows.values[0]?.kind !== 'tokens') throw new Error('no rows')
    expect(rows.count).toBe(3)
    expect(rows.values[0].text).toBe('Never mind.')
  })

  test.skipIf(!hasModel('conversation-emotion'))(
    'tells the answer of the turn that is meant, as a run tells it',
    async () => {
      const { item } = talk('talk-0')
      const model = { kind: 'installed' as const, modelId: 'conversation-emotion' }
      const look = await lookHere(fakeDecoder({}), { item, model, segmentId: 'talk-2' })
      const [output] = look.outputs
      expect([output?.answer?.row, output?.answer?.rows]).toEqual([2, 3])
      const ran = await runModel(modelsFolder, 'conversation-emotion', [item], fakeDecoder({}))
      const said = ran.segments(output?.id ?? '').find(({ start }) => start === 4_000_000)
      const best = Math.max(...(output?.answer?.scores ?? []).map((score) => score ?? 0))
      expect(said?.confidence).toBeCloseTo(best, 4)
    }
  )

  test('is channels by their names, and what a run puts in place of a stream that was not recorded', async () => {
    const folder = makeModelsFolder()
    const mean = { op: 'signal.stats', features: ['mean'] }
    putModel(
      folder,
      'body',
      {
        unit: { type: 'window', windowSec: 10, hopSec: 10, last: 'drop' },
        bindings: {
          heart: { modality: 'physio', channels: ['hr'] },
          skin: { modality: 'physio', channels: ['temp'], optional: true, whenMissing: 'nan' }
        },
        inputs: [
          {
            name: 'x',
            dtype: 'float32',
            shape: ['B', 2],
            branches: [
              { from: 'heart', pipeline: [{ op: 'signal.resample', hz: 1 }, mean] },
              { from: 'skin', pipeline: [{ op: 'signal.resample', hz: 1 }, mean] }
            ],
            pipeline: [{ op: 'tensor.concat', axis: -1 }]
          }
        ],
        outputs: [
          { id: 'y', task: 'regression', target: { scheme: 's', attribute: 'y', dims: ['heart', 'skin'] } }
        ]
      },
      same(['B', 2])
    )
    const rows = Array.from({ length: 60 }, (_, i) => `${i},${60 + i}`)
    const item = await signalItem({ 'heart.csv': `time (s),hr\n${rows.join('\n')}\n` }, 60)
    const look = await lookHere(
      fakeDecoder({}),
      { item, model: { kind: 'installed', modelId: 'body' }, time: 25_000_000 },
      folder
    )
    const [given] = stepsOf(look)
    if (given?.made?.kind !== 'channels') throw new Error('no channels')
    expect(given.made.rows.map(({ name }) => name)).toEqual(['hr'])
    // 80 to 89 beats a minute from 20 s to 30 s.
    expect([given.made.figures.min, given.made.figures.max]).toEqual([80, 89])
    expect(look.outputs[0]?.answer?.scores).toEqual([84.5, null])
    const ran = await runModel(folder, 'body', [item], fakeDecoder({}))
    const said = ran.segments('y').find(({ start }) => start === 20_000_000)?.value
    expect(said?.kind === 'ratings' ? said.ratings : undefined).toMatchObject({ heart: 84.5 })
  })

  test('is told where a run would pass the moment over, because nothing was recorded', async () => {
    const folder = makeModelsFolder()
    putModel(folder, 'figures', hearing(waveform), soundFigures())
    const look = await lookHere(
      fakeDecoder({ sound: { rateHz: RATE, samples: new Float32Array(0) } }),
      { item: itemFor('audio', 3), model: { kind: 'installed', modelId: 'figures' } },
      folder
    )
    expect(stepsOf(look).find(({ fault }) => fault)?.fault).toContain('a run passes it over')
  })

  test('stops at the step that cannot be done, says why, and shows what was made before it', async () => {
    const folder = makeModelsFolder()
    putModel(
      folder,
      'wrong',
      hearing([
        {
          name: 'x',
          dtype: 'float32',
          shape: ['B', 'N'],
          from: 'voice',
          pipeline: [{ op: 'audio.load' }, { op: 'image.scale', factor: 2 }]
        }
      ]),
      soundFigures()
    )
    const look = await lookHere(
      fakeDecoder(tone),
      { item: itemFor('audio', 3), model: { kind: 'installed', modelId: 'wrong' } },
      folder
    )
    expect(stepsOf(look)[0]?.made?.kind).toBe('sound')
    expect(stepsOf(look)[2]?.fault).toContain('image.scale takes a picture, got a sound')
    expect(look.stopped).toContain('could not be prepared')
    expect(look.outputs[0]?.answer).toBeUndefined()
  })

  test('says what the network refuses, with everything that was prepared for it', async () => {
    const folder = makeModelsFolder()
    putModel(
      folder,
      'narrow',
      hearing([{ ...(waveform?.[0] ?? fail()), shape: ['B', 100] }]),
      meanOf(['B', 100], [1])
    )
    const look = await lookHere(
      fakeDecoder(tone),
      { item: itemFor('audio', 3), model: { kind: 'installed', modelId: 'narrow' } },
      folder
    )
    expect(look.inputs[0]?.taken?.dims).toEqual([RATE])
    expect(look.stopped).toContain('takes [100] for “x”, and the steps give [16000]')
  })

  test('is that of the turn nearest to a moment at which nobody speaks', async () => {
    const { item, model } = talk('')
    const look = await lookHere(fakeDecoder({}), { item, model, time: 40_000_000 }, textModels())
    expect([look.start, look.end]).toEqual([4_000_000, 5_000_000])
  })

  test('is not told where somebody labels blind: the inputs are shown and the network is not run', async () => {
    const folder = makeModelsFolder()
    putModel(folder, 'figures', hearing(waveform), soundFigures())
    const look = await lookHere(
      fakeDecoder(tone),
      { item: itemFor('audio', 3), model: { kind: 'installed', modelId: 'figures' }, reads: 'inputs' },
      folder
    )
    expect(stepsOf(look).at(-1)?.made?.kind).toBe('sound')
    expect(look.outputs).toEqual([])
    expect(look.stopped).toContain('blind')
  })

  test('fits into one message, however many pictures and numbers there are', async () => {
    const folder = makeModelsFolder()
    const noise = (): Picture => ({
      kind: 'picture',
      widthPx: 320,
      heightPx: 320,
      channels: 3,
      data: Uint8Array.from({ length: 320 * 320 * 3 }, (_, i) => (i * 7919) % 256),
      placement: IDENTITY
    })
    const steps = Array.from({ length: 12 }, (_, i) => ({ op: 'image.resize', w: 150 + i, h: 150 + i }))
    putModel(
      folder,
      'long',
      {
        unit: { type: 'window', windowSec: 3, hopSec: 3 },
        bindings: { view: { modality: 'video' } },
        inputs: [
          {
            name: 'x',
            dtype: 'float32',
            shape: ['B', 'T', 3, 161, 161],
            from: 'view',
            pipeline: [{ op: 'video.sample', fps: 5 }, ...steps, { op: 'image.layout', to: 'NCHW' }]
          }
        ],
        outputs: [{ id: 'e', name: 'y', task: 'embedding', target: { scheme: 'none' } }]
      },
      meanOf(['B', 'T', 3, 161, 161], [1])
    )
    const look = await lookHere(
      fakeDecoder({ picture: noise }),
      { item: itemFor('video', 3), model: { kind: 'installed', modelId: 'long' } },
      folder
    )
    expect(serialize(look).byteLength).toBeLessThanOrEqual(LOOK_BYTES)
    expect(stepsOf(look)[1]?.made?.kind).toBe('clip')
    expect(stepsOf(look)).toHaveLength(15)
  })

  test.skipIf(!hasModel('face-expression') || !hasModel('face-detection'))(
    'of faces is the face that was found, cut out as a run cuts it, among the others of the picture',
    async () => {
      const look = await lookHere(fakeDecoder({ picture: () => fitted(photograph(1), 640) }), {
        item: itemFor('video', 3),
        model: { kind: 'installed', modelId: 'face-expression' }
      })
      const given = stepsOf(look).find(({ op }) => op === '')
      const found = stepsOf(look).find(({ op }) => op === 'video.faces')
      if (given?.made?.kind !== 'picture' || found?.made?.kind !== 'picture') throw new Error('no picture')
      expect(Math.abs(given.made.widthPx - given.made.heightPx)).toBeLessThanOrEqual(1)
      // The crop is the chosen face's box, a fifth larger, of the picture that is shown.
      const box = found.made.boxes?.[found.made.chosen ?? -1]
      const longer = Math.max((box?.w ?? 0) * found.made.widthPx, (box?.h ?? 0) * found.made.heightPx)
      expect(given.made.widthPx / longer).toBeCloseTo(1.2, 1)
      const scores = look.outputs[0]?.answer?.scores ?? []
      expect(scores).toHaveLength(7)
      expect(scores.reduce<number>((sum, score) => sum + (score ?? 0), 0)).toBeCloseTo(1, 2)
    }
  )

  test.skipIf(!hasModel('voice-activity'))(
    'of a model with a memory is its sound, with the reason why its runs are not shown',
    async () => {
      const look = await lookHere(fakeDecoder(tone), {
        item: itemFor('audio', 3),
        model: { kind: 'installed', modelId: 'voice-activity' }
      })
      expect(stepsOf(look)[0]?.made?.kind).toBe('sound')
      expect(look.stopped).toContain('remembers')
    }
  )

  test.skipIf(!hasModel('face-detection'))(
    'of a detector is the picture and what the network gives',
    async () => {
      const look = await lookHere(fakeDecoder({ picture: () => fitted(photograph(1), 640) }), {
        item: itemFor('video', 3),
        model: { kind: 'installed', modelId: 'face-detection' }
      })
      expect(look.outputs.find(({ id }) => id === 'score')?.raw?.dims).toEqual([896])
    }
  )

  test('of a model without a network is a sentence', async () => {
    await expect(
      lookHere(fakeDecoder({}), {
        item: itemFor('audio', 3),
        model: { kind: 'installed', modelId: 'av-fusion' }
      })
    ).rejects.toThrow('no network of its own')
  })
})

/** Mean over some axes. */
function meanOf(dims: readonly (number | string)[], axes: readonly number[]): Uint8Array {
  const graph = new OnnxGraph('mean')
  const x = graph.input('x', 'float32', dims)
  const mean = graph.node('ReduceMean', [x], { axes, keepdims: 0 })
  graph.node('Identity', [mean], {}, 'y')
  const rest = dims.filter((_, axis) => !axes.includes(axis))
  graph.output('y', 'float32', rest.length > 1 ? rest : [...rest])
  return graph.encode({})
}

/** What goes in comes out. */
function same(dims: readonly (number | string)[]): Uint8Array {
  const graph = new OnnxGraph('same')
  graph.node('Identity', [graph.input('x', 'float32', dims)], {}, 'y')
  graph.output('y', 'float32', dims)
  return graph.encode({})
}

const tokenizer = readFileSync(
  resolve(import.meta.dirname, '../../../../fixtures/golden/text-bpe.json'),
  'utf8'
)
const words = { words: { modality: 'text', role: 'transcript' } } as const
const files = { tok: { path: 'tokenizer.json', role: 'tokenizer' } }
const target = { scheme: 's', labels: ['joy', 'anger'] }

/** The contract of EmoBERTa with a turn on each side, and a model that reads a whole conversation. */
function textModels(): string {
  const folder = makeModelsFolder()
  putModel(
    folder,
    'emoberta',
    {
      unit: { type: 'utterance', tier: 'utterances' },
      bindings: words,
      files,
      inputs: [
        {
          name: 'x',
          dtype: 'int64',
          shape: ['B', 'L'],
          from: 'words',
          pipeline: [
            { op: 'text.source', layer: 'transcript' },
            { op: 'text.template', format: '{speaker:upper}: {text}' },
            { op: 'dialogue.window', past: 1, future: 1, separator: '</s></s>', maxTokens: 512 },
            { op: 'text.tokenize', file: 'tok', pad: 'batch' }
          ]
        }
      ],
      outputs: [{ id: 'emotion', name: 'y', task: 'classification', target }]
    },
    soundFigures(),
    { 'tokenizer.json': tokenizer }
  )
  putModel(
    folder,
    'whole-talk',
    {
      unit: { type: 'dialogue' },
      bindings: words,
      files,
      inputs: [
        {
          name: 'x',
          dtype: 'int64',
          shape: ['T', 'L'],
          from: 'words',
          pipeline: [{ op: 'text.tokenize', file: 'tok', each: 'turn' }]
        }
      ],
      outputs: [{ id: 'emotion', name: 'y', task: 'sequence-classification', target }]
    },
    soundFigures(),
    { 'tokenizer.json': tokenizer }
  )
  return folder
}

function talk(segmentId: string): {
  item: PredictItem
  segmentId: string
  model: { kind: 'installed'; modelId: string }
} {
  const said = [
    ['Phoebe', 'Oh my God, he’s lost it.'],
    ['Monica', 'What?'],
    ['Phoebe', 'Never mind.']
  ] as const
  return {
    segmentId,
    model: { kind: 'installed', modelId: 'emoberta' },
    item: {
      ...itemFor('audio', 60),
      persons: ['Phoebe', 'Monica'].map((name) => ({ id: `p-${name}`, name, color: '#808080' })),
      tracks: [
        trackOf(
          'talk',
          { kind: 'utterances' },
          said.map(([speaker, text], i) => [2 * i, 2 * i + 1, { text, personId: `p-${speaker}` }] as const)
        )
      ]
    }
  }
}

function fail(): never {
  throw new Error('nothing there')
}
