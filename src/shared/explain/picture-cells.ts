import type { PartEffect } from './explained'
import { axisLength, type ModelMap } from './model-map'
import type { PictureBox } from './picture-box'

/** A part of a picture with how much is said of it; the place in shares of the picture, or of the part of one that was looked at. */
export interface PictureCell extends PictureBox {
  /** Speaks for the answer or against it; `weight`: where the model says that it looked. */
  readonly tone: 'for' | 'against' | 'none' | 'weight'
  /** 0 to 1, of the strongest. */
  readonly share: number
  /** Effect or weight itself; null: no answer without it. */
  readonly value: number | null
}

/** Hidden patches as cells; `most` is the effect that counts as the strongest. */
export function effectCells(parts: readonly PartEffect[], most: number): PictureCell[] {
  return parts.flatMap(({ part, effect }): PictureCell[] => {
    if (part.kind !== 'patch') return []
    const { x, y, w, h } = part
    const tone = effect === null || effect === 0 ? 'none' : effect > 0 ? 'for' : 'against'
    const share = most > 0 && effect !== null ? Math.min(1, Math.abs(effect) / most) : 0
    return [{ x, y, w, h, tone, share, value: effect }]
  })
}

/**
 * A map over the picture as cells, from its smallest weight (share 0) to its largest (1); a map that is the same everywhere has
 * no share anywhere. Empty for a map of something else.
 */
export function weightCells({ from, to, weights }: ModelMap): PictureCell[] {
  if (from?.kind !== 'rows' || to.kind !== 'columns') return []
  const [rows, columns] = [axisLength(from), axisLength(to)]
  const known = weights.filter((weight) => !Number.isNaN(weight))
  const [least, most] = [Math.min(...known), Math.max(...known)]
  return Array.from(weights, (weight, at) => ({
    x: (at % columns) / columns,
    y: Math.floor(at / columns) / rows,
    w: 1 / columns,
    h: 1 / rows,
    tone: 'weight',
    share: most > least && !Number.isNaN(weight) ? (weight - least) / (most - least) : 0,
    value: Number.isNaN(weight) ? null : weight
  }))
}

/** A place in one picture as shares of a part of it. */
export const within = (place: PictureBox, part: PictureBox): PictureBox => ({
  x: (place.x - part.x) / part.w,
  y: (place.y - part.y) / part.h,
  w: place.w / part.w,
  h: place.h / part.h
})
