import { describe, expect, test } from 'vitest'
import { markReport, type MarkInput } from '../../../src/shared/agreement/marks/mark-agreement'
import type { Mark, MarkReport } from '../../../src/shared/agreement/marks/mark-report'
import { atOnce } from '../../../src/shared/agreement/sliced'

type Row = readonly [from: number, to: number, label: string]
const marks = (rows: readonly Row[]): Mark[] => rows.map(([from, to, label]) => ({ from, to, label }))
const report = (input: Partial<MarkInput> & Pick<MarkInput, 'units'>): MarkReport =>
  atOnce(markReport({ kind: 'spans', authorIds: ['a', 'b'], tolerance: 500_000, leftOut: [], ...input }))
const numbers = ({ cards }: MarkReport): readonly (number | null)[] => cards.map(({ value }) => value)

/*
 * The values of the first two tests were computed outside, in Python: exact pairs as the intersection of sets of
 * (from, to, label), met pairs by scipy's linear_sum_assignment over the matrix of allowed pairs of each label,
 * characters as the intersection of sets of positions.
 */
const first = [
  marks([
    [0, 5, 'cause'],
    [10, 20, 'cause'],
    [22, 30, 'target']
  ]),
  marks([
    [0, 5, 'cause'],
    [12, 16, 'cause'],
    [15, 24, 'cause'],
    [40, 44, 'target']
  ])
]
const second = [
  marks([[3, 9, 'target']]),
  marks([
    [3, 8, 'target'],
    [8, 9, 'target']
  ])
]

describe('stretches of text', () => {
  const two = report({
    units: [
      { recordingId: 'r', byAuthor: first },
      { recordingId: 's', byAuthor: second }
    ]
  })

  test('exact, overlapping and shared characters are those of an independent program', () => {
    // 1 equal, 3 met, 19 characters shared; 10 marks, 56 characters.
    expect(numbers(two)).toEqual([
      expect.closeTo(0.2, 12),
      expect.closeTo(0.6, 12),
      expect.closeTo(38 / 56, 12)
    ])
    expect(two.n).toBe(2)
    expect(two.cards[0]?.interval).toBeDefined()
  })

  test('label by label', () => {
    expect(two.labels.map(({ label, exact, n }) => [label, exact.value, n])).toEqual([
      ['cause', 2 / 5, 5],
      ['target', 0, 5]
    ])
  })

  test('who is taken for the reference makes no difference', () => {
    const turned = report({
      units: [
        { recordingId: 'r', byAuthor: [...first].reverse() },
        { recordingId: 's', byAuthor: [...second].reverse() }
      ]
    })
    expect(numbers(turned)).toEqual(numbers(two))
  })

  test('a text in which nobody marked anything adds nothing, and alone it has no number but a reason', () => {
    const empty = report({ units: [{ recordingId: 'r', byAuthor: [[], []] }] })
    expect(numbers(empty)).toEqual([null, null, null])
    expect(empty.cards[0]?.reason).toBe('Neither of two annotators marked anything where both looked.')
    expect(empty.pairs[0]?.exact).toEqual({
      value: null,
      reason: 'Neither of two annotators marked anything where both looked.'
    })
  })

  test('a text that only one looked at is left out; one marked by one of two that looked counts as 0', () => {
    const alone = report({ units: [{ recordingId: 'r', byAuthor: [marks([[0, 3, 'x']]), undefined] }] })
    expect(numbers(alone)).toEqual([null, null, null])
    expect(alone.cards[0]?.reason).toBe('No two annotators looked at the same text or recording.')
    const missed = report({ units: [{ recordingId: 'r', byAuthor: [marks([[0, 3, 'x']]), []] }] })
    expect(numbers(missed)).toEqual([0, 0, 0])
  })

  test('of three annotators it is the mean of the pairs that have a number', () => {
    const one = marks([[0, 3, 'x']])
    const three = report({
      authorIds: ['a', 'b', 'c'],
      units: [{ recordingId: 'r', byAuthor: [one, one, []] }]
    })
    expect(three.pairs.map(({ exact }) => exact.value)).toEqual([1, 0, 0])
    expect(three.cards[0]?.value).toBeCloseTo(1 / 3, 12)
  })

  test('the same stretch marked twice by one counts once, two labels on it are two marks', () => {
    const twice = marks([
      [0, 3, 'x'],
      [0, 3, 'x'],
      [0, 3, 'y']
    ])
    const once = marks([
      [0, 3, 'x'],
      [0, 3, 'y']
    ])
    expect(numbers(report({ units: [{ recordingId: 'r', byAuthor: [twice, once] }] }))).toEqual([1, 1, 1])
  })
})

describe('points in time', () => {
  const seconds = (times: readonly number[], label: string): Mark[] =>
    times.map((time) => ({ from: time * 1e6, to: time * 1e6, label }))
  const a = [...seconds([1, 2, 3], 'blink'), ...seconds([5], 'nod')]
  const b = [...seconds([1.4, 2.45, 2.6, 9], 'blink'), ...seconds([5.51], 'nod')]
  const units = [{ recordingId: 'r', byAuthor: [a, b] }]

  test('within half a second, one to one and of the same label: the value of an independent program', () => {
    // All three blinks find one within 0.5 s, the nods are 0.51 s apart: 3 pairs among 9 points.
    expect(numbers(report({ kind: 'points', units }))).toEqual([expect.closeTo(6 / 9, 12)])
  })

  test('a wider window finds the nods, a narrow one nothing', () => {
    expect(numbers(report({ kind: 'points', units, tolerance: 510_000 }))).toEqual([
      expect.closeTo(8 / 9, 12)
    ])
    expect(numbers(report({ kind: 'points', units, tolerance: 0 }))).toEqual([0])
  })

  test('the card says the window, where it comes from, and when there is no number', () => {
    const [card] = report({ kind: 'points', units, tolerance: 250_000 }).cards
    expect(card).toMatchObject({ name: 'Point F1 (250 ms)' })
    expect(card?.source).toMatch(/Hripcsak.*mir_eval/)
    expect(card?.missingPolicy).toMatch(/undefined/)
  })
})
