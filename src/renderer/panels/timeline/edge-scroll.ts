import { viewport } from '../../session/viewport'
import { beginsNear, edgePan } from './edge-pan'

/** Moves the time axis while a drag stays at or past a side of the lanes. */
export interface EdgeScroll {
  /** A drag begins at `x` of the lanes. */
  begin(x: number): void
  /** The drag is at `x` now. */
  to(x: number): void
  stop(): void
}

/** `scrolled` is called after every move of the axis, so that what is dragged follows. */
export function edgeScroll(scrolled: () => void): EdgeScroll {
  let frame: number | undefined
  let before = 0
  let begunNear = false
  let x = 0
  const speed = (): number => edgePan(x, viewport.getState().view.widthPx, begunNear)
  const step = (now: number): void => {
    frame = undefined
    const { view, pan } = viewport.getState()
    // A frame may be dated before the move that asked for it; one held up must not throw the axis a page away.
    pan((speed() * Math.max(0, Math.min(50, now - before))) / 1000)
    before = Math.max(before, now)
    if (viewport.getState().view.start !== view.start) scrolled()
    go()
  }
  const go = (): void => {
    if (speed() !== 0) frame ??= requestAnimationFrame(step)
  }
  const stop = (): void => {
    if (frame !== undefined) cancelAnimationFrame(frame)
    frame = undefined
  }
  return {
    begin(at) {
      begunNear = beginsNear(at, viewport.getState().view.widthPx)
    },
    to(at) {
      x = at
      if (speed() === 0) return stop()
      if (frame === undefined) before = performance.now()
      go()
    },
    stop
  }
}
