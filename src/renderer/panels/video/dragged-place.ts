import type { Place } from '../../../shared/regions/region'

/** Handles of a box by the points of the compass; `move` is the box itself. */
export const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const
export type Grip = (typeof HANDLES)[number] | 'move'

/** Least size of a box, as a share of the picture. */
const SMALLEST = 0.005

/** A place after a drag of a handle by shares of the picture. The opposite edge stays; a box never turns over. */
export function draggedPlace(place: Place, grip: Grip, byX: number, byY: number): Place {
  if (grip === 'move' || place.width === undefined || place.height === undefined)
    return { ...place, x: place.x + byX, y: place.y + byY }
  let { x, y, width, height } = { ...place, width: place.width, height: place.height }
  const [right, bottom] = [x + width, y + height]
  if (grip.includes('w')) x = Math.max(0, Math.min(right - SMALLEST, x + byX))
  if (grip.includes('n')) y = Math.max(0, Math.min(bottom - SMALLEST, y + byY))
  if (grip.includes('w')) width = right - x
  if (grip.includes('n')) height = bottom - y
  if (grip.includes('e')) width = Math.max(SMALLEST, Math.min(1 - x, width + byX))
  if (grip.includes('s')) height = Math.max(SMALLEST, Math.min(1 - y, height + byY))
  return { x, y, width, height }
}
