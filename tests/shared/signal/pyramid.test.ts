import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnGrid, columnsFromRuns, columnsFromSamples } from '../../../src/shared/signal/columns'
import { PYRAMID_FACTOR, PyramidBuilder, levelFor } from '../../../src/shared/signal/pyramid'
import {
  decodePyramidHeader,
  encodePyramidHeader,
  pyramidHeaderLength
} from '../../../src/shared/signal/pyramid-file'

const samplesOf = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: fc.float({ min: -1, max: 1, noNaN: true }) },
    { weight: 1, arbitrary: fc.constant(Number.NaN) }
  ),
  { minLength: 1, maxLength: 3000 }
)

const extremes = (values: readonly number[]): readonly [number, number] => {
  const real = values.filter((value) => !Number.isNaN(value))
  return real.length === 0 ? [Number.NaN, Number.NaN] : [Math.min(...real), Math.max(...real)]
}

describe('a min/max pyramid', () => {
  test('holds the exact extremes of every run at every level, however the samples arrive', () => {
    fc.assert(
      fc.property(
        samplesOf,
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 700 }),
        (values, base, block) => {
          const samples = Float32Array.from(values)
          const builder = new PyramidBuilder(base)
          for (let at = 0; at < samples.length; at += block) builder.push(samples.subarray(at, at + block))
          const { levels, sampleCount } = builder.finish()
          expect(sampleCount).toBe(samples.length)
          for (const [k, level] of levels.entries()) {
            const run = base * PYRAMID_FACTOR ** k
            expect(level.length / 2).toBe(Math.ceil(samples.length / run))
            for (let i = 0; i < level.length / 2; i++) {
              const [low, high] = extremes([...samples.subarray(i * run, (i + 1) * run)])
              expect(level[2 * i]).toBe(low)
              expect(level[2 * i + 1]).toBe(high)
            }
          }
        }
      ),
      { numRuns: 60 }
    )
  })

  test('a level is never coarser than half a column, so that no picture is off by more than half a pixel', () => {
    expect(levelFor(256, 8, 511)).toBeUndefined()
    expect(levelFor(256, 8, 512)).toBe(0)
    expect(levelFor(256, 8, 2047)).toBe(0)
    expect(levelFor(256, 8, 2048)).toBe(1)
    expect(levelFor(256, 3, 1e9)).toBe(2)
  })

  test('gaps stay gaps', () => {
    const builder = new PyramidBuilder(4)
    builder.push([1, 2, 3, 4, NaN, NaN, NaN, NaN, 5, NaN])
    expect([...(builder.finish().levels[0] ?? [])]).toEqual([1, 4, NaN, NaN, 5, 5])
  })

  test('a run length that is not a whole number is refused with its value', () => {
    expect(() => new PyramidBuilder(0.5)).toThrow('base must be a positive integer, got 0.5')
  })
})

describe('columns of pixels', () => {
  test('from samples have the exact extremes of the samples inside them', () => {
    fc.assert(
      fc.property(
        samplesOf,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: -100, max: 1000 }),
        fc.integer({ min: 1, max: 40 }),
        (values, px, first, perColumn) => {
          const samples = Float32Array.from(values)
          const columns = columnsFromSamples(samples, 0, {
            first,
            perColumn,
            px,
            sampleCount: samples.length
          })
          for (let column = 0; column < px; column++) {
            const from = first + column * perColumn
            const inside = values.slice(Math.max(0, from), Math.max(0, from + perColumn)).map(Math.fround)
            if (inside.length === 0) continue
            expect([columns[2 * column], columns[2 * column + 1]]).toEqual(extremes(inside))
          }
        }
      ),
      { numRuns: 60 }
    )
  })

  test('from runs lose no extreme', () => {
    const builder = new PyramidBuilder(16)
    const samples = Float32Array.from({ length: 5000 }, (_, i) => Math.sin(i * i))
    samples[1234] = 9
    samples[4999] = -9
    builder.push(samples)
    const grid = columnGrid({ startUs: 0, rateHz: 1000, sampleCount: 5000 }, 0, 5_000_000, 60)
    const columns = columnsFromRuns(builder.finish().levels[0] ?? new Float32Array(), 0, 16, grid)
    expect(Math.max(...columns)).toBe(9)
    expect(Math.min(...columns)).toBe(-9)
    const column = columns.findIndex((value) => value === 9) >> 1
    expect(Math.abs(column - Math.floor(1234 / (5000 / 60)))).toBeLessThanOrEqual(1)
  })

  test('between two samples a column lies on the straight line from one to the other, outside the recording there is nothing', () => {
    const columns = columnsFromSamples(Float32Array.of(0, 1), 0, {
      first: -1,
      perColumn: 0.25,
      px: 12,
      sampleCount: 2
    })
    expect([...columns].filter((_, i) => i % 2 === 0)).toEqual(
      [NaN, NaN, NaN, NaN, 0, 0.375, 0.625, 0.875, 1, 1, 1, 1].map((value, i) =>
        i === 5 || i === 6 || i === 7 ? expect.closeTo(value, 5) : value
      )
    )
  })
})

describe('the header of a pyramid file', () => {
  test('comes back as it was written, whatever the labels', () => {
    const header = {
      version: 1 as const,
      channels: [
        {
          label: 'Fp1 – µV 🧠',
          unit: 'µV',
          rateHz: 512,
          startUs: 0,
          sampleCount: 9,
          base: 16,
          levels: [{ offset: 0, count: 2 }],
          samples: { offset: 8, count: 9 }
        }
      ]
    }
    const bytes = encodePyramidHeader(header)
    const length = pyramidHeaderLength(bytes.subarray(0, 8)) ?? 0
    expect(bytes.length % 8).toBe(0)
    expect(decodePyramidHeader(bytes.subarray(8, 8 + length))).toEqual(header)
  })

  test('of another file is not taken for one', () => {
    expect(pyramidHeaderLength(Uint8Array.of(0x52, 0x49, 0x46, 0x46, 1, 0, 0, 0))).toBeUndefined()
  })
})
