import { expect, test } from 'vitest'
import { fitToRuns } from '../../../src/shared/signal/fit-to-runs'
import { PyramidBuilder } from '../../../src/shared/signal/pyramid'

/** A tone whose loudness and height change as in speech, so that no shift but the right one fits. */
const sound = Float32Array.from(
  { length: 40_000 },
  (_, i) => 0.7 * Math.sin(i / 900) * Math.sin(i / 90 + (i * i) / 4_000_000)
)

/** Extremes of the 256-sample runs of `count` samples from `start`. */
function runsFrom(start: number, count = 20_480): Float32Array {
  const builder = new PyramidBuilder(256)
  builder.push(sound.subarray(start, start + count))
  return builder.finish().levels[0] ?? new Float32Array()
}

test.each([0, 1, -1, 17, -48, 240, -240])('a part decoded %i samples off its place is put there', (off) => {
  expect(fitToRuns(sound, runsFrom(1000 + off), 256, 1000, 480)).toBe(1000 + off)
})

test('a part that is further off than the reach is not searched for beyond it', () => {
  expect(Math.abs(fitToRuns(sound, runsFrom(2000), 256, 1000, 100) - 1000)).toBeLessThanOrEqual(100)
})

test('a steady tone says nothing of its place and stays where it was expected', () => {
  const steady = Float32Array.from({ length: 10_000 }, (_, i) => Math.sin((i * 2 * Math.PI) / 64))
  const builder = new PyramidBuilder(256)
  builder.push(steady.subarray(1064, 1064 + 5120))
  expect(fitToRuns(steady, builder.finish().levels[0] ?? new Float32Array(), 256, 1000, 480)).toBe(1000)
})

test('silence stays where it was expected', () => {
  expect(fitToRuns(new Float32Array(5000), new Float32Array(20), 256, 500, 400)).toBe(500)
})

test('rounding to 16 bit does not move a part', () => {
  const rounded = sound.map((value) => Math.round(value * 32768) / 32768)
  expect(fitToRuns(rounded, runsFrom(1000), 256, 1000, 480)).toBe(1000)
})

test('a last run that is shorter than the others does not lead astray', () => {
  expect(fitToRuns(sound, runsFrom(1005, 2560 + 3), 256, 1000, 480)).toBe(1005)
})
