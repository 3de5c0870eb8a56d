import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Manifest, ManifestInput } from '../../../../../src/main/engine/inference/manifest'
import { noAssets, type Assets } from '../../../../../src/main/engine/inference/ops/op'
import { compilePipeline } from '../../../../../src/main/engine/inference/ops/pipeline'
import { withReferences } from '../../../../../src/main/engine/inference/ops/step-references'
import type { Dialogue, ModelInput, Turn, Value } from '../../../../../src/main/engine/inference/ops/value'
import type { OpStep } from '../../../../../src/main/engine/inference/op-step'
import { micros } from '../../../../../src/shared/domain/time'
import { openTokenizer } from '../../../../../src/shared/text-model/tokenizer'

const golden = resolve(import.meta.dirname, '../../../../fixtures/golden')
const tokenizerText = readFileSync(resolve(golden, 'text-bpe.json'), 'utf8')
const assets: Assets = { ...noAssets, text: (key) => (key === 'tok' ? tokenizerText : noAssets.text(key)) }
const tokenizer = openTokenizer(tokenizerText)

const turns: Turn[] = [
  ['PHOEBE', 'Oh my God, he’s lost it. He’s totally lost it.'],
  ['Monica', 'What?'],
  ['PHOEBE', 'Never mind.']
].map(([speaker = '', text = ''], i) => ({
  id: `t${i}`,
  speaker,
  text,
  start: micros(i * 1e6),
  end: micros(i * 1e6 + 5e5),
  layers: { whisper: `heard ${i}` }
}))
const talk = (at: number, said: readonly Turn[] = turns): Dialogue => ({ kind: 'dialogue', turns: said, at })

const tokenize = { op: 'text.tokenize', file: 'tok', pad: 'batch' }
const input = (name: string, pipeline: readonly OpStep[]): ManifestInput => ({
  name,
  dtype: 'int64',
  shape: ['B', 'L'],
  from: 'words',
  pipeline
})

const labels = ['joy', 'fear']

/** What the inputs of a manifest make of a value, by name; throws the sentence of a fault. */
function prepared(value: Value, ...inputs: ManifestInput[]): Record<string, ModelInput> {
  const manifest: Manifest = {
    schema: 'affectory.model/1',
    id: 'm',
    name: 'M',
    kind: 'onnx',
    unit: { type: 'utterance' },
    inputs,
    outputs: [{ id: 'o', task: 'classification', target: { scheme: 's', labels } }]
  }
  const whole = withReferences(manifest, 'manifest.json')
  if (!whole.ok) throw new Error(whole.error.message)
  return Object.fromEntries(
    (whole.value.inputs ?? []).map((one) => {
      const pipeline = compilePipeline(one, 'manifest.json', assets)
      if (!pipeline.ok) throw new Error(pipeline.error.message)
      return [one.name, pipeline.value(value)]
    })
  )
}

const ids = (text: string): number[] => [
  ...tokenizer.encode(text, { addSpecial: true, truncate: 'none' }).ids
]
const numbers = (tensor: ModelInput | undefined): number[] => Array.from(tensor?.data ?? [], Number)

const emoberta = [
  { op: 'text.source', layer: 'transcript' },
  { op: 'text.normalize', strip: true },
  { op: 'text.template', format: '{speaker:upper}: {text}' },
  {
    op: 'dialogue.window',
    past: 1,
    future: 1,
    separator: '</s></s>',
    maxTokens: 512,
    countSpecialPerUtterance: true
  },
  tokenize
]

describe('the text of a turn on its way to a model', () => {
  it('is the window with speakers that EmoBERTa reads, tokenized as one text', () => {
    const made = prepared(talk(1), input('ids', emoberta))
    expect(numbers(made['ids'])).toEqual(
      ids(
        'PHOEBE: Oh my God, he’s lost it. He’s totally lost it.</s></s>MONICA: What?</s></s>PHOEBE: Never mind.'
      )
    )
  })

  it('is filled up in a batch with the padding token, its mask with zeros', () => {
    const made = prepared(
      talk(1),
      input('ids', emoberta),
      input('mask', [{ op: 'text.tokenize', file: 'tok', reuse: 'ids', return: 'mask' }])
    )
    expect(made['ids']?.fill).toEqual({ axis: 0, value: tokenizer.idOf('<pad>') })
    expect(made['mask']?.fill).toEqual({ axis: 0, value: 0 })
    expect(numbers(made['mask'])).toEqual(numbers(made['ids']).map(() => 1))
  })

  it('changes with no later turn in a causal window (TXT-4)', () => {
    const causal = emoberta.map((step) =>
      step.op === 'dialogue.window' ? { ...step, future: 0, causal: true } : step
    )
    const other = turns.map((said, i) => (i > 1 ? { ...said, text: 'Quite different' } : said))
    expect(prepared(talk(1, other), input('ids', causal))).toEqual(prepared(talk(1), input('ids', causal)))
  })

  it('is read from the layer that the manifest names, or the next that has words', () => {
    const from = (layer: string, fallback: string[] = []): number[] =>
      numbers(prepared(talk(0), input('ids', [{ op: 'text.source', layer, fallback }, tokenize]))['ids'])
    expect(from('asr:whisper')).toEqual(ids('heard 0'))
    expect(from('asr:kaldi', ['asr:whisper'])).toEqual(ids('heard 0'))
    expect(from('asr:kaldi')).toEqual(ids(''))
  })

  it('is cut on the side that the manifest names', () => {
    const cut = (truncate: string): number[] =>
      numbers(
        prepared(
          { kind: 'words', text: 'one two three four' },
          input('ids', [{ ...tokenize, truncate, maxLen: 5 }])
        )['ids']
      )
    const whole = ids('one two three four')
    expect(cut('right')).toEqual([...whole.slice(0, 4), ...whole.slice(-1)])
    expect(cut('left')).toEqual([...whole.slice(0, 1), ...whole.slice(-4)])
    expect(() => cut('none')).toThrow(/the model reads 5/)
  })

  it('is filled up to a fixed length where the graph has one', () => {
    const made = prepared(
      { kind: 'words', text: 'one' },
      input('ids', [{ ...tokenize, pad: 'max', maxLen: 8 }])
    )
    expect(made['ids']?.dims).toEqual([8])
    expect(numbers(made['ids']).slice(-2)).toEqual([1, 1])
    expect(made['ids']?.fill).toBeUndefined()
  })

  it('tells where its mask stands', () => {
    const made = prepared(
      { kind: 'words', text: 'I feel <mask>.' },
      input('place', [tokenize, { op: 'text.maskIndex', token: '<mask>' }])
    )
    expect(numbers(made['place'])).toEqual([ids('I feel <mask>.').indexOf(tokenizer.idOf('<mask>') ?? -1)])
    expect(() =>
      prepared(
        { kind: 'words', text: 'none' },
        input('place', [tokenize, { op: 'text.maskIndex', token: '<mask>' }])
      )
    ).toThrow('the text has no <mask>')
  })

  it('is written once for every label where the model answers whether a sentence follows from it', () => {
    const made = prepared(
      talk(1),
      input('ids', [
        { op: 'text.template', format: '{text}</s></s>I feel {label}.', over: 'target.labels' },
        tokenize
      ])
    )
    const rows = labels.map((label) => ids(`What?</s></s>I feel ${label}.`))
    const length = Math.max(...rows.map((row) => row.length))
    expect(made['ids']?.dims).toEqual([2, length])
    expect(numbers(made['ids'])).toEqual(
      rows.flatMap((row) => [...row, ...Array<number>(length - row.length).fill(1)])
    )
  })

  it('is a row for every turn where the model reads a whole conversation', () => {
    const made = prepared(talk(0), input('ids', [{ ...tokenize, each: 'turn' }]))
    const longest = ids(turns[0]?.text ?? '')
    expect(made['ids']?.dims).toEqual([3, longest.length])
    expect(numbers(made['ids']).slice(0, longest.length)).toEqual(longest)
    expect(numbers(made['ids']).slice(longest.length, longest.length + 6)).toEqual(
      [...ids('What?'), 1].slice(0, 6)
    )
  })

  it('is one filled-up token where it has no signs at all', () => {
    const made = prepared({ kind: 'words', text: '' }, input('ids', [{ ...tokenize, addSpecial: false }]))
    expect(made['ids']?.dims).toEqual([1])
  })

  it('comes with what the same speaker said before, a row each', () => {
    const made = prepared(talk(2), input('memory', [{ op: 'dialogue.history' }, tokenize]))
    expect(numbers(made['memory'])).toEqual(ids(turns[0]?.text ?? ''))
    expect(made['memory']?.dims[0]).toBe(1)
    expect(
      prepared(talk(0), input('memory', [{ op: 'dialogue.history' }, tokenize]))['memory']?.dims
    ).toEqual([1, 1])
  })

  it('refuses words that have to be cut apart by a dictionary', () => {
    const cut = input('ids', [{ op: 'text.segmentWords', engine: 'external' }, tokenize])
    expect(() => prepared({ kind: 'words', text: '今日はとても楽しい一日でした' }, cut)).toThrow(
      'separated by spaces'
    )
    expect(() => prepared({ kind: 'words', text: '今日 は とても 楽しい' }, cut)).not.toThrow()
    expect(() =>
      prepared(talk(0), input('ids', [{ op: 'text.segmentWords', engine: 'mecab' }, tokenize]))
    ).toThrow('engine')
  })

  it('tells numbers in words, and leaves out what is not known', () => {
    const brows = {
      stream: 'AU4',
      template: 'brows {word}',
      bins: [{ upTo: 1, word: '' }, { word: 'lowered' }]
    }
    const lips = { stream: 'AU12', template: 'lip corners {value}' }
    const made = prepared(
      {
        kind: 'channels',
        names: ['AU4', 'AU12'],
        units: ['', ''],
        data: [Float64Array.of(9, 3, 3, NaN), Float64Array.of(NaN, NaN, NaN, NaN)],
        rateHz: 1,
        from: 1,
        to: 4,
        startSeconds: 0
      },
      input('ids', [{ op: 'text.textualize', from: [brows, lips], format: 'A face with {parts}.' }, tokenize])
    )
    expect(numbers(made['ids'])).toEqual(ids('A face with brows lowered.'))
  })
})

describe('a conversation as numbers', () => {
  it('names speakers by number or by a row with a single 1', () => {
    const made = prepared(
      talk(0),
      input('who', [{ op: 'dialogue.speakers' }]),
      input('rows', [{ op: 'dialogue.speakers', oneHot: 3, order: 'alphabetical' }])
    )
    expect(numbers(made['who'])).toEqual([0, 1, 0])
    expect(numbers(made['rows'])).toEqual([0, 1, 0, 1, 0, 0, 0, 1, 0])
    expect(() => prepared(talk(0), input('rows', [{ op: 'dialogue.speakers', oneHot: 1 }]))).toThrow(
      '2 speakers'
    )
  })

  it('stacks what another model gave for each turn, zeros where it gave nothing', () => {
    const upstream = { t0: { emb: [1, 2] }, t2: { emb: [3, 4] } }
    const made = prepared({ ...talk(0), upstream }, input('rows', [{ op: 'dialogue.stack', output: 'emb' }]))
    expect(made['rows']).toMatchObject({ type: 'float32', dims: [3, 2], fill: { axis: 0, value: 0 } })
    expect(numbers(made['rows'])).toEqual([1, 2, 0, 0, 3, 4])
    expect(() => prepared(talk(0), input('rows', [{ op: 'dialogue.stack' }]))).toThrow('run the model')
  })

  it('gives mask, edges and their kinds', () => {
    const graph = { op: 'dialogue.graph', past: 1, future: 0, relations: ['speaker'] }
    const made = prepared(
      talk(1),
      input('mask', [{ op: 'dialogue.mask' }]),
      input('target', [{ op: 'dialogue.mask', of: 'target' }]),
      input('edges', [{ ...graph, return: 'index' }]),
      input('kinds', [{ ...graph, return: 'type' }])
    )
    expect(numbers(made['mask'])).toEqual([1, 1, 1])
    expect(numbers(made['target'])).toEqual([0, 1, 0])
    expect(made['edges']?.dims).toEqual([2, 5])
    expect(numbers(made['edges'])).toEqual([0, 1, 1, 2, 2, 0, 0, 1, 1, 2])
    expect(numbers(made['kinds'])).toEqual([1, 0, 1, 0, 1])
  })

  it('pairs a turn with those before it', () => {
    const pairs = { op: 'dialogue.pairs', past: 2 }
    const made = prepared(
      talk(1),
      input('at', [{ ...pairs, return: 'index' }]),
      input('ids', [pairs, tokenize])
    )
    expect(numbers(made['at'])).toEqual([1, 0, 1, 1])
    const row = tokenizer.encode('What?', { pair: turns[0]?.text ?? '', addSpecial: true, truncate: 'none' })
    expect(numbers(made['ids']).slice(0, row.ids.length)).toEqual([...row.ids])
  })
})

describe('a manifest whose text steps cannot work', () => {
  it.each([
    ['an input that reuses tokens of none', [{ op: 'text.tokenize', reuse: 'nobody' }], /reuses the tokens/],
    ['a tokenizer that is not listed', [{ op: 'text.tokenize', file: 'gone' }], /lists no file "gone"/],
    [
      'a window that counts tokens of no tokenizer',
      [{ op: 'dialogue.window', past: 1, maxTokens: 9 }],
      /counts tokens/
    ],
    ['a place that no format has', [{ op: 'text.template', format: '' }, tokenize], /format/]
  ])('says so: %s', (_, pipeline, sentence) => {
    expect(() => prepared(talk(0), input('ids', pipeline))).toThrow(sentence)
  })
})
