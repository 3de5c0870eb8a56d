/** This close to the side a drag already scrolls, for windows that end where the lanes end. */
const NEAR_PX = 10
/** Speed at the side and how fast it grows with the distance past it, in pixels a second. */
const SLOWEST = 220
const PER_PIXEL = 14
const FASTEST = 2600

/** How near to a side of the lanes a drag was begun: such a drag scrolls only once it is past that side. */
export const beginsNear = (x: number, widthPx: number): boolean => x < NEAR_PX || x > widthPx - NEAR_PX

/** Pixels a second that the time axis moves while something is dragged at `x` of the lanes; negative shows earlier times, 0 inside. */
export function edgePan(x: number, widthPx: number, begunNear = false): number {
  const near = begunNear ? 0 : NEAR_PX
  const past = x < near ? x - near : x > widthPx - near ? x - (widthPx - near) : 0
  if (past === 0) return 0
  return Math.sign(past) * Math.min(FASTEST, SLOWEST + Math.abs(past) * PER_PIXEL)
}
