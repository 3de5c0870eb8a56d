import { describe, expect, test } from 'vitest'
import { effectCells, weightCells, within } from '../../../src/shared/explain/picture-cells'

describe('what is said of parts of a picture', () => {
  test('hidden patches speak for or against, as strongly as the strongest', () => {
    const patch = (x: number, effect: number | null) => ({
      binding: 'face',
      part: { kind: 'patch' as const, x, y: 0, w: 0.25, h: 1 },
      effect
    })
    const cells = effectCells(
      [
        patch(0, 0.4),
        patch(0.25, -0.1),
        patch(0.5, 0),
        patch(0.75, null),
        { binding: 'voice', part: { kind: 'stream' }, effect: 1 }
      ],
      0.4
    )
    expect(cells.map(({ tone, share }) => [tone, share])).toEqual([
      ['for', 1],
      ['against', 0.25],
      ['none', 0],
      ['none', 0]
    ])
    // A model that says the same whatever is hidden: nothing to be seen.
    expect(effectCells([patch(0, 0)], 0)[0]?.share).toBe(0)
  })

  test('a heatmap runs from its smallest to its largest weight, line by line; one that is flat is clear', () => {
    const map = (weights: number[]) => ({
      outputId: 'cam',
      task: 'heatmap' as const,
      from: { kind: 'rows' as const, count: 2 },
      to: { kind: 'columns' as const, count: 2 },
      weights: Float32Array.from(weights)
    })
    expect(weightCells(map([-1, 0, 1, 3])).map(({ x, y, share }) => [x, y, share])).toEqual([
      [0, 0, 0],
      [0.5, 0, 0.25],
      [0, 0.5, 0.5],
      [0.5, 0.5, 1]
    ])
    expect(weightCells(map([2, 2, 2, 2])).map(({ share }) => share)).toEqual([0, 0, 0, 0])
    expect(weightCells(map([2, NaN, 2, 4])).map(({ value }) => value)).toEqual([2, null, 2, 4])
    expect(weightCells({ ...map([1, 2]), from: { kind: 'time', count: 1 } })).toEqual([])
  })

  test('a place in the whole picture is told as a share of a part of it', () => {
    expect(within({ x: 0.5, y: 0.5, w: 0.1, h: 0.2 }, { x: 0.4, y: 0.5, w: 0.2, h: 0.4 })).toEqual({
      x: expect.closeTo(0.5),
      y: 0,
      w: expect.closeTo(0.5),
      h: 0.5
    })
  })
})
