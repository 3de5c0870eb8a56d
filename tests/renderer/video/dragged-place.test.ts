import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draggedPlace, HANDLES } from '../../../src/renderer/panels/video/dragged-place'

const box = { x: 0.2, y: 0.3, width: 0.4, height: 0.2 }
const share = fc.double({ min: -1.5, max: 1.5, noNaN: true })

describe('dragging a box on the picture', () => {
  it('moves it as a whole by its middle', () =>
    expect(draggedPlace(box, 'move', 0.1, -0.1)).toEqual({
      ...box,
      x: expect.closeTo(0.3, 12),
      y: expect.closeTo(0.2, 12)
    }))

  it('by a handle leaves the edges where they are that the handle does not touch', () => {
    expect(draggedPlace(box, 'se', 0.1, 0.1)).toEqual({
      x: 0.2,
      y: 0.3,
      width: 0.5,
      height: expect.closeTo(0.3, 12)
    })
    expect(draggedPlace(box, 'w', 0.1, 0.9)).toEqual({
      x: expect.closeTo(0.3, 12),
      y: 0.3,
      width: expect.closeTo(0.3, 12),
      height: 0.2
    })
  })

  it('never turns it over or takes a handle out of the picture, however far the mouse goes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HANDLES), share, share, (grip, x, y) => {
        const after = draggedPlace(box, grip, x, y)
        expect(after.width).toBeGreaterThan(0)
        expect(after.height).toBeGreaterThan(0)
        expect(after.x).toBeGreaterThanOrEqual(0)
        expect(after.y).toBeGreaterThanOrEqual(0)
        expect(after.x + (after.width ?? 0)).toBeLessThanOrEqual(1 + 1e-12)
        expect(after.y + (after.height ?? 0)).toBeLessThanOrEqual(1 + 1e-12)
        if (!grip.includes('w')) expect(after.x).toBe(box.x)
        if (!grip.includes('e')) expect(after.x + (after.width ?? 0)).toBeCloseTo(0.6, 12)
      })
    )
  })

  it('moves a point', () =>
    expect(draggedPlace({ x: 0.5, y: 0.5 }, 'move', 0.1, 0)).toEqual({ x: 0.6, y: 0.5 }))
})
