import { expect, test } from 'vitest'
import { shapleyShares } from '../../../src/shared/variants/shapley-shares'
import { subsets } from '../../../src/shared/variants/subsets'
import { seededRandom } from '../../../src/shared/metrics/base/seeded-random'

test('the shares of two parts are the means over both orders', () => {
  // none 0.2, a 0.5, b 0.4, both 0.6. Orders a-b: a +0.3, b +0.1; b-a: b +0.2, a +0.2. Means a 0.25, b 0.15.
  const scores = [0.2, 0.5, 0.4, 0.6]
  const shares = shapleyShares(2, (set) => scores[set] ?? null) ?? []
  expect(shares[0]).toBeCloseTo(0.25, 12)
  expect(shares[1]).toBeCloseTo(0.15, 12)
})

test('the glove game of Shapley comes out as in the textbooks', () => {
  // One left glove (part 0), two right ones (parts 1 and 2); a pair is worth 1: shares 2/3, 1/6, 1/6.
  const shares = shapleyShares(3, (set) => (set & 1 && set & 6 ? 1 : 0)) ?? []
  expect(shares.map((share) => share.toFixed(12))).toEqual(
    [2 / 3, 1 / 6, 1 / 6].map((share) => share.toFixed(12))
  )
})

test('four components make fifteen runs, and their shares sum to full minus empty within 1e-9', () => {
  expect(subsets(['behavior', 'feeling', 'thinking', 'territory'])).toHaveLength(15)
  const draw = seededRandom(3)
  for (let round = 0; round < 50; round++) {
    const scores = Array.from({ length: 16 }, () => draw() / 2 ** 32)
    const shares = shapleyShares(4, (set) => scores[set] ?? null) ?? []
    const sum = shares.reduce((total, share) => total + share, 0)
    expect(Math.abs(sum - ((scores[15] ?? 0) - (scores[0] ?? 0)))).toBeLessThan(1e-9)
  }
})

test('a part that never changes the score has no share, and equal parts have equal ones', () => {
  const shares =
    shapleyShares(4, (set) => (set & 1 ? 0.3 : 0) + (set & 2 ? 0.3 : 0) + (set & 4 ? 0.1 : 0)) ?? []
  expect(shares[0]).toBeCloseTo(shares[1] ?? NaN, 12)
  expect(shares[2]).toBeCloseTo(0.1, 12)
  expect(shares[3]).toBe(0)
})

test('a set without a score leaves all shares undefined', () => {
  expect(shapleyShares(2, (set) => (set === 1 ? null : 1))).toBeNull()
})
