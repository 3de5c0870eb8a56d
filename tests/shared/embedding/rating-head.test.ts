import { describe, expect, test } from 'vitest'
import {
  ratingHeadReport,
  type RatingHeadProblem,
  type RatingHeadResult
} from '../../../src/shared/embedding/rating-head-report'
import { tableOf } from '../../../src/shared/probe/table'

const ROWS = 40
const group = (row: number): number => Math.floor(row / 10)
const table = tableOf(
  Array.from({ length: ROWS }, (_, row) =>
    Array.from(
      { length: 5 },
      (_, column) => Math.sin(0.7 * row * (column + 1) + column) + (column === 4 ? group(row) * 1.5 : 0)
    )
  )
)
const at = (row: number, column: number): number => table.data[row * 5 + column] ?? NaN
const problem: RatingHeadProblem = {
  table,
  groups: Array.from({ length: ROWS }, (_, row) => `P${group(row)}`),
  dims: ['arousal', 'valence'],
  targets: [
    Float64Array.from(
      { length: ROWS },
      (_, row) => 0.8 * at(row, 0) - 0.5 * at(row, 1) + 0.3 * group(row) + 0.2 * Math.cos(1.3 * row)
    ),
    Float64Array.from({ length: ROWS }, (_, row) => at(row, 2) * at(row, 3) + (0.1 * row) / ROWS)
  ],
  penalty: 2,
  byGroup: false,
  seed: 1
}

function finish(given: RatingHeadProblem): RatingHeadResult {
  const steps = ratingHeadReport(given)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

describe('a head fitted on ratings', () => {
  test('has the numbers of scikit-learn, each person left out once', () => {
    // Printed by scripts/golden/rating_head.py.
    const expected = [
      {
        ccc: 0.9507743793566908,
        rmse: 0.23439161181959192,
        spread: 0.7917706701458976,
        ends: [-0.37185939295277737, 1.752794871571611]
      },
      {
        ccc: 0.4663628412581202,
        rmse: 0.4112517124631711,
        spread: 0.4913940787034393,
        ends: [0.03607917105938398, -0.20943775108649915]
      }
    ]
    const { report, values } = finish(problem)
    expect(report).toMatchObject({ rows: ROWS, rated: ROWS, groups: 4 })
    expect(report.heldOut?.protocol).toBe('each of 4 people or groups left out once')
    expected.forEach(({ ccc, rmse, spread, ends }, d) => {
      const own = report.heldOut?.dims[d]
      expect(own?.items).toBe(ROWS)
      expect(own?.ccc.value).toBeCloseTo(ccc, 6)
      expect(own?.rmse.value).toBeCloseTo(rmse, 6)
      expect(own?.spread).toBeCloseTo(spread, 9)
      expect(own?.ccc.interval?.method).toContain('4 people or groups')
      expect([values[d], values[(ROWS - 1) * 2 + d]]).toEqual(ends.map((end) => expect.closeTo(end, 6)))
    })
    expect(finish(problem)).toEqual(finish(problem))
  })

  test('says so when items at random flatter: numbers that only the person tells', () => {
    // Every person has a level of their own, which columns tell only for people whom the head knows.
    const level = [0, 3, 1, 4]
    const rows = Array.from({ length: ROWS }, (_, row) =>
      Array.from(
        { length: 4 },
        (_, person) => (group(row) === person ? 1 : 0) + 0.01 * Math.sin(row * (person + 1))
      )
    )
    const { report } = finish({
      ...problem,
      table: tableOf(rows),
      dims: ['arousal'],
      targets: [Float64Array.from({ length: ROWS }, (_, row) => level[group(row)] ?? 0)],
      penalty: 0.1
    })
    expect(report.random?.dims[0]?.ccc.value).toBeGreaterThan(0.95)
    expect(report.heldOut?.dims[0]?.ccc.value).toBeLessThan(0.3)
    expect(report.leaks).toBe(true)
    expect(finish(problem).report.leaks).toBe(false)
  })

  test('says what unrated items would be, and has no honest score for one person', () => {
    const half = Float64Array.from(problem.targets[0] ?? [], (value, row) => (row % 2 === 0 ? value : NaN))
    const { report, values } = finish({ ...problem, dims: ['arousal'], targets: [half] })
    expect(report.rated).toBe(20)
    expect(values.every(Number.isFinite)).toBe(true)
    // A head on the rest comes close: the numbers lie on a plane but for a small wave.
    const truth = problem.targets[0]?.[3] ?? NaN
    expect(Math.abs((values[3] ?? NaN) - truth)).toBeLessThan(0.4)
    const alone = finish({ ...problem, groups: problem.groups.map(() => 'P0') })
    expect(alone.report.heldOut).toBeNull()
    expect(alone.report.random?.dims).toHaveLength(2)
    expect(alone.report.leaks).toBe(false)
  })

  test('leaves out a dimension that hardly anybody rated', () => {
    const two = Float64Array.from({ length: ROWS }, (_, row) => (row < 2 ? row : NaN))
    const { report, values } = finish({
      ...problem,
      dims: ['arousal', 'dominance'],
      targets: [problem.targets[0] ?? two, two]
    })
    expect(report.heldOut?.dims.map(({ dim }) => dim)).toEqual(['arousal'])
    expect(values[1]).toBeNaN()
  })
})
