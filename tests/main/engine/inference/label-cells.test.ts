import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changedSegments } from '../../../../src/main/engine/inference/changed-segments'
import { labelCells, type Cell } from '../../../../src/main/engine/inference/label-cells'
import { windowMean } from '../../../../src/main/engine/inference/speech/window-means'

const labels = ['neutral', 'anger']
const rules = { labels, smoothing: 1, margin: 0, shortest: 0 }
/** Cells of 200 ms from 0 with this probability of anger; undefined: nobody there. */
const cells = (anger: readonly (number | undefined)[]): Cell[] =>
  anger.flatMap((p, index) =>
    p === undefined ? [] : [{ start: index * 200_000, end: (index + 1) * 200_000, probabilities: [1 - p, p] }]
  )
const spans = (anger: readonly (number | undefined)[], more: Partial<typeof rules> = {}) =>
  labelCells(cells(anger), { ...rules, ...more }).map(({ start, end, label }) => [
    start / 1e6,
    end / 1e6,
    label
  ])

describe('from probabilities to segments', () => {
  test('consecutive equal labels are one segment; scores are mean probabilities and confidence that of the label', () => {
    const [first, second] = labelCells(cells([0.1, 0.3, 0.8]), rules)
    expect(first).toMatchObject({
      start: 0,
      end: 400_000,
      label: 'neutral',
      confidence: 0.8,
      scores: { neutral: 0.8, anger: 0.2 }
    })
    expect(second).toMatchObject({ start: 400_000, end: 600_000, label: 'anger', confidence: 0.8 })
  })

  test('a gap ends a segment, and the label does not reach across it', () => {
    expect(spans([0.1, 0.1, undefined, undefined, 0.1])).toEqual([
      [0, 0.4, 'neutral'],
      [0.8, 1, 'neutral']
    ])
  })

  test('smoothing over three: one raised cell between low ones does not show', () => {
    // Means of three around it: (0.1 + 0.8 + 0.1) / 3 = 0.33; at the ends means of two: 0.45.
    expect(spans([0.1, 0.8, 0.1], { smoothing: 3 })).toEqual([[0, 0.6, 'neutral']])
    expect(spans([0.1, 0.8, 0.1])).toHaveLength(3)
  })

  test('smoothing does not reach across a gap', () => {
    expect(spans([0.9, undefined, 0.1, 0.1], { smoothing: 3 })).toEqual([
      [0, 0.2, 'anger'],
      [0.4, 0.8, 'neutral']
    ])
  })

  test('a label changes only when another leads by more than the margin, and then the same the other way', () => {
    expect(spans([0.4, 0.52, 0.48, 0.56, 0.48, 0.4], { margin: 0.1 })).toEqual([
      [0, 0.6, 'neutral'],
      [0.6, 1, 'anger'],
      [1, 1.2, 'neutral']
    ])
  })

  test('a run shorter than the shortest joins its neighbour; a short stretch alone stays', () => {
    expect(spans([0.1, 0.1, 0.9, 0.1, 0.1], { shortest: 400_000 })).toEqual([[0, 1, 'neutral']])
    expect(spans([undefined, 0.9, undefined], { shortest: 400_000 })).toEqual([[0.2, 0.4, 'anger']])
  })

  test('of three labels a short run takes the neighbour that its own cells favour', () => {
    const three = { labels: ['a', 'b', 'c'], smoothing: 1, margin: 0, shortest: 300_000 }
    const of = (index: number, probabilities: number[]): Cell => ({
      start: index * 200_000,
      end: (index + 1) * 200_000,
      probabilities
    })
    const found = labelCells(
      [of(0, [1, 0, 0]), of(1, [1, 0, 0]), of(2, [0.1, 0.5, 0.4]), of(3, [0, 0, 1]), of(4, [0, 0, 1])],
      three
    )
    expect(found.map(({ start, label }) => [start, label])).toEqual([
      [0, 'a'],
      [400_000, 'c']
    ])
  })

  test('whatever the probabilities: segments touch within a stretch, follow in time, and only a stretch alone is shorter than the shortest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }), {
          maxLength: 60
        }),
        (anger) => {
          const given = cells(anger)
          const found = labelCells(given, { labels, smoothing: 3, margin: 0.05, shortest: 500_000 })
          const total = (some: readonly { start: number; end: number }[]): number =>
            some.reduce((sum, { start, end }) => sum + end - start, 0)
          expect(total(found)).toBe(total(given))
          found.forEach((segment, index) => {
            const [previous, next] = [found[index - 1], found[index + 1]]
            const touches = previous?.end === segment.start || next?.start === segment.end
            if (previous) expect(segment.start).toBeGreaterThanOrEqual(previous.end)
            if (previous?.end === segment.start) expect(previous.label).not.toBe(segment.label)
            if (touches) expect(segment.end - segment.start).toBeGreaterThanOrEqual(500_000)
          })
        }
      )
    )
  })

  test('three hours of restless probabilities take less than half a second', () => {
    const restless = cells(Array.from({ length: 54_000 }, (_, index) => 0.5 + 0.5 * Math.sin(index * index)))
    const start = process.cpuUsage()
    expect(
      labelCells(restless, { labels, smoothing: 5, margin: 0.05, shortest: 500_000 }).length
    ).toBeGreaterThan(100)
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(0.5)
  })

  test('no cells, no segments', () => {
    expect(labelCells([], rules)).toEqual([])
  })
})

describe('sending only what changed', () => {
  const of = (anger: readonly (number | undefined)[]) => labelCells(cells(anger), rules)

  test('a growing last segment is replaced from the end of the one before it', () => {
    const change = changedSegments(of([0.1, 0.9]), of([0.1, 0.9, 0.9]))
    expect(change?.replaceFrom).toBe(200_000)
    expect(change?.append.map(({ start, end }) => [start, end])).toEqual([[200_000, 600_000]])
  })

  test('nothing changed, nothing sent', () => {
    expect(changedSegments(of([0.1, 0.9]), of([0.1, 0.9]))).toBeUndefined()
  })

  test('a segment that is no longer there is taken back', () => {
    expect(changedSegments(of([0.1, 0.9]), of([0.1]))).toMatchObject({ append: [], replaceFrom: 200_000 })
  })
})

describe('windows that overlap', () => {
  const windows = [
    { start: 0, end: 3, probabilities: [1, 0] },
    { start: 1, end: 4, probabilities: [0, 1] },
    { start: 2, end: 5 }
  ]

  test('a second gets the mean of the windows over it; silent windows do not count', () => {
    expect(windowMean(windows, 0, 1)).toEqual([1, 0])
    expect(windowMean(windows, 1, 2)).toEqual([0.5, 0.5])
    expect(windowMean(windows, 3, 4)).toEqual([0, 1])
    expect(windowMean(windows, 4, 5)).toBeUndefined()
  })

  test('a window that covers a stretch in part counts by that part', () => {
    // 0.5 s of the first window against 1.5 s of the second.
    expect(windowMean(windows, 2.5, 4)).toEqual([0.25, 0.75])
  })
})
