import { describe, expect, test } from 'vitest'
import {
  meanOverSpans,
  stepsOfSpans,
  type RatedSpans
} from '../../../../src/shared/analysis/traces/rated-spans'

const spans = (
  list: readonly (readonly [start: number, end: number, value: number, person?: string])[]
): RatedSpans => ({
  start: Float64Array.from(list, ([start]) => start),
  end: Float64Array.from(list, ([, end]) => end),
  value: Float64Array.from(list, ([, , value]) => value),
  ids: list.map((_, i) => `s${i}`),
  persons: list.map(([, , , person]) => person)
})

describe('rated segments', () => {
  test('meet by the time that they share', () => {
    const own = spans([
      [0, 10, 1],
      [10, 20, 2],
      [30, 40, 3]
    ])
    // 0-10 shares 8 with the first and 2 with the second: (8 * 5 + 2 * 10) / 10.
    expect([
      ...meanOverSpans(
        own,
        spans([
          [0, 8, 5],
          [8, 30, 10]
        ])
      )
    ]).toEqual([6, 10, NaN])
  })

  test('of equal edges meet with exactly their values', () => {
    const own = spans([
      [0, 7, 0.1],
      [7, 9, 0.2]
    ])
    expect([...meanOverSpans(own, own)]).toEqual([0.1, 0.2])
  })

  test('about two persons never meet; one about nobody meets everybody', () => {
    const own = spans([
      [0, 10, 1, 'p'],
      [0, 10, 1, 'q'],
      [0, 10, 1]
    ])
    const theirs = spans([[0, 10, 4, 'p']])
    expect([...meanOverSpans(own, theirs)]).toEqual([4, NaN, 4])
  })

  test('a long one that began much earlier is not overlooked', () => {
    const theirs = spans([
      [0, 1000, 7],
      ...Array.from({ length: 50 }, (_, i) => [i * 2, i * 2 + 1, 1] as const)
    ])
    expect([...meanOverSpans(spans([[900, 910, 0]]), theirs)]).toEqual([7])
  })

  test('hold their value in the steps whose middle they cover', () => {
    expect([
      ...stepsOfSpans(
        spans([
          [1, 3.5, 8],
          [3.5, 5, 9]
        ]),
        1,
        6
      )
    ]).toEqual([NaN, 8, 8, 9, 9, NaN])
  })
})
