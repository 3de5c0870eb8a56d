import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TraceRule } from '../../../src/shared/gold/recipe'
import { traceGold, type AnnotatorTrace } from '../../../src/shared/gold/trace-gold'
import { estimateLag, shiftTrace } from '../../../src/shared/metrics/annotation-lag'
import { drawBelow, seededRandom } from '../../../src/shared/metrics/base/seeded-random'
import { correlation } from '../../../src/shared/metrics/base/moments'

const traces = (...rows: (number | null)[][]): AnnotatorTrace[] =>
  rows.map((values, i) => ({ annotator: `r${i}`, values }))
const gold = (list: readonly AnnotatorTrace[], rule: Parameters<typeof TraceRule.parse>[0]) =>
  traceGold(list, TraceRule.parse(rule))
const numbers = (values: readonly (number | null)[]) => values.map((value) => value ?? NaN)

describe('gold traces worked out by hand', () => {
  it('mean and median at every position, of whoever has a value', () => {
    const three = traces([1, 2, null, null], [3, 2, 5, null], [8, 8, 6, null])
    expect(gold(three, { rule: 'mean' })).toMatchObject({
      values: [4, 4, 5.5, null],
      raters: [3, 3, 2, 0],
      spread: [expect.closeTo(Math.sqrt(26 / 3), 12), expect.closeTo(Math.sqrt(8), 12), 0.5, null]
    })
    expect(gold(three, { rule: 'median' }).values).toEqual([3, 2, 5.5, null])
  })

  it('EWE leaves out the one who rates against all others', () => {
    const up = [0, 1, 2, 3, 4]
    const result = gold(traces(up, [0, 1.1, 2, 2.9, 4], [0.1, 1, 2, 3, 4], [4, 3, 2, 1, 0]), {
      rule: 'ewe',
      weighting: 'loo_mean'
    })
    expect(result.provenance[3]).toMatchObject({ annotator: 'r3', weight: 0, used: 5 })
    expect(correlation(numbers(result.values), up)).toBeGreaterThan(0.99)
  })

  it('CCC-centred: two who differ by a constant meet in the middle and say by how much they were moved', () => {
    const result = gold(traces([0, 1, 2], [3, 4, 5]), { rule: 'ccc_centred' })
    expect(result.values).toEqual([1.5, 2.5, 3.5])
    expect(result.provenance.map(({ moved }) => moved)).toEqual([1.5, -1.5])
  })

  it('CCC-centred: the common centre leans to those who agree', () => {
    // r0 and r1 agree fully, r2 is level with neither and moves the other way.
    const result = gold(traces([0, 1, 2], [0, 1, 2], [9, 8, 7]), { rule: 'ccc_centred' })
    expect(result.provenance.map(({ weight }) => weight > 0)).toEqual([true, true, false])
    // Centre 1: r2 is moved to it as a whole; the mean of 0,1,2 twice and 2,1,0 once.
    expect(result.values.map((value) => value?.toFixed(6))).toEqual(['0.666667', '1.000000', '1.333333'])
  })

  it('without any agreement there is no result, and the reason says so', () => {
    const result = gold(traces([0, 1, 2], [2, 1, 0]), { rule: 'ewe', weighting: 'loo_mean' })
    expect(result.values).toEqual([null, null, null])
    expect(result.reason).toMatch(/every weight is 0/)
    expect(gold(traces([0, 1, 2], [2, 1, 0]), { rule: 'ccc_centred' }).reason).toMatch(/no common centre/)
    expect(gold([], { rule: 'mean' }).reason).toBe('No trace has a value.')
  })

  it('the warped average keeps a peak that comes at different times; the mean flattens it', () => {
    const bump = (at: number) => Array.from({ length: 60 }, (_, t) => Math.exp(-(((t - at) / 3) ** 2)))
    const late = traces(bump(24), bump(30), bump(36))
    const most = (rule: string) => Math.max(...numbers(gold(late, { rule }).values))
    expect(most('mean')).toBeLessThan(0.5)
    expect(most('dba')).toBeGreaterThan(0.95)
  })

  it('a gap keeps traces from being warped, and the reason names whose and where', () => {
    expect(gold(traces([1, 2, 3], [1, null, 3]), { rule: 'dba' }).reason).toBe(
      'The trace of r1 has no value at sample 1; warping needs complete traces.'
    )
  })
})

describe('gold traces, whatever was rated', () => {
  const trace = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 12, maxLength: 12 })
  const rules = fc.constantFrom('mean', 'median', 'ewe', 'ccc_centred', 'dba')

  it('annotators who all did the same get back what they did', () => {
    fc.assert(
      fc.property(trace, rules, (values, rule) => {
        fc.pre(new Set(values).size > 1)
        const result = numbers(gold(traces(values, values, values), { rule }).values)
        result.forEach((value, t) => expect(value).toBeCloseTo(values[t] ?? NaN, 8))
      }),
      { numRuns: 60 }
    )
  })

  it('a result never leaves the range of the ratings, except after centring', () => {
    const some = fc.tuple(trace, trace, trace)
    fc.assert(
      fc.property(some, fc.constantFrom('mean', 'median', 'ewe', 'dba'), (rows, rule) => {
        const all = rows.flat()
        for (const value of gold(traces(...rows), { rule }).values) {
          if (value === null) continue
          expect(value).toBeGreaterThanOrEqual(Math.min(...all) - 1e-9)
          expect(value).toBeLessThanOrEqual(Math.max(...all) + 1e-9)
        }
      }),
      { numRuns: 60 }
    )
  })

  it('the order of the annotators decides nothing', () => {
    fc.assert(
      fc.property(
        fc.tuple(trace, trace, trace),
        fc.constantFrom('mean', 'median', 'ewe', 'ccc_centred'),
        (rows, rule) => {
          const [a, b] = [rows, [...rows].reverse()].map((list) => gold(traces(...list), { rule }).values)
          a?.forEach((value, t) => {
            if (value === null) expect(b?.[t]).toBeNull()
            else expect(b?.[t]).toBeCloseTo(value, 8)
          })
        }
      ),
      { numRuns: 60 }
    )
  })
})

describe('raters who react late', () => {
  // 25 Hz: one sample is 40 ms. Slow changes, as a rater can follow them, and noise on top.
  const draw = seededRandom(5)
  const noise = () => (drawBelow(draw, 2001) - 1000) / 1000
  const truth = Array.from({ length: 1500 }, (_, t) => Math.sin(t / 18) + 0.6 * Math.sin(t / 7.3 + 1))
  const lags = [0, 10, 30]
  const late = lags.map((lag) => truth.map((_, t) => (truth[Math.max(0, t - lag)] ?? 0) + 0.15 * noise()))

  it('delays of 0, 0.4 and 1.2 seconds are found within 40 ms', () => {
    late.forEach((values, i) => {
      const { lag } = estimateLag(truth, values, 75)
      expect(Math.abs((lag ?? Infinity) - (lags[i] ?? 0))).toBeLessThanOrEqual(1)
    })
  })

  it('the mean after alignment is like the truth, the mean before is not', () => {
    const mean = (rows: readonly (readonly (number | null)[])[]) =>
      numbers(
        gold(
          rows.map((values, i) => ({ annotator: `r${i}`, values })),
          { rule: 'mean' }
        ).values
      )
    const aligned = late.map((values) => shiftTrace(values, estimateLag(truth, values, 75).lag ?? 0))
    const inner = (values: readonly number[]) => values.slice(0, 1460)
    expect(correlation(inner(mean(aligned)), inner(truth))).toBeGreaterThanOrEqual(0.99)
    expect(correlation(inner(mean(late)), inner(truth))).toBeLessThanOrEqual(0.95)
  })
})
