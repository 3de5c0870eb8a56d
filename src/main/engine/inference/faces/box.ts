/** A rectangle, in shares of the picture's width and height: left, top, width, height. May reach beyond the picture. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

export interface Face extends Box {
  /** The detector's certainty, 0 to 1. */
  readonly score: number
}

/** Intersection over union of two rectangles, 0 to 1. */
export function overlap(a: Box, b: Box): number {
  const shared = sharedArea(a, b)
  return shared === 0 ? 0 : shared / (a.w * a.h + b.w * b.h - shared)
}

/** Share of a rectangle's area that lies inside another, 0 to 1. */
export const shareInside = (a: Box, b: Box): number => sharedArea(a, b) / (a.w * a.h)

function sharedArea(a: Box, b: Box): number {
  const width = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y)
  return width <= 0 || height <= 0 ? 0 : width * height
}
