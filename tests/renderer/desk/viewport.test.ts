import { describe, expect, it } from 'vitest'
import {
  clampViewport,
  createViewport,
  follow,
  minSpanFor,
  panBy,
  reveal,
  timeToX,
  xToTime,
  zoomAt
} from '../../../src/renderer/session/viewport'

const limits = { duration: 60e6, minSpan: 2000 }
const view = { start: 10e6, span: 10e6, widthPx: 1000 }

describe('the time axis', () => {
  it('keeps the time under the pointer in its place while zooming', () => {
    const under = xToTime(view, 250)
    const closer = zoomAt(view, 0.5, 250, limits)
    expect(closer.span).toBe(5e6)
    expect(timeToX(closer, under)).toBeCloseTo(250, 3)
  })

  it('stops zooming at about 32 samples of the finest stream', () => {
    const span = minSpanFor([16_000, 512])
    expect(span).toBe(2000)
    expect(zoomAt(view, 1e-9, 500, { ...limits, minSpan: span }).span).toBe(2000)
  })

  it('never shows times before the start or far behind the end', () => {
    expect(panBy(view, -1e6, limits).start).toBe(0)
    const last = panBy(view, 1e6, limits)
    expect(last.start + last.span).toBeLessThanOrEqual(60e6 * 1.01)
    expect(clampViewport({ ...view, span: 1e12 }, limits).span).toBeCloseTo(60.6e6, 0)
  })

  it('moves a dragged distance one to one', () => {
    expect(panBy(view, 100, limits).start).toBe(11e6)
  })

  it('stands still while the playhead is in view and pages on when it leaves', () => {
    expect(follow(view, 15e6, limits)).toBe(view)
    const next = follow(view, 19.9e6, limits)
    expect(next.start).toBeCloseTo(19.4e6, -4)
    expect(next.span).toBe(view.span)
  })

  it('reveals a segment by moving when it fits and by zooming out when it does not', () => {
    expect(reveal(view, 12e6, 14e6, limits)).toBe(view)
    const moved = reveal(view, 30e6, 34e6, limits)
    expect(moved.span).toBe(view.span)
    expect(moved.start).toBe(27e6)
    const wide = reveal(view, 5e6, 45e6, limits)
    expect(wide.start).toBeLessThanOrEqual(5e6)
    expect(wide.start + wide.span).toBeGreaterThanOrEqual(45e6)
  })

  it('shows all of a recording when it opens', () => {
    const store = createViewport()
    store.getState().setWidth(800)
    store.getState().reset({ duration: 30e6, minSpan: 1000 })
    expect(store.getState().view.start).toBe(0)
    expect(store.getState().view.span).toBeCloseTo(30.3e6, 0)
    expect(store.getState().view.widthPx).toBe(800)
  })
})
