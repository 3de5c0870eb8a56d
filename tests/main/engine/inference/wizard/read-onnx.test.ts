import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import onnxProto from 'onnx-proto'
import { describe, expect, test } from 'vitest'
import { bareOnnx, factsOf, onnxFile } from './bare-onnx'

const good = bareOnnx(
  [
    { name: 'pixels', type: 'uint8', dims: ['N', 8, 8, 3] },
    { name: 'rate', type: 'int64', dims: [1] }
  ],
  [{ name: 'probabilities', count: 3, last: 'Softmax' }]
)

/** The same model with its weights said to be in another file. */
function elsewhere(location: string): Uint8Array {
  const { onnx } = onnxProto
  const model = onnx.ModelProto.decode(good)
  const [first] = model.graph?.initializer ?? []
  if (!first) throw new Error('no weights')
  first.rawData = new Uint8Array()
  first.dataLocation = 1
  first.externalData = [onnx.StringStringEntryProto.create({ key: 'location', value: location })]
  return onnx.ModelProto.encode(model).finish()
}

describe('an ONNX file says of itself', () => {
  test('its inputs and outputs with types and axes, its operator set, and what makes its outputs', async () => {
    const facts = await factsOf(onnxFile(good))
    expect(facts.inputs).toEqual([
      { name: 'pixels', dtype: 'uint8', dims: ['N', 8, 8, 3] },
      { name: 'rate', dtype: 'int64', dims: [1] }
    ])
    expect(facts.outputs).toEqual([
      { name: 'probabilities', dtype: 'float32', dims: ['N', 3], madeBy: 'Softmax' }
    ])
    expect(facts.opsets).toEqual({ '': 17 })
    expect(facts.nodes).toBeGreaterThan(4)
    expect(facts.externalData).toEqual([])
  })

  test('the files its weights are in, when they lie beside it', async () => {
    const facts = await factsOf(onnxFile(elsewhere('weights.bin'), { 'weights.bin': 'x' }))
    expect(facts.externalData).toEqual(['weights.bin'])
  })

  test.each([
    ['missing weights', 'weights.bin'],
    ['weights above its folder', '../weights.bin'],
    ['weights anywhere on the disk', '/etc/passwd']
  ])('in a sentence that names the file, when it is of %s', async (_, location) => {
    await expect(factsOf(onnxFile(elsewhere(location)))).rejects.toThrow(`keeps its weights in “${location}”`)
  })

  const broken: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['nothing', new Uint8Array(), /no graph/u],
    ['text', new TextEncoder().encode('This is not a model at all.'), /is no ONNX model/u],
    ['zeros', new Uint8Array(4096), /is no ONNX model/u],
    ['ones', new Uint8Array(4096).fill(255), /is no ONNX model/u],
    [
      'a zip archive',
      Uint8Array.from([0x50, 0x4b, 3, 4, ...new Array<number>(60).fill(0)]),
      /is no ONNX model/u
    ],
    ['a length of four gigabytes', Uint8Array.from([0x3a, 255, 255, 255, 255, 15, 1, 2]), /beyond its end/u],
    [
      'a number that never ends',
      Uint8Array.from([0x08, ...new Array<number>(20).fill(255)]),
      /more than 64 bits/u
    ]
  ]
  test.each(broken)('that it is none, in a sentence, when it is %s', async (_, bytes, sentence) => {
    await expect(factsOf(onnxFile(bytes))).rejects.toThrow(sentence)
  })

  test('that it is cut off, wherever it is cut', async () => {
    for (let length = 1; length < good.length; length += 7) {
      const path = onnxFile(good.slice(0, length))
      await expect(factsOf(path)).rejects.toThrow(/is no ONNX model|has no/u)
    }
  })

  test('something or a sentence, and never nothing, whatever byte of it is wrong', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'affectory-onnx-'))
    for (let at = 0; at < good.length; at += 5) {
      const path = join(folder, `${at}.onnx`)
      writeFileSync(path, good.with(at, (good[at] ?? 0) ^ 0x5a))
      const told = await factsOf(path).then(
        (facts) => facts.path,
        (error: unknown) => (error instanceof Error ? error.message : '')
      )
      expect(told).toContain(path)
    }
  })

  test('that it is not there', async () => {
    await expect(factsOf('/nowhere/model.onnx')).rejects.toThrow('/nowhere/model.onnx cannot be read')
  })
})
