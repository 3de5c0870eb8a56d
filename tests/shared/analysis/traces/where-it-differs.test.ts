import { describe, expect, test } from 'vitest'
import { atOnce } from '../../../../src/shared/agreement/sliced'
import { lagSweep } from '../../../../src/shared/analysis/traces/lag-sweep'
import type { PairStrip } from '../../../../src/shared/analysis/traces/pair-strip'
import { planePairs } from '../../../../src/shared/analysis/traces/plane-pairs'
import { residualStretches } from '../../../../src/shared/analysis/traces/residual-stretches'
import { traceSeries } from '../../../../src/shared/analysis/traces/trace-series'

const steps = (
  reference: readonly number[],
  candidate: readonly number[],
  { recordingId = 'r', stepUs = 1e6 } = {}
): PairStrip => ({
  recordingId,
  reference: Float64Array.from(reference),
  candidate: Float64Array.from(candidate),
  time: { kind: 'steps', startUs: 0, stepUs }
})
const wave = (at: number): number => Math.sin(at / 9) + Math.sin(at / 4.3) / 2
const line = (length: number, of: (at: number) => number) => Array.from({ length }, (_, i) => of(i))

describe('the delay sweep', () => {
  test('finds the delay of a candidate that is late, and of one that is early', () => {
    for (const [shift, late] of [
      [7, 1.4],
      [-4, -0.8]
    ] as const) {
      const sweep = atOnce(
        lagSweep(
          [
            steps(
              line(300, wave),
              line(300, (at) => wave(at - shift)),
              { stepUs: 2e5 }
            )
          ],
          3
        )
      )
      expect(sweep.points).toHaveLength(31)
      expect(sweep.best.ccc).toBeCloseTo(late, 9)
      expect(sweep.best.meanPearson).toBeCloseTo(late, 9)
      expect(sweep.points.find(({ lag }) => Math.abs(lag - late) < 1e-9)?.ccc).toBeCloseTo(1, 9)
    }
  })

  test('looks at every step around the best one where a reach of fine steps is long', () => {
    const sweep = atOnce(
      lagSweep(
        [
          steps(
            line(4000, (at) => wave(at / 20)),
            line(4000, (at) => wave((at - 137) / 20)),
            { stepUs: 4e4 }
          )
        ],
        10
      )
    )
    expect(sweep.best.ccc).toBeCloseTo(137 * 0.04, 9)
    expect(sweep.points.length).toBeLessThan(140)
  })

  test('has no curve for a constant, and none for segments', () => {
    const sweep = atOnce(
      lagSweep(
        [
          steps(
            line(50, wave),
            line(50, () => 0.2)
          )
        ],
        5
      )
    )
    expect(sweep.best.pearson).toBeNull()
    expect(sweep.points.every(({ pearson }) => pearson === null)).toBe(true)
    const segments: PairStrip = {
      ...steps([1, 2], [1, 2]),
      time: {
        kind: 'segments',
        start: Float64Array.of(0, 1),
        end: Float64Array.of(1, 2),
        segmentIds: ['a', 'b']
      }
    }
    expect(atOnce(lagSweep([segments], 5)).points).toEqual([])
  })
})

describe('stretches far from the reference', () => {
  const reference = line(20, () => 0)
  // Seconds 2 to 4 are 0.9 too high, 8 to 14 are 0.5 too low, 17 is a blip of one step.
  const candidate = line(20, (i) => (i >= 2 && i < 4 ? 0.9 : i >= 8 && i < 14 ? -0.5 : i === 17 ? 0.4 : 0.05))
  const found = (more: Partial<Parameters<typeof residualStretches>[1]> = {}) =>
    atOnce(
      residualStretches([steps(reference, candidate)], { order: 'area', limit: 10, threshold: 0.3, ...more })
    )

  test('are told with what both sides say, the largest area first', () => {
    const { stretches, total } = found()
    expect(total).toBe(3)
    expect(stretches[0]).toEqual({
      recordingId: 'r',
      start: 8e6,
      end: 14e6,
      mean: -0.5,
      peak: -0.5,
      reference: 0,
      candidate: -0.5
    })
    expect(stretches.map(({ start }) => start)).toEqual([8e6, 2e6, 17e6])
  })

  test('come by height or by length where asked, and only of one recording', () => {
    expect(found({ order: 'height' }).stretches[0]?.start).toBe(2e6)
    expect(found({ order: 'length' }).stretches[0]?.start).toBe(8e6)
    expect(found({ limit: 1 }).stretches).toHaveLength(1)
    expect(found({ recordingId: 'other' }).total).toBe(0)
  })

  test('go on over a dip of half a second, and end where the side changes', () => {
    const high = line(40, (i) => (i === 10 ? 0 : i < 20 ? 1 : -1))
    const { stretches } = atOnce(
      residualStretches(
        [
          steps(
            line(40, () => 0),
            high,
            { stepUs: 5e5 }
          )
        ],
        { order: 'length', limit: 9, threshold: 0.5 }
      )
    )
    expect(stretches.map(({ start, end }) => [start / 1e6, end / 1e6])).toEqual([
      [0, 10],
      [10, 20]
    ])
  })

  test('begin by default where one position in five lies further away', () => {
    const distances = line(11, (i) => i / 10)
    const { threshold } = atOnce(
      residualStretches(
        [
          steps(
            line(11, () => 0),
            distances
          )
        ],
        { order: 'area', limit: 9 }
      )
    )
    // numpy.quantile(numpy.arange(11) / 10, 0.8)
    expect(threshold).toBeCloseTo(0.8, 12)
  })

  test('are none where the two are the same', () => {
    const same = atOnce(residualStretches([steps([1, 2, 3], [1, 2, 3])], { order: 'area', limit: 9 }))
    expect(same).toEqual({ threshold: 0, total: 0, stretches: [] })
  })
})

describe('pictures of a recording', () => {
  test('bins hold whole steps and their means; a bin without a value is empty', () => {
    const series = traceSeries([steps([1, 3, 5, 7, NaN, NaN], [2, 4, 6, 8, 9, NaN])], 'r', 6e6, 3)
    expect(series.bin).toBe(2e6)
    expect(series.reference).toEqual([2, 6, null])
    expect(series.candidate).toEqual([3, 7, 9])
    expect(series.residual).toEqual([1, 1, null])
  })

  test('points of the plane are recordings, or stretches of one recording, where both dimensions have both sides', () => {
    const x = [steps([0, 1], [1, 1]), steps([NaN, 4], [4, 6], { recordingId: 'q' })]
    const y = [steps([2, 2], [3, 5]), steps([1, 1], [1, 2], { recordingId: 'q' })]
    expect(planePairs(x, y, undefined)).toEqual({
      pairs: [
        { recordingId: 'r', start: 0, end: 2e6, reference: [0.5, 2], candidate: [1, 4] },
        { recordingId: 'q', start: 1e6, end: 2e6, reference: [4, 1], candidate: [6, 2] }
      ],
      of: 'recording',
      more: 0
    })
    expect(planePairs(x, y, 'r').pairs).toHaveLength(2)
  })
})
