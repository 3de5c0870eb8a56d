import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { methods, metrics } from '../../../src/shared/metrics'
import { estimateLag, shiftTrace } from '../../../src/shared/metrics/annotation-lag'
import { bestAssignment } from '../../../src/shared/metrics/base/assignment'
import { fQuantile, fUpper } from '../../../src/shared/metrics/base/distributions'
import type { Metric } from '../../../src/shared/metrics/base/metric'
import type { Score } from '../../../src/shared/metrics/base/score'
import { seededRandom } from '../../../src/shared/metrics/base/seeded-random'
import { extent, pieces } from '../../../src/shared/metrics/base/timeline'
import { blocksOf, unitBootstrap } from '../../../src/shared/metrics/base/unit-bootstrap'
import { dynamicTimeWarping } from '../../../src/shared/metrics/dynamic-time-warping'
import { iccParts } from '../../../src/shared/metrics/intraclass-correlation'
import { segmentsOfWindows, emotionDiarization } from '../../../src/shared/metrics/emotion-diarization'
import { signFlip } from '../../../src/shared/metrics/paired-comparison'
import { concordance, traceAgreement } from '../../../src/shared/metrics/trace-agreement'
import { resampleHold, resampleLinear } from '../../../src/shared/metrics/trace-resampling'
import { alignWords } from '../../../src/shared/metrics/word-errors'

/** What a metric says about nothing at all. */
function ofNothing(metric: Metric): readonly Score[] {
  switch (metric.kind) {
    case 'confusion':
      return [metric.compute({ labels: [], cells: new Float64Array(0) })]
    case 'per-class':
      return metric.compute({ labels: ['a'], cells: new Float64Array(1) })
    case 'ratings':
      return [metric.compute([])]
    case 'proportion':
      return [metric.compute(0, 0)]
    case 'segments':
    case 'numbers':
    case 'masses':
    case 'boundaries':
    case 'distributions':
    case 'probabilities':
    case 'ranking':
    case 'binary':
    case 'label-sets':
    case 'label-scores':
    case 'transcripts':
      return [metric.compute([], [])]
  }
}

describe('numbers that do not exist', () => {
  // Two empty recordings have nothing wrong in them: the other programs say 0, and so do we.
  const zero = ['identification_error', 'diarization_error']

  it.each(metrics.all.filter(({ id }) => !zero.includes(id)))(
    '$id of nothing is null with a sentence',
    (metric) => {
      // Precision and F1 of a class that never occurs are 0 by their convention.
      if (metric.kind === 'per-class' && metric.id !== 'unbiased_hit_rate') return
      for (const score of ofNothing(metric)) {
        expect(score.value).toBeNull()
        expect(score.value === null && score.reason).toMatch(/^["A-Z].*\.$/)
      }
    }
  )

  it('every method says what it is, which convention it follows and where it comes from', () => {
    for (const method of methods.all)
      for (const text of [method.definition, method.convention, method.source, method.missingPolicy])
        expect(text.length, `${method.id}: "${text}"`).toBeGreaterThan(10)
  })

  it('an ICC of category names, of one rater and of equal ratings each say why not', () => {
    const icc = metrics.get('icc_2_1')
    const reason = (units: (string | number | null)[][]) => {
      const result = icc.kind === 'ratings' ? icc.compute(units) : undefined
      return result?.value === null ? result.reason : undefined
    }
    expect(reason([['joy', 'joy']])).toMatch(/needs numbers/)
    expect(reason([[1], [2]])).toBe('There are fewer than two raters.')
    expect(
      reason([
        [1, null],
        [null, 2]
      ])
    ).toBe('Fewer than two items have a rating from every rater.')
    expect(
      reason([
        [0.1, 0.1, 0.1],
        [0.1, 0.1, 0.1]
      ])
    ).toBe('The ratings do not vary.')
  })

  it('left-out positions are counted', () => {
    const ccc = metrics.get('ccc')
    const result = ccc.kind === 'numbers' ? ccc.compute([1, null, 3, 4], [1, 2, null, 5]) : undefined
    expect(result).toMatchObject({ used: 2, leftOut: 2 })
  })
})

const samples = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 30 })

describe('traces, whatever was rated', () => {
  it('CCC never exceeds the size of Pearson, and is the same both ways round', () => {
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        const n = Math.min(a.length, b.length)
        const [x, y] = [a.slice(0, n), b.slice(0, n)]
        const { ccc, pearson } = traceAgreement(x, y)
        const back = concordance(y, x)
        if (ccc === null) expect(back).toBeNull()
        else expect(back).toBeCloseTo(ccc, 12)
        if (ccc !== null && pearson !== null)
          expect(Math.abs(ccc)).toBeLessThanOrEqual(Math.abs(pearson) + 1e-9)
      })
    )
  })

  it('shifting there and back changes the ends only', () => {
    fc.assert(
      fc.property(samples, fc.nat(5), (trace, lag) => {
        const back = shiftTrace(shiftTrace(trace, lag), -lag)
        expect(back.slice(lag, trace.length - lag)).toEqual(
          trace.slice(lag, Math.max(lag, trace.length - lag))
        )
      })
    )
  })

  it('resampling on its own times gives the trace back, and a gap stays a gap', () => {
    const times = [0, 1, 2, 4]
    const values = [1, null, 3, 7]
    expect(resampleLinear(times, values, times)).toEqual(values)
    expect(resampleHold(times, values, times)).toEqual(values)
    expect(resampleLinear(times, values, [0.5, 1.5, 3])).toEqual([null, null, 5])
    expect(resampleHold(times, values, [0.5, 1.5, 3, 9])).toEqual([1, null, 3, 7])
  })

  it('a warping path starts and ends at the ends, moves by single steps, and costs what it says', () => {
    fc.assert(
      fc.property(samples, samples, fc.option(fc.nat(12)), (a, b, window) => {
        const { cost, path } = dynamicTimeWarping(a, b, { window: window ?? undefined })
        if (path === null) {
          expect(Math.abs(a.length - b.length)).toBeGreaterThan(window ?? Infinity)
          return
        }
        expect(path[0]).toEqual([0, 0])
        expect(path.at(-1)).toEqual([a.length - 1, b.length - 1])
        path.slice(1).forEach(([i, j], step) => {
          const [x, y] = path[step] ?? [0, 0]
          expect([i - x, j - y].every((move) => move === 0 || move === 1) && i + j > x + y).toBe(true)
          expect(Math.abs(i - j)).toBeLessThanOrEqual(window ?? Infinity)
        })
        const paid = path.reduce((sum, [i, j]) => sum + ((a[i] ?? 0) - (b[j] ?? 0)) ** 2, 0)
        expect(paid).toBeCloseTo(cost ?? NaN, 6)
      })
    )
  })

  it('two hours at 25 Hz: CCC within 100 ms, lags up to ten seconds within a few seconds', () => {
    const draw = seededRandom(3)
    const truth = Array.from({ length: 180_000 }, (_, t) => Math.sin(t / 40) + (draw() / 2 ** 32) * 0.2)
    const late = truth.map((_, t) => truth[Math.max(0, t - 60)] ?? 0)
    const time = (work: () => unknown) => {
      const before = performance.now()
      work()
      return performance.now() - before
    }
    const ccc = metrics.get('ccc')
    // The best of four: other work on the machine is not this code's.
    const times = Array.from({ length: 4 }, () =>
      time(() => ccc.kind === 'numbers' && ccc.compute(truth, late))
    )
    expect(Math.min(...times)).toBeLessThan(100)
    let lag: number | null = null
    expect(time(() => (lag = estimateLag(truth, late, 250).lag))).toBeLessThan(4_000)
    expect(lag).toBe(60)
  })
})

describe('pieces of several timelines', () => {
  it('nested and touching segments are cut where anything changes', () => {
    const side = [
      { start: 0, end: 10, label: 'a' },
      { start: 2, end: 4, label: 'b' },
      { start: 10, end: 12, label: 'a' }
    ]
    expect(extent([side, []])).toEqual([0, 12])
    expect(pieces([side, [{ start: 3, end: 20, label: 'c' }]], 1, 11)).toEqual([
      { start: 1, end: 2, labels: [['a'], []] },
      { start: 2, end: 3, labels: [['a', 'b'], []] },
      { start: 3, end: 4, labels: [['a', 'b'], ['c']] },
      { start: 4, end: 10, labels: [['a'], ['c']] },
      { start: 10, end: 11, labels: [['a'], ['c']] }
    ])
  })

  it('windows that overlap with different labels meet in the middle, and several emotions at once are an overlap', () => {
    expect(segmentsOfWindows(['a', 'a', 'b'], 3, 2, 6)).toEqual([
      { start: 0, end: 4.5, label: 'a' },
      { start: 4.5, end: 6, label: 'b' }
    ])
    const both = [
      { start: 0, end: 4, label: 'sad' },
      { start: 2, end: 4, label: 'joy' }
    ]
    expect(emotionDiarization([{ start: 0, end: 4, label: 'sad' }], both, 4, 'neutral')).toMatchObject({
      correct: 2,
      overlap: 2,
      error: 0.5
    })
  })
})

describe('the best one-to-one assignment', () => {
  it('is as good as the best of all permutations', () => {
    const square = fc.array(fc.array(fc.nat(20), { minLength: 4, maxLength: 4 }), {
      minLength: 1,
      maxLength: 6
    })
    const most = (gain: readonly (readonly number[])[], row: number, used: readonly number[]): number => {
      if (row === gain.length) return 0
      const skipped = gain.length - row > 4 - used.length ? [most(gain, row + 1, used)] : []
      const taken = [0, 1, 2, 3]
        .filter((column) => !used.includes(column))
        .map((column) => (gain[row]?.[column] ?? 0) + most(gain, row + 1, [...used, column]))
      return Math.max(0, ...skipped, ...taken)
    }
    fc.assert(
      fc.property(square, (gain) => {
        const columns = bestAssignment(gain)
        const used = columns.filter((column) => column >= 0)
        expect(new Set(used).size).toBe(used.length)
        expect(columns.reduce((sum, column, row) => sum + (gain[row]?.[column] ?? 0), 0)).toBe(
          most(gain, 0, [])
        )
      })
    )
  })
})

describe('word diff', () => {
  it('shows which words were said, missed and added', () => {
    expect(alignWords(['I', 'am', 'so', 'happy'], ['I', 'so', 'very', 'happy'])).toEqual([
      { kind: 'hit', reference: 0, hypothesis: 0 },
      { kind: 'deletion', reference: 1 },
      { kind: 'hit', reference: 2, hypothesis: 1 },
      { kind: 'insertion', hypothesis: 2 },
      { kind: 'hit', reference: 3, hypothesis: 3 }
    ])
  })

  it('every word of both sides appears once and in order, whatever was said', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 })
    fc.assert(
      fc.property(text, text, (reference, hypothesis) => {
        const steps = alignWords(reference, hypothesis)
        const order = (side: 'reference' | 'hypothesis') => steps.flatMap((step) => step[side] ?? [])
        expect(order('reference')).toEqual(reference.map((_, i) => i))
        expect(order('hypothesis')).toEqual(hypothesis.map((_, i) => i))
      })
    )
  })
})

describe('chance', () => {
  it('the 97.5 % point of F has 2.5 % above it', () => {
    for (const [a, b] of [
      [5, 18],
      [29, 3.7],
      [1, 1],
      [400, 2000]
    ] as const)
      expect(fUpper(fQuantile(0.975, a, b), a, b)).toBeCloseTo(0.025, 10)
    // Table of Fisher's F: 5 and 10 degrees of freedom.
    expect(fQuantile(0.975, 5, 10)).toBeCloseTo(4.236, 3)
  })

  it('more than twenty pairs are flipped at random, and come close to the exact chance', () => {
    const twenty = Array.from({ length: 16 }, (_, i) => (i % 3) - 0.7)
    const exact = signFlip(twenty)?.p ?? NaN
    const more = signFlip([...twenty, 0, 0, 0, 0, 0, 0])?.p ?? NaN
    expect(more).toBeCloseTo(exact, 2)
  })

  const draw = seededRandom(9)
  const rows = Array.from({ length: 60 }, (_, i) => {
    const item = (i % 10) * 2
    return [0, 1, 2].map(() => item + (draw() % 1000) / 100)
  })
  const icc = (units: readonly (readonly number[])[]) => iccParts(units).forms.ICC2.value

  it('a resampled interval of an ICC holds the estimate, and the same seed gives the same interval', () => {
    const groups = blocksOf(rows, 2)
    const interval = unitBootstrap(groups, icc, { seed: 4 })
    if (!('low' in interval)) throw new Error(interval.reason)
    expect(interval.low).toBeLessThan(icc(rows) ?? NaN)
    expect(interval.high).toBeGreaterThan(icc(rows) ?? NaN)
    expect(interval.method).toBe('percentile bootstrap of 30 recordings, 1000 resamples, seed 4')
    expect(unitBootstrap(groups, icc, { seed: 4 })).toEqual(interval)
    expect(unitBootstrap(groups, icc, { seed: 5 })).not.toEqual(interval)
  })

  it('one recording, or a statistic that hardly ever exists, has no interval and says why', () => {
    expect(unitBootstrap([rows], icc)).toEqual({
      reason: 'Resampling recordings needs at least two of them.'
    })
    expect(unitBootstrap(blocksOf(rows, 2), () => null)).toEqual({
      reason: 'Undefined in 1000 of 1000 resamples.'
    })
  })
})
