import { describe, expect, it } from 'vitest'
import { composeTakes } from '../../../src/shared/trace/compose-takes'
import { resampleTrace } from '../../../src/shared/trace/resample-trace'
import { timeOfSample } from '../../../src/shared/trace/trace'
import { takeOf } from './synthetic'

const options = { dims: ['valence'], rateHz: 10 }
const valence = (trace: ReturnType<typeof composeTakes>): number[] => [...(trace.values[0] ?? [])]
const constant = (value: number, count: number): number[] => new Array<number>(count).fill(value)

describe('composing takes', () => {
  it('a single take is read exactly as it was rated', () => {
    const values = Array.from({ length: 100 }, (_, i) => Math.sin(i) / 3)
    const trace = composeTakes([takeOf(values, { start: 12.345678 })], options)
    expect(trace.startUs).toBe(12_345_678)
    expect(valence(trace)).toEqual(values)
  })

  it('a part that is rated again replaces exactly that interval', () => {
    const first = Array.from({ length: 600 }, (_, i) => i / 600)
    const trace = composeTakes(
      [takeOf(first), takeOf(constant(-1, 100), { start: 20, position: 1, id: 'again' })],
      options
    )
    expect(valence(trace)).toEqual(first.map((value, i) => (i >= 200 && i < 300 ? -1 : value)))
  })

  it('the cross-fade is a straight line inside the part that is rated again and changes nothing outside', () => {
    const trace = composeTakes(
      [takeOf(constant(0, 100)), takeOf(constant(1, 40), { start: 2, fade: 1, position: 1 })],
      options
    )
    const values = valence(trace)
    expect(values.slice(0, 20)).toEqual(constant(0, 20))
    expect(values.slice(60)).toEqual(constant(0, 40))
    // One second of fade at 10 Hz: 0, 0.1 ... 0.9, then 1; the same backwards at the end.
    values.slice(20, 30).forEach((value, i) => expect(value).toBeCloseTo(i / 10, 12))
    expect(values.slice(30, 50)).toEqual(constant(1, 20))
    values.slice(51, 60).forEach((value, i) => expect(value).toBeCloseTo((9 - i) / 10, 12))
  })

  it('where nothing lies below, a take does not fade', () => {
    const trace = composeTakes([takeOf(constant(1, 20), { fade: 0.5 })], options)
    expect(valence(trace)).toEqual(constant(1, 20))
  })

  it('a sample that was declined stays missing, also over an earlier take', () => {
    const trace = composeTakes(
      [takeOf(constant(0.5, 30)), takeOf([1, NaN, 1], { start: 1, position: 1 })],
      options
    )
    const values = valence(trace)
    expect(values[10]).toBe(1)
    expect(values[11]).toBeNaN()
    expect(values[12]).toBe(1)
    expect(values[13]).toBe(0.5)
  })

  it('hidden takes are left out, and what lies below shows', () => {
    const trace = composeTakes(
      [takeOf(constant(0.5, 30)), takeOf(constant(1, 10), { start: 1, position: 1, hidden: true })],
      options
    )
    expect(valence(trace)).toEqual(constant(0.5, 30))
  })

  it('time between takes that nobody rated has no value', () => {
    const values = valence(composeTakes([takeOf([1, 2]), takeOf([3], { start: 0.5, position: 1 })], options))
    expect(values).toEqual([1, 2, NaN, NaN, NaN, 3])
  })

  it('a lag moves the take earlier when it is read, and not at all when it is read as rated', () => {
    const take = takeOf([1, 2, 3], { start: 5, lag: 0.4 })
    expect(composeTakes([take], options).startUs).toBe(4_600_000)
    expect(composeTakes([take], { ...options, withLag: false }).startUs).toBe(5_000_000)
  })

  it('a stretch of a trace is the same as that stretch of the whole trace', () => {
    const takes = [
      takeOf(Array.from({ length: 500 }, (_, i) => i)),
      takeOf(constant(-5, 77), { start: 13.37, position: 1, fade: 0.7 })
    ]
    const whole = composeTakes(takes, options)
    const part = composeTakes(takes, { ...options, from: 12_000_000, to: 22_000_000 })
    expect(timeOfSample(part, 0)).toBe(12_000_000)
    valence(part).forEach((value, i) => expect(value).toBeCloseTo(valence(whole)[120 + i] ?? NaN, 9))
  })

  it('takes of another rate are put on the grid with straight lines', () => {
    const trace = composeTakes(
      [takeOf(constant(0, 20)), takeOf([0, 1, 2], { start: 0.5, rateHz: 5, position: 1 })],
      options
    )
    // 0.5 s .. 1.1 s at 10 Hz from samples at 0.5, 0.7, 0.9 s; the last one holds for its own interval.
    expect(valence(trace).slice(5, 11)).toEqual([0, 0.5, 1, 1.5, 2, 2])
  })

  it('a rate that does not divide a second keeps every sample', () => {
    const values = Array.from({ length: 3000 }, (_, i) => i)
    const take = takeOf(values, { start: 3, rateHz: 29.97 })
    expect(valence(composeTakes([take], { dims: ['valence'], rateHz: 29.97 }))).toEqual(values)
  })
})

describe('resampling', () => {
  it('at its own rate a trace is the same, bit for bit', () => {
    const values = Array.from({ length: 50 }, (_, i) => Math.sqrt(i))
    const trace = composeTakes([takeOf(values, { start: 15.5, rateHz: 2 })], { ...options, rateHz: 2 })
    expect([...(resampleTrace(trace, 2).values[0] ?? [])]).toEqual(values)
  })

  it('at a higher rate it runs in straight lines from the first to the last sample', () => {
    const trace = composeTakes([takeOf([0, 1, 3], { rateHz: 2 })], { ...options, rateHz: 2 })
    const fine = resampleTrace(trace, 10)
    const expected = [0, 0.2, 0.4, 0.6, 0.8, 1, 1.4, 1.8, 2.2, 2.6, 3]
    expect(fine.count).toBe(expected.length)
    expected.forEach((value, i) => expect(fine.values[0]?.[i]).toBeCloseTo(value, 12))
  })

  it('next to a missing sample there is no value, and a binary trace holds its value', () => {
    const trace = composeTakes([takeOf([0, NaN, 1, 0], { rateHz: 2 })], { ...options, rateHz: 2 })
    expect([...(resampleTrace(trace, 4).values[0] ?? [])]).toEqual([0, NaN, NaN, NaN, 1, 0.5, 0])
    expect([...(resampleTrace(trace, 4, true).values[0] ?? [])]).toEqual([0, 0, NaN, NaN, 1, 1, 0])
  })
})
