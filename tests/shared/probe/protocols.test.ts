import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../src/shared/agreement/sliced'
import { drawBelow, seededRandom } from '../../../src/shared/metrics/base/seeded-random'
import { foldsOf, outOfFoldShares, outOfFoldValues } from '../../../src/shared/probe/cross-validate'
import { nestedDraws } from '../../../src/shared/probe/label-budget'
import { standardisedByGroup } from '../../../src/shared/probe/standardise'
import { tableOf } from '../../../src/shared/probe/table'
import { uncertainties } from '../../../src/shared/probe/uncertainty'

/** 8 speakers x 4 emotions x 20 items: speakers lie 3, emotions 1 standard deviations apart. */
function spoken() {
  const draw = seededRandom(5)
  const normal = (): number => {
    const u = (drawBelow(draw, 1_000_000) + 0.5) / 1_000_000
    const v = drawBelow(draw, 1_000_000) / 1_000_000
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v)
  }
  const columns = 16
  const offset = (size: number): number[] => Array.from({ length: columns }, () => size * normal())
  const speakers = Array.from({ length: 8 }, () => offset(3))
  const emotions = Array.from({ length: 4 }, () => offset(1))
  const rows: number[][] = []
  const speaker: number[] = []
  const emotion: number[] = []
  for (let s = 0; s < 8; s++)
    for (let e = 0; e < 4; e++)
      for (let i = 0; i < 20; i++) {
        rows.push(
          Array.from(
            { length: columns },
            (_, j) => (speakers[s]?.[j] ?? 0) + (emotions[e]?.[j] ?? 0) + normal()
          )
        )
        speaker.push(s)
        emotion.push(e)
      }
  return { table: tableOf(rows), speaker, emotion, groups: speaker.map((s) => `speaker ${s}`) }
}

const logistic = { kind: 'logistic', penalty: 1 } as const

describe('whether embeddings tell speakers instead of emotions', () => {
  const { table, speaker, emotion, groups } = spoken()
  const apart = standardisedByGroup(table, groups)
  const at = { kind: 'random-folds', folds: 5, seed: 7 } as const

  it('speakers leak until each is standardised by itself, and emotions are then told better', () => {
    const leak = accuracy(atOnce(outOfFoldShares(table, speaker, 8, logistic, at)), speaker)
    const after = accuracy(atOnce(outOfFoldShares(apart, speaker, 8, logistic, at)), speaker)
    expect(leak).toBeGreaterThanOrEqual(0.95)
    expect(after).toBeLessThanOrEqual(0.2)
    const held = { kind: 'leave-one-out', groups } as const
    expect(accuracy(atOnce(outOfFoldShares(apart, emotion, 4, logistic, held)), emotion)).toBeGreaterThan(
      accuracy(atOnce(outOfFoldShares(table, emotion, 4, logistic, held)), emotion)
    )
  })

  it('the same seed gives the same numbers, another one other folds', () => {
    const once = atOnce(outOfFoldShares(table, speaker, 8, { kind: 'nearest-centroid', penalty: 0 }, at))
    expect(atOnce(outOfFoldShares(table, speaker, 8, { kind: 'nearest-centroid', penalty: 0 }, at))).toEqual(
      once
    )
    expect(foldsOf({ ...at, seed: 8 }, speaker, table.rows)).not.toEqual(foldsOf(at, speaker, table.rows))
  })

  it('no head sees the speaker that it is scored on', () => {
    for (const { train, test } of foldsOf({ kind: 'group-folds', groups, folds: 3 }, emotion, table.rows)) {
      const learnt = new Set(train.map((row) => groups[row]))
      expect(test.some((row) => learnt.has(groups[row]))).toBe(false)
    }
    expect(foldsOf({ kind: 'leave-one-out', groups: groups.map(() => 'one') }, emotion, table.rows)).toEqual(
      []
    )
  })

  it('random folds hold every class alike', () => {
    for (const { test } of foldsOf(at, emotion, table.rows))
      for (let e = 0; e < 4; e++)
        expect(test.filter((row) => emotion[row] === e)).toHaveLength(table.rows / 5 / 4)
  })

  it('numbers are told by heads that did not see them', () => {
    const valence = Float64Array.from({ length: table.rows }, (_, i) => (table.data[i * 16] ?? 0) * 2 + 1)
    const told = atOnce(
      outOfFoldValues(table, [valence], { penalty: 0.001 }, { kind: 'leave-one-out', groups })
    )
    told.forEach((value, i) => expect(value).toBeCloseTo(valence[i] ?? NaN, 2))
  })
})

describe('how far fewer labels go', () => {
  const target = Array.from({ length: 100 }, (_, i) => (i < 80 ? 0 : i < 99 ? 1 : 2))

  it('draws are nested, alike in every class, and have at least one of each', () => {
    const [tenth, fifth, half, all] = nestedDraws(target, [0.1, 0.2, 0.5, 1], 3)
    expect(tenth?.map((i) => target[i]).filter((c) => c === 0)).toHaveLength(8)
    expect(tenth?.map((i) => target[i]).filter((c) => c === 2)).toHaveLength(1)
    expect(fifth).toEqual(expect.arrayContaining(tenth ?? []))
    expect(half).toEqual(expect.arrayContaining(fifth ?? []))
    expect(all).toHaveLength(100)
    expect(nestedDraws(target, [0.1], 3)[0]).toEqual(tenth)
    expect(nestedDraws(target, [0.1], 4)[0]).not.toEqual(tenth)
  })
})

describe('how unsure a head is', () => {
  it('is 0 for one class alone and 1 for all alike, in all three forms', () => {
    for (const kind of ['margin', 'entropy', 'least-confidence'] as const) {
      const [sure, unsure] = uncertainties(Float64Array.of(1, 0, 0, 0, 0.25, 0.25, 0.25, 0.25), 4, kind)
      expect(sure).toBe(0)
      expect(unsure).toBeCloseTo(1, 12)
    }
  })

  it('has the values of its definitions', () => {
    const shares = Float64Array.of(0.5, 0.3, 0.2)
    expect(uncertainties(shares, 3, 'margin')[0]).toBeCloseTo(0.8, 12)
    expect(uncertainties(shares, 3, 'least-confidence')[0]).toBeCloseTo(0.75, 12)
    // -(0.5 ln 0.5 + 0.3 ln 0.3 + 0.2 ln 0.2) / ln 3
    expect(uncertainties(shares, 3, 'entropy')[0]).toBeCloseTo(0.9372305632, 9)
  })
})

function accuracy(shares: Float64Array, target: readonly number[]): number {
  const classes = shares.length / target.length
  const right = target.filter((own, row) => {
    const part = shares.subarray(row * classes, (row + 1) * classes)
    return part.indexOf(Math.max(...part)) === own
  })
  return right.length / target.length
}
