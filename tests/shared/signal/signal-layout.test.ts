import { expect, test } from 'vitest'
import {
  SignalLayout,
  bytesOfSamples,
  layoutDuration,
  readDigital,
  readPhysical,
  sampleAtTime,
  samplesWithin,
  timeOfSample
} from '../../../src/shared/signal/signal-layout'
import type { LayoutChannel, SampleFormat } from '../../../src/shared/signal/signal-layout'

const channel = (over: Partial<LayoutChannel>): LayoutChannel => ({
  label: 'Cz',
  unit: 'uV',
  rateHz: 4,
  offset: 0,
  perRecord: 4,
  stride: 2,
  format: 'i16',
  bigEndian: false,
  scale: 1,
  shift: 0,
  ...over
})

/** Records of 1 s: 4 samples of one channel, then 2 of another; a gap of half a second behind the second record. */
const blocks = SignalLayout.parse({
  version: 1,
  headerBytes: 256,
  recordBytes: 12,
  records: 5,
  recordSeconds: 1,
  segments: [
    { record: 0, records: 2, startUs: 0 },
    { record: 2, records: 3, startUs: 2_500_000 }
  ],
  channels: [channel({}), channel({ rateHz: 2, perRecord: 2, offset: 8 })]
})
const [fast, slow] = blocks.channels as [LayoutChannel, LayoutChannel]

test('samples of a block layout lie in one range of bytes per record', () => {
  expect(
    bytesOfSamples(blocks, fast, 2, 9).map(({ start, stop, first, end }) => [start, stop, first, end])
  ).toEqual([
    [256 + 4, 256 + 8, 2, 4],
    [268, 276, 4, 8],
    [280, 282, 8, 9]
  ])
  expect(bytesOfSamples(blocks, slow, 3, 4)).toEqual([{ start: 278, stop: 280, first: 3, end: 4, stride: 2 }])
})

test('samples outside the file have no bytes', () => {
  expect(bytesOfSamples(blocks, fast, -5, 0)).toEqual([])
  expect(bytesOfSamples(blocks, fast, 20, 25)).toEqual([])
  expect(bytesOfSamples(blocks, slow, -3, 1)).toHaveLength(1)
})

test('channels that alternate sample by sample are one strided range', () => {
  const woven = { ...blocks, headerBytes: 0, recordBytes: 6, records: 100 }
  const second = channel({ offset: 2, perRecord: 1 })
  expect(bytesOfSamples(woven, second, 10, 13)).toEqual([
    { start: 62, stop: 76, first: 10, end: 13, stride: 6 }
  ])
})

test('channels that follow each other are one dense range each', () => {
  const stacked = { ...blocks, headerBytes: 10, recordBytes: 2, records: 100 }
  const second = channel({ offset: 200, perRecord: 1 })
  expect(bytesOfSamples(stacked, second, 0, 100)).toEqual([
    { start: 210, stop: 410, first: 0, end: 100, stride: 2 }
  ])
})

test('a time in a gap belongs to no sample, and each sample has the time of its segment', () => {
  expect(timeOfSample(blocks, fast, 7)).toBe(1_750_000)
  expect(timeOfSample(blocks, fast, 8)).toBe(2_500_000)
  expect(timeOfSample(blocks, slow, 9)).toBe(5_000_000)
  expect(timeOfSample(blocks, slow, 10)).toBeUndefined()
  expect(sampleAtTime(blocks, fast, 1_999_999)).toBe(7)
  expect(sampleAtTime(blocks, fast, 2_000_000)).toBeUndefined()
  expect(sampleAtTime(blocks, fast, 2_499_000)).toBeUndefined()
  expect(sampleAtTime(blocks, fast, 2_500_000)).toBe(8)
  expect(sampleAtTime(blocks, fast, -1)).toBeUndefined()
  expect(sampleAtTime(blocks, fast, 5_500_000)).toBeUndefined()
  expect(layoutDuration(blocks)).toBe(5_500_000)
})

test('every sample is found again at its own time', () => {
  for (const each of blocks.channels)
    for (let sample = 0; sample < 5 * each.perRecord; sample++)
      expect(sampleAtTime(blocks, each, timeOfSample(blocks, each, sample) ?? NaN)).toBe(sample)
})

test('the samples of a stretch come gap by gap', () => {
  expect(samplesWithin(blocks, fast, 1_600_000, 2_800_000)).toEqual([
    { first: 7, end: 8, startUs: 1_750_000 },
    { first: 8, end: 10, startUs: 2_500_000 }
  ])
  expect(samplesWithin(blocks, fast, 2_000_000, 2_500_000)).toEqual([])
  expect(samplesWithin(blocks, fast, -9e9, 9e9)).toEqual([
    { first: 0, end: 8, startUs: 0 },
    { first: 8, end: 20, startUs: 2_500_000 }
  ])
})

test('a rate that no whole number of microseconds fits loses no sample at the borders of neighbouring stretches', () => {
  const long = SignalLayout.parse({
    ...blocks,
    records: 1000,
    segments: [{ record: 0, records: 1000, startUs: 0 }]
  })
  const odd = channel({ rateHz: 487.5, perRecord: 975 })
  const seen: number[] = []
  for (let from = 0; from < 4e6; from += 100_000)
    for (const { first, end } of samplesWithin(long, odd, from, from + 100_000))
      for (let i = first; i < end; i++) seen.push(i)
  expect(seen).toEqual(Array.from({ length: 1950 }, (_, i) => i))
})

/** Bytes written out by hand: two numbers, one negative, in each format and order. */
const written: readonly (readonly [SampleFormat, boolean, readonly number[], readonly number[]])[] = [
  ['u8', false, [1, 255], [1, 255]],
  ['i8', false, [1, 255], [1, -1]],
  ['u16', false, [0x01, 0x02, 0xff, 0xff], [0x0201, 65_535]],
  ['i16', false, [0x01, 0x02, 0xfe, 0xff], [0x0201, -2]],
  ['i16', true, [0x01, 0x02, 0xff, 0xfe], [0x0102, -2]],
  ['i24', false, [0x01, 0x02, 0x03, 0xfe, 0xff, 0xff], [0x030201, -2]],
  ['i24', true, [0x01, 0x02, 0x03, 0xff, 0xff, 0xfe], [0x010203, -2]],
  ['i24', false, [0x00, 0x00, 0x80, 0xff, 0xff, 0x7f], [-8_388_608, 8_388_607]],
  ['i32', false, [0, 0, 0, 0x80, 0xff, 0xff, 0xff, 0x7f], [-2_147_483_648, 2_147_483_647]],
  ['f32', true, [0x3f, 0xc0, 0, 0, 0xc0, 0x20, 0, 0], [1.5, -2.5]],
  ['f64', false, [0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0, 0, 0, 0, 0, 0, 0x04, 0xc0], [1.5, -2.5]]
]

test.each(written)('%s (big endian: %s) is read as it is written', (format, bigEndian, bytes, expected) => {
  const out = new Float64Array(2)
  // An odd start and other bytes around: nothing may depend on alignment.
  const padded = new Uint8Array([9, ...bytes, 9])
  readDigital(padded, 1, bytes.length / 2, { format, bigEndian }, 2, out)
  expect([...out]).toEqual(expected)
})

test('physical values are scaled and shifted', () => {
  const out = new Float32Array(3)
  readPhysical(new Uint8Array([2, 0, 0xfe, 0xff]), 0, 2, channel({ scale: -0.5, shift: 10 }), 2, out, 1)
  expect([...out]).toEqual([0, 9, 11])
})

test('bytes that end too early are refused', () => {
  expect(() => readDigital(new Uint8Array(3), 0, 2, channel({}), 2, new Float64Array(2))).toThrow(RangeError)
})
