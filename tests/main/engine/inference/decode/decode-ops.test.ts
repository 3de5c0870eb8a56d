import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compileDecode } from '../../../../../src/main/engine/inference/decode/compile-decode'
import type { Decoded, DecodeFacts } from '../../../../../src/main/engine/inference/decode/decoded'
import { decodeOps } from '../../../../../src/main/engine/inference/decode'
import type { ManifestOutput } from '../../../../../src/main/engine/inference/manifest'
import type { OpStep } from '../../../../../src/main/engine/inference/op-step'
import { noAssets, type Assets } from '../../../../../src/main/engine/inference/ops/op'

const root = resolve(import.meta.dirname, '../../../../..')

interface Given {
  readonly data: readonly number[]
  readonly dims?: readonly number[]
  readonly target?: Partial<ManifestOutput['target']>
  readonly assets?: Assets
  readonly facts?: DecodeFacts
}

function decode(
  steps: readonly OpStep[],
  { data, dims = [data.length], target, assets, facts = {} }: Given
): Decoded {
  const output: ManifestOutput = {
    id: 'o',
    task: 'classification',
    target: { scheme: 's', ...target },
    decode: steps
  }
  const compiled = compileDecode(output, 'manifest.json', assets)
  if (!compiled.ok) throw new Error(compiled.error.message)
  return compiled.value(data, dims, facts)
}

const files = (json: unknown): Assets => ({ ...noAssets, json: () => json })
const numbers = (decoded: Decoded, digits = 6): number[] =>
  [...decoded.data].map((value) => Number(value.toFixed(digits)))
const labels = ['ang', 'hap', 'neu']

describe('decoding steps', () => {
  test('all that the manifest schema names are built, and no others', () => {
    const schema = JSON.parse(readFileSync(join(root, 'resources/model-manifest.schema.json'), 'utf8')) as {
      $defs: { decodeOp: { properties: { op: { enum: string[] } } } }
    }
    expect(decodeOps.all.map(({ id }) => id).sort()).toEqual(
      schema.$defs.decodeOp.properties.op.enum.toSorted()
    )
  })

  test('a step that is not known, and one with a wrong parameter, are refused by name', () => {
    const output = { id: 'o', task: 'classification', target: { scheme: 's' } } as const
    const unknown = compileDecode({ ...output, decode: [{ op: 'magic' }] }, 'm.json')
    expect(!unknown.ok && unknown.error.message).toContain(
      'm.json, output "o": the step "magic" is not built'
    )
    const wrong = compileDecode({ ...output, decode: [{ op: 'topk', k: 0 }] }, 'm.json')
    expect(!wrong.ok && wrong.error.message).toContain('the step "topk" has a wrong "k"')
  })

  test('identity leaves what is there', () => {
    expect(numbers(decode([{ op: 'identity' }], { data: [3, -1] }))).toEqual([3, -1])
  })

  // 1/(1+e^-1) of two values that differ by 1; by hand e = 2.718281828.
  test('softmax and sigmoid give probabilities, large values without overflow, along the axis named', () => {
    expect(numbers(decode([{ op: 'softmax', axis: -1 }], { data: [1001, 1000] }))).toEqual([
      0.731059, 0.268941
    ])
    expect(numbers(decode([{ op: 'softmax', temperature: 2 }], { data: [2, 0] }))).toEqual([
      0.731059, 0.268941
    ])
    expect(numbers(decode([{ op: 'softmax', axis: 0 }], { data: [1, 5, 0, 5], dims: [2, 2] }))).toEqual([
      0.731059, 0.5, 0.268941, 0.5
    ])
    expect(numbers(decode([{ op: 'sigmoid' }], { data: [1, 0] }))).toEqual([0.731059, 0.5])
    expect(numbers(decode([{ op: 'logsoftmaxToProb' }], { data: [Math.log(0.25), Math.log(0.75)] }))).toEqual(
      [0.25, 0.75]
    )
  })

  test('argmax and topk choose by the highest, the first of equals', () => {
    const one = decode([{ op: 'argmax' }], { data: [0.4, 0.4, 0.2], target: { labels } })
    expect(one.chosen).toEqual(['ang'])
    expect(one.scores?.data).toEqual(Float64Array.of(0.4, 0.4, 0.2))
    expect([...decode([{ op: 'argmax' }], { data: [1, 2, 4, 3], dims: [2, 2] }).data]).toEqual([1, 0])
    expect(decode([{ op: 'topk', k: 2 }], { data: [0.1, 0.6, 0.3], target: { labels } }).chosen).toEqual([
      'hap',
      'neu'
    ])
  })

  test('select takes an entry or a stretch of an axis', () => {
    expect(numbers(decode([{ op: 'select', range: [1, 3] }], { data: [1, 2, 3, 4] }))).toEqual([2, 3])
    const column = decode([{ op: 'select', index: 1 }], { data: [1, 2, 3, 4], dims: [2, 2] })
    expect([numbers(column), column.dims]).toEqual([[2, 4], [2]])
    const row = decode([{ op: 'select', index: -1, axis: 0 }], { data: [1, 2, 3, 4], dims: [2, 2] })
    expect([numbers(row), row.dims]).toEqual([[3, 4], [2]])
    expect(() => decode([{ op: 'select', range: [0, 9] }], { data: [1, 2] })).toThrow(
      '0 to 9 of an axis of 2'
    )
  })

  test('affine, clip and scaleToTrain bring values to the range of the labels', () => {
    expect(numbers(decode([{ op: 'affine', scale: 4, offset: 5 }], { data: [-1, 0.5] }))).toEqual([1, 7])
    expect(numbers(decode([{ op: 'affine', scale: [1, -1], offset: [0, 10] }], { data: [2, 3] }))).toEqual([
      2, 7
    ])
    expect(numbers(decode([{ op: 'clip', min: -1, max: 1 }], { data: [-3, Number.NaN, 0.5] }))).toEqual([
      -1,
      Number.NaN,
      0.5
    ])
    expect(numbers(decode([{ op: 'scaleToTrain', mean: 3, std: 0.5 }], { data: [-1, 2] }))).toEqual([2.5, 4])
  })

  test('threshold marks labels, with a limit of their own where one is given, and reads one value as yes or no', () => {
    const many = decode([{ op: 'threshold', value: 0.5, perLabel: { neu: 0.4 } }], {
      data: [0.45, 0.6, 0.45],
      target: { labels }
    })
    expect(many.chosen).toEqual(['hap', 'neu'])
    const yes = decode([{ op: 'threshold', value: 0.5 }], { data: [0.5], target: { labels: ['no', 'yes'] } })
    expect([yes.chosen, numbers(yes)]).toEqual([['yes'], [0.5, 0.5]])
    expect(
      decode([{ op: 'threshold', value: 0.5 }], { data: [0.49], target: { labels: ['no', 'yes'] } }).chosen
    ).toEqual(['no'])
  })

  test('ordinal gives the mean level of probabilities, the sum of steps, or how many cut points are reached', () => {
    const expected = decode([{ op: 'ordinal', expected: true }], {
      data: [0, 0, 0.5, 0.5, 1, 0, 0, 0],
      dims: [2, 4],
      target: { range: [0, 3] }
    })
    expect([numbers(expected), expected.dims]).toEqual([[2.5, 0], [2]])
    expect(
      numbers(decode([{ op: 'ordinal', expected: true }], { data: [0, 1], target: { range: [1, 9] } }))
    ).toEqual([9])
    expect(numbers(decode([{ op: 'ordinal', cumulative: true }], { data: [1, 0.5, 0] }))).toEqual([1.5])
    expect(numbers(decode([{ op: 'ordinal', cutpoints: [0, 1] }], { data: [-1, 0, 3] }))).toEqual([0, 1, 2])
  })

  test('labelMap adds up sources into targets, in the order of the output', () => {
    const groups = { positive: ['hap'], negative: ['ang', 'neu'] }
    const mapped = decode([{ op: 'labelMap', groups, from: labels }], {
      data: [0.2, 0.5, 0.3],
      target: { labels: ['negative', 'positive'] }
    })
    expect([mapped.labels, numbers(mapped)]).toEqual([
      ['negative', 'positive'],
      [0.5, 0.5]
    ])
    const matrix = decode(
      [
        {
          op: 'labelMap',
          matrix: [
            [1, 0, 0.5],
            [0, 1, 0.5]
          ],
          to: ['a', 'b']
        }
      ],
      { data: [0.2, 0.5, 0.3] }
    )
    expect(numbers(matrix)).toEqual([0.35, 0.65])
    expect(() =>
      decode([{ op: 'labelMap', groups: { x: ['joy'] } }], { data: [1, 0, 0], target: { labels } })
    ).toThrow('names "joy"')
  })

  test('marginalise adds up the parts of labels that name two things', () => {
    const byShape = decode([{ op: 'marginalise', shape: [2, 3], axes: [0] }], {
      data: [1, 2, 3, 4, 5, 6],
      target: { labels }
    })
    expect(numbers(byShape)).toEqual([5, 7, 9])
    const byName = decode(
      [{ op: 'marginalise', separator: '_', part: 1, from: ['f_ang', 'f_hap', 'm_ang'] }],
      { data: [0.2, 0.5, 0.3] }
    )
    expect([byName.labels, numbers(byName)]).toEqual([
      ['ang', 'hap'],
      [0.5, 0.5]
    ])
  })

  test('binaryBundle takes the positive class of each member', () => {
    const bundle = decode(
      [{ op: 'binaryBundle', members: [{ label: 'anger', positive: 0 }, { label: 'joy' }] }],
      { data: [0.9, 0.1, 0.3, 0.7] }
    )
    expect([bundle.labels, numbers(bundle)]).toEqual([
      ['anger', 'joy'],
      [0.9, 0.7]
    ])
  })

  test('cosineTo compares with named points, in the order of the output', () => {
    const anchors = files({ hap: [0, 1], ang: [1, 0], neu: [1, 1] })
    expect(
      numbers(
        decode([{ op: 'cosineTo', anchors: 'a' }], { data: [2, 0], target: { labels }, assets: anchors })
      )
    ).toEqual([1, 0, 0.707107])
    const shares = decode([{ op: 'cosineTo', anchors: 'a', temperature: 1 }], {
      data: [2, 0],
      assets: files({
        labels: ['p', 'q'],
        vectors: [
          [1, 0],
          [0, 1]
        ]
      })
    })
    expect(numbers(shares)).toEqual([0.731059, 0.268941])
  })

  test('maskPosition reads the place that an input names', () => {
    const facts: DecodeFacts = {
      input: () => ({ kind: 'tensor', type: 'int64', data: BigInt64Array.of(1n), dims: [1] })
    }
    expect(
      numbers(
        decode([{ op: 'maskPosition', index: 'mask', tokens: [2, 0] }], {
          data: [1, 2, 3, 4, 5, 6],
          dims: [2, 3],
          facts
        })
      )
    ).toEqual([6, 4])
  })

  test('entailment compares hypotheses by how much they follow', () => {
    const weak = decode([{ op: 'entailment', entailIndex: 2 }], {
      data: [0, 0, 0, 0, 0, Math.log(2)],
      dims: [2, 3],
      target: { labels: ['a', 'b'] }
    })
    // Shares of 1/3 and 1/2, brought to a sum of 1.
    expect(numbers(weak)).toEqual([0.4, 0.6])
  })

  test('embedding pools the places that count and may bring its length to 1', () => {
    const facts: DecodeFacts = {
      input: () => ({ kind: 'tensor', type: 'int64', data: BigInt64Array.of(1n, 1n, 0n), dims: [3] })
    }
    const given = { data: [3, 0, 3, 8, 90, 90], dims: [3, 2], facts }
    expect(numbers(decode([{ op: 'embedding', pool: 'mean', norm: 'l2' }], given))).toEqual([0.6, 0.8])
    expect(numbers(decode([{ op: 'embedding', pool: 'max' }], given))).toEqual([3, 8])
    expect(numbers(decode([{ op: 'embedding', pool: 'first' }], given))).toEqual([3, 0])
  })

  test('smooth calms a series without moving it, and leaves rows without a value out', () => {
    const target = { hz: 2 }
    const series = [0, 0, 3, 0, 0]
    expect(
      numbers(decode([{ op: 'smooth', kind: 'mean', sec: 1.5 }], { data: series, dims: [5, 1], target }))
    ).toEqual([0, 1, 1, 1, 0])
    expect(
      numbers(decode([{ op: 'smooth', kind: 'median', sec: 1.5 }], { data: series, dims: [5, 1], target }))
    ).toEqual([0, 0, 0, 0, 0])
    expect(
      numbers(
        decode([{ op: 'smooth', kind: 'mean', sec: 1.5 }], { data: [1, Number.NaN, 3], dims: [3, 1], target })
      )
    ).toEqual([1, 2, 3])
    // One step of a mean with time constant 0.5 s at 2 Hz: 1 - 1/e.
    expect(
      numbers(decode([{ op: 'smooth', kind: 'ema', sec: 0.5 }], { data: [0, 1], dims: [2, 1], target }))
    ).toEqual([0, 0.632121])
    const bell = decode([{ op: 'smooth', kind: 'gaussian', sec: 0.5 }], {
      data: series,
      dims: [5, 1],
      target
    })
    expect([bell.data[1], bell.data[2]]).toEqual([bell.data[3], Math.max(...bell.data)])
    expect(() => decode([{ op: 'smooth', kind: 'mean', sec: 1 }], { data: series })).toThrow('target.hz')
  })

  test('delay moves what is said in time', () => {
    expect(decode([{ op: 'delay', sec: -0.4 }], { data: [0] }).offsetSeconds).toBe(-0.4)
  })

  test('ctcCollapse joins equal neighbours and leaves the blank out', () => {
    const path = [0, 1, 1, 0, 2, 1]
    const data = path.flatMap((label) => [0, 1, 2].map((at) => Number(at === label)))
    const collapsed = decode([{ op: 'ctcCollapse', blank: 0 }], {
      data,
      dims: [6, 3],
      target: { labels: ['ang', 'hap'] }
    })
    expect([collapsed.chosen, numbers(collapsed), collapsed.labels]).toEqual([
      ['ang', 'hap', 'ang'],
      [0.75, 0.25],
      ['ang', 'hap']
    ])
  })

  test('viterbi finds the best row of labels even where single places say otherwise', () => {
    const assets = files({
      transitions: [
        [0, -5],
        [-5, 0]
      ],
      start: [0, 0],
      end: [0, 0]
    })
    // Alone the middle place says 1; staying costs nothing, going there and back costs 10. With 20 for an end in 1, all of it
    // in 1 is worth 2 + 20, a change before it 3 - 5 + 2 + 20.
    expect([
      ...decode([{ op: 'viterbi', transitions: 'crf' }], { data: [3, 0, 0, 2, 3, 0], dims: [3, 2], assets })
        .data
    ]).toEqual([0, 0, 0])
    expect([
      ...decode([{ op: 'viterbi', transitions: 'crf', end: [0, 20] }], {
        data: [3, 0, 0, 2, 3, 0],
        dims: [3, 2],
        assets
      }).data
    ]).toEqual([1, 1, 1])
  })

  describe('framesToSegments', () => {
    const frames = (text: string): number[] =>
      [...text].flatMap((label) => ['n', 'a', 's'].map((one) => (one === label ? 0.8 : 0.1)))
    const spans = (text: string, parameters: object) =>
      decode([{ op: 'framesToSegments', hopSec: 0.2, ...parameters }], {
        data: frames(text),
        dims: [text.length, 3],
        target: { labels: ['neutral', 'angry', 'sad'] }
      }).spans?.map(({ fromSeconds, toSeconds, label }) => [
        Number(fromSeconds.toFixed(3)),
        Number(toSeconds.toFixed(3)),
        label
      ])

    test('joins frames of one label', () => {
      expect(spans('nnnaaa', {})).toEqual([
        [0, 0.6, 'neutral'],
        [0.6, 1.2, 'angry']
      ])
    })

    test('lets short stretches become neutral, or join the longer neighbour where nothing is neutral', () => {
      expect(spans('nnannn', { minSec: 0.4, neutral: 'neutral' })).toEqual([[0, 1.2, 'neutral']])
      expect(spans('aaannsss', { minSec: 0.6 })).toEqual([
        [0, 1, 'angry'],
        [1, 1.6, 'sad']
      ])
    })

    test('takes the most frequent label among neighbours first', () => {
      expect(spans('nnansaaa', { medianFrames: 3 })).toEqual([
        [0, 0.8, 'neutral'],
        [0.8, 1, 'sad'],
        [1, 1.6, 'angry']
      ])
    })

    test('places a frame in the middle of a window that is longer than the hop', () => {
      expect(spans('nna', { windowSec: 0.4 })).toEqual([
        [0, 0.5, 'neutral'],
        [0.5, 0.8, 'angry']
      ])
    })

    test('tells the mean of what was chosen from', () => {
      const [first] =
        decode([{ op: 'framesToSegments', hopSec: 0.2 }], {
          data: frames('nn'),
          dims: [2, 3],
          target: { labels: ['neutral', 'angry', 'sad'] }
        }).spans ?? []
      expect(first?.confidence).toBeCloseTo(0.8, 12)
      expect(first?.scores?.['sad']).toBeCloseTo(0.1, 12)
    })
  })

  test('pairsSelect takes all from a score on, or the best of each row', () => {
    const given = { data: [0.2, 0.9, 0.6, 0.1], dims: [2, 2] }
    const named = (decoded: Decoded) => decoded.pairs?.map(({ from, to }) => [from, to])
    expect(named(decode([{ op: 'pairsSelect', threshold: 0.6 }], given))).toEqual([
      [0, 1],
      [1, 0]
    ])
    expect(named(decode([{ op: 'pairsSelect', argmax: true, threshold: 0.7 }], given))).toEqual([[0, 1]])
  })

  test('regexAnswer and listAnswer read answers of language models', () => {
    const facts = { fields: { raw: '<think>loud</think><answer> Angry </answer>' } }
    expect(
      decode([{ op: 'regexAnswer', pattern: '<answer>\\s*([A-Za-z ]+?)\\s*</answer>', field: 'raw' }], {
        data: [],
        facts
      }).chosen
    ).toEqual(['Angry'])
    expect(
      decode([{ op: 'regexAnswer', pattern: 'nothing (here)' }], { data: [], facts }).chosen
    ).toBeUndefined()
    expect(
      decode([{ op: 'listAnswer', separator: ',', normalise: ['lower', 'trim'] }], {
        data: [],
        facts: { fields: { raw: 'Happy, , Calm' } }
      }).terms
    ).toEqual(['happy', 'calm'])
  })
})
