import { describe, expect, test } from 'vitest'
import golden from '../../../../fixtures/golden/signals.json'
import { channelsOf, compileSteps, numbers, runSteps, tensor } from '../../../../fixtures/channels'
import { fromHalf, toHalf } from '../../../../../src/main/engine/inference/ops/half-float'
import type { Assets } from '../../../../../src/main/engine/inference/ops/op'

const grid = tensor([1, 2, 3, 4, 5, 6], [2, 3])
const run = (step: { op: string; [key: string]: unknown }, value: Parameters<typeof runSteps>[1] = grid) =>
  numbers(runSteps([step], value))

describe('tensors', () => {
  test('of branches are joined along an axis, or stacked along a new one', () => {
    const several = { kind: 'several', values: [grid, tensor([7, 8], [2, 1])] } as const
    expect(run({ op: 'tensor.concat', axis: -1 }, several)).toEqual({
      dims: [2, 4],
      values: [1, 2, 3, 7, 4, 5, 6, 8]
    })
    const same = { kind: 'several', values: [tensor([1, 2]), tensor([3, 4])] } as const
    expect(run({ op: 'tensor.concat', axis: 0, stack: true }, same)).toEqual({
      dims: [2, 2],
      values: [1, 2, 3, 4]
    })
    expect(run({ op: 'tensor.concat', axis: -1, stack: true }, same)).toEqual({
      dims: [2, 2],
      values: [1, 3, 2, 4]
    })
  })

  test('that do not fit are refused with their sizes', () => {
    const several = { kind: 'several', values: [grid, tensor([1, 2, 3])] } as const
    expect(() => run({ op: 'tensor.concat', axis: 0 }, several)).toThrow(
      '[3] float32 does not fit [2, 3] float32'
    )
  })

  test('are turned, reshaped, and filled up or cut', () => {
    expect(run({ op: 'tensor.transpose', perm: [1, 0] })).toEqual({
      dims: [3, 2],
      values: [1, 4, 2, 5, 3, 6]
    })
    expect(run({ op: 'tensor.reshape', shape: [3, -1] }).dims).toEqual([3, 2])
    expect(() => run({ op: 'tensor.reshape', shape: [4, -1] })).toThrow(
      '6 values of [2, 3] do not fill [4, -1]'
    )
    expect(run({ op: 'tensor.pad', axis: 1, to: 4, value: 9 }).values).toEqual([1, 2, 3, 9, 4, 5, 6, 9])
    expect(run({ op: 'tensor.pad', axis: 0, to: 3, side: 'left' }).values).toEqual([
      0, 0, 0, 1, 2, 3, 4, 5, 6
    ])
    expect(run({ op: 'tensor.pad', axis: -1, to: 2 })).toEqual({ dims: [2, 2], values: [1, 2, 4, 5] })
  })

  test('of four axes are turned as NumPy does', () => {
    // np.arange(24).reshape(1, 2, 3, 4).transpose(3, 0, 2, 1).ravel()[:8]
    const value = tensor([...Array(24).keys()], [1, 2, 3, 4])
    const out = run({ op: 'tensor.transpose', perm: [3, 0, 2, 1] }, value)
    expect(out.dims).toEqual([4, 1, 3, 2])
    expect(out.values.slice(0, 8)).toEqual([0, 12, 4, 16, 8, 20, 1, 13])
  })

  test('may be constants, and lengths of what is there', () => {
    expect(
      run({
        op: 'tensor.constant',
        value: [
          [1, 2],
          [3, 4]
        ],
        dtype: 'int64'
      })
    ).toEqual({ dims: [2, 2], values: [1, 2, 3, 4] })
    expect(
      run({ op: 'tensor.length' }, channelsOf([new Float64Array(50)], { from: 10, to: 30 })).values
    ).toEqual([20])
    expect(() => compileSteps([{ op: 'tensor.constant', value: [[1], [2, 3]] }])).toThrow('of equal length')
  })

  test('channels become rows by samples of the unit by themselves', () => {
    const value = channelsOf([Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6)], { from: 1, to: 3 })
    expect(run({ op: 'tensor.unsqueeze', axis: 0 }, value)).toEqual({ dims: [1, 2, 2], values: [2, 3, 5, 6] })
  })
})

describe('half precision', () => {
  test('rounds as NumPy does, ties and tiny numbers too', () => {
    expect(golden.half.values.map(toHalf)).toEqual(golden.half.bits)
  })

  test('goes there and back without loss for every number that it has', () => {
    const all = [...Array(0x7c00).keys()]
    expect(all.filter((bits) => toHalf(fromHalf(bits)) !== bits)).toEqual([])
  })

  test('a cast fills a tensor of bits, and back', () => {
    const half = runSteps([{ op: 'tensor.cast', dtype: 'float16' }], tensor([1, -2.5, 65520]))
    expect(half).toMatchObject({ type: 'float16', data: Uint16Array.of(0x3c00, 0xc100, 0x7c00) })
    expect(numbers(runSteps([{ op: 'tensor.cast', dtype: 'float32' }], half)).values).toEqual([
      1,
      -2.5,
      Infinity
    ])
  })
})

describe('scaled features', () => {
  const assets = (file: unknown): Assets => ({
    text: () => '',
    bytes: () => new Uint8Array(),
    json: () => file
  })
  const scale = (file: unknown, value = grid) =>
    numbers(runSteps([{ op: 'feature.scale', file: 'scaler' }], value, {}, assets(file))).values

  test('by mean and deviation, by range, and as scikit-learn names them', () => {
    expect(scale({ mean: [1, 2, 3], std: [1, 1, 3] })).toEqual([0, 0, 0, 3, 3, 1])
    expect(scale({ mean_: [1], scale_: [2] })).toEqual([0, 0.5, 1, 1.5, 2, 2.5])
    expect(scale({ min: [1, 2, 3], max: [4, 5, 3] })).toEqual([0, 0, 0, 1, 1, 0])
  })

  test('a file of another length or kind is refused', () => {
    expect(() => scale({ mean: [1, 2], std: [1, 1] })).toThrow(
      'has 2 figures for a tensor of [2, 3]; 3 are needed'
    )
    expect(() => scale({ average: [1] })).toThrow('neither "mean" and "std" nor "min" and "max"')
  })
})
