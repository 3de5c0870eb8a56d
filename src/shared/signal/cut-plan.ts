import type { Plane } from './picture'
import { ACROSS, DOWN, type PlanePlan, type Taps } from './plane-rows'

/** A stretch of a picture along one side, in pixels of it. */
interface Stretch {
  readonly start: number
  readonly length: number
}

/**
 * Plan that makes the part of a plane under `part` (pixels of a picture of `whole` size, inside of it) into
 * `widthPx` x `heightPx` in one go: what comes of giving the plane the picture's size by bilinear interpolation, cutting the
 * part out and resizing it with a triangle as wide as the reduction (Pillow's BILINEAR), but for the roundings between.
 */
export function cutPlan(
  plane: Plane,
  whole: { readonly widthPx: number; readonly heightPx: number },
  part: { readonly left: number; readonly top: number; readonly widthPx: number; readonly heightPx: number },
  widthPx: number,
  heightPx: number
): PlanePlan {
  const across = { start: part.left, length: part.widthPx }
  const down = { start: part.top, length: part.heightPx }
  return {
    rows: cutTaps(plane.heightPx, whole.heightPx, down, heightPx, DOWN),
    columns: cutTaps(plane.widthPx, whole.widthPx, across, widthPx, ACROSS),
    copy: false
  }
}

/** Weights from `source` positions, seen as `whole` ones, to `target` positions that share the stretch `part` of the whole; `sum` in all. */
function cutTaps(source: number, whole: number, part: Stretch, target: number, sum: number): Taps {
  const scale = part.length / target
  const radius = Math.max(1, scale)
  const ratio = source / whole
  // An open interval of twice the radius, and a neighbour on each side where the plane is smaller than the picture.
  let width = Math.min(source, Math.ceil(2 * radius * ratio) + (source === whole ? 0 : 2))
  // Three are summed as four, one of them of no weight.
  if (width === 3) width = Math.min(source, 4)
  const first = new Int32Array(target)
  const weights = new Int32Array(target * width)
  const shares = new Float64Array(width)
  for (let position = 0; position < target; position++) {
    const centre = (position + 0.5) * scale - 0.5
    const from = Math.max(0, Math.floor(centre - radius) + 1)
    const to = Math.min(part.length - 1, Math.ceil(centre + radius) - 1)
    const start = Math.max(
      0,
      Math.min(source - width, Math.floor(sourceOf(part.start + from, ratio, source)))
    )
    shares.fill(0)
    let total = 0
    for (let pixel = from; pixel <= to; pixel++) {
      const share = 1 - Math.abs(pixel - centre) / radius
      const place = sourceOf(part.start + pixel, ratio, source)
      const before = Math.floor(place)
      const rest = place - before
      total += share
      shares[before - start] = (shares[before - start] as number) + share * (1 - rest)
      if (rest > 0) shares[before + 1 - start] = (shares[before + 1 - start] as number) + share * rest
    }
    first[position] = start
    roundTo(sum, shares, total, weights, position * width)
  }
  return { width, first, weights, step: 0 }
}

/** Where a pixel of the whole lies among the source positions, between the first and the last. */
const sourceOf = (pixel: number, ratio: number, source: number): number =>
  Math.min(source - 1, Math.max(0, (pixel + 0.5) * ratio - 0.5))

/** Shares of `total` as whole numbers that add up to `sum`. */
function roundTo(sum: number, shares: Float64Array, total: number, out: Int32Array, at: number): void {
  let upTo = 0
  let given = 0
  for (let tap = 0; tap < shares.length; tap++) {
    upTo += shares[tap] as number
    const now = Math.round((upTo / total) * sum)
    out[at + tap] = now - given
    given = now
  }
}
