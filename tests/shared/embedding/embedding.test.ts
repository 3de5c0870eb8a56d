import { describe, expect, it } from 'vitest'
import { classAnchors } from '../../../src/shared/embedding/class-anchors'
import { leadingComponents } from '../../../src/shared/embedding/leading-components'
import { mapKinds, mapLimits } from '../../../src/shared/embedding/map-kinds'
import { mapPoints, type MapOptions } from '../../../src/shared/embedding/map-points'
import { nearestRows } from '../../../src/shared/embedding/neighbours'
import { seededRandom } from '../../../src/shared/metrics/base/seeded-random'
import { principalComponents } from '../../../src/shared/metrics/principal-components'
import { tableOf, type Table } from '../../../src/shared/probe/table'

/** Three clouds of 40 items in 12 columns, far apart. */
function clouds(): { table: Table; rows: number[][]; target: number[] } {
  const draw = seededRandom(9)
  const uniform = (): number => draw() / 2 ** 32 - 0.5
  const centres = [0, 1, 2].map(() => Array.from({ length: 12 }, () => 8 * uniform()))
  const target = Array.from({ length: 120 }, (_, i) => i % 3)
  const rows = target.map((c) => (centres[c] ?? []).map((value) => value + uniform()))
  return { table: tableOf(rows), rows, target }
}

describe('principal components of many columns', () => {
  it('are those of the full decomposition', () => {
    const { table, rows } = clouds()
    const all = principalComponents(rows, 3)
    const few = finish(leadingComponents(table, 3))
    few?.variance.forEach((value, c) => expect(value).toBeCloseTo(all?.explainedVariance[c] ?? NaN, 9))
    rows.forEach((_, i) => {
      for (let c = 0; c < 3; c++) expect(few?.scores[i * 3 + c]).toBeCloseTo(all?.scores[i]?.[c] ?? NaN, 5)
    })
  })

  it('are none for one item, and hold out columns that do not vary', () => {
    expect(finish(leadingComponents(tableOf([[1, 2]]), 2))).toBeNull()
    const found = finish(
      leadingComponents(
        tableOf([
          [1, 5],
          [2, 5],
          [3, 5]
        ]),
        2
      )
    )
    expect(found?.variance[0]).toBeCloseTo(1, 12)
    expect(found?.variance[1]).toBeCloseTo(0, 12)
  })
})

describe('a map of embeddings', () => {
  it.each(mapKinds)('%s keeps what belongs together together, the same for the same seed', (kind) => {
    const { table, target } = clouds()
    const options: MapOptions = { kind, seed: 4 }
    const once = finish(mapPoints(table, options))
    expect(finish(mapPoints(table, options))?.points).toEqual(once?.points)
    const points = tableOf(target.map((_, i) => [once?.points[i * 2] ?? NaN, once?.points[i * 2 + 1] ?? NaN]))
    expect(points.data.every(Number.isFinite)).toBe(true)
    // The nearest other point belongs to the same cloud.
    const right = target.filter((own, i) => target[nearestPoint(points, i)] === own)
    expect(right.length).toBe(target.length)
  })

  it('says how much of the variance its axes hold for principal components only', () => {
    const { table } = clouds()
    const [x, y] = finish(mapPoints(table, { kind: 'pca', seed: 1 }))?.explained ?? []
    expect((x ?? 0) + (y ?? 0)).toBeGreaterThan(0.9)
    expect(finish(mapPoints(table, { kind: 'umap', seed: 1 }))?.explained).toBeUndefined()
  })

  it('refuses more than it can take and has nothing to show of three items', () => {
    const many = { rows: mapLimits.tsne + 1, columns: 1, data: new Float32Array(mapLimits.tsne + 1) }
    expect(() => finish(mapPoints(many, { kind: 'tsne', seed: 1 }))).toThrow(/at most 2000/)
    expect(finish(mapPoints(tableOf([[1], [2], [3]]), { kind: 'pca', seed: 1 }))).toBeNull()
  })
})

describe('items like one item', () => {
  it('are ordered by cosine, without itself and without empty ones', () => {
    const table = tableOf([
      [1, 0],
      [2, 0.1],
      [0, 1],
      [0, 0],
      [-1, 0]
    ])
    expect(nearestRows(table, 0, 3).map(({ row }) => row)).toEqual([1, 2, 4])
    expect(nearestRows(table, 0, 1)[0]?.cosine).toBeCloseTo(2 / Math.hypot(2, 0.1), 12)
    expect(nearestRows(table, 3, 3)).toEqual([])
  })
})

describe('where classes lie', () => {
  it('is their mean, with the item nearest to it and the cosine distance of each two', () => {
    const { anchors, distances, prototypes, counts } = classAnchors(
      tableOf([
        [1, 0],
        [3, 0],
        [2.1, 0.1],
        [0, 2],
        [9, 9]
      ]),
      [0, 0, 0, 1, -1],
      3
    )
    expect(counts).toEqual([3, 1, 0])
    expect(anchors[0]?.[0]).toBeCloseTo(6.1 / 3, 12)
    expect(prototypes).toEqual([2, 3, null])
    expect(distances[0]?.[1]).toBeCloseTo(1 - 0.1 / Math.hypot(6.1, 0.1), 9)
    expect(distances[2]).toEqual([null, null, null])
  })
})

function finish<T>(steps: Generator<number, T>): T {
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
  }
}

function nearestPoint({ rows, data }: Table, own: number): number {
  let best = -1
  let least = Infinity
  for (let i = 0; i < rows; i++) {
    if (i === own) continue
    const distance =
      ((data[i * 2] ?? 0) - (data[own * 2] ?? 0)) ** 2 +
      ((data[i * 2 + 1] ?? 0) - (data[own * 2 + 1] ?? 0)) ** 2
    if (distance < least) [least, best] = [distance, i]
  }
  return best
}
