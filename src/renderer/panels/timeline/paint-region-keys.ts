import type { Segment } from '../../../shared/domain/rows'
import { regionOf } from '../../../shared/regions/region'
import { keyAfter } from '../../../shared/regions/region-at'
import { timeToX } from '../../session/viewport'
import type { Painting } from './lane-canvas'

const SIZE_PX = 3

/** Small diamonds where a region was placed, hollow where it is hidden; those in one pixel column as one. */
export function paintRegionKeys(painting: Painting, segment: Segment): void {
  const region = regionOf(segment.value)
  if (!region) return
  const { context, view, heightPx, theme } = painting
  const from = Math.max(view.start, segment.start)
  const to = Math.min(view.start + view.span, segment.end)
  const y = heightPx - 7
  let lastColumn = -10
  context.fillStyle = theme.text
  context.strokeStyle = theme.text
  for (let index = Math.max(0, keyAfter(region.keys, from) - 1); index < region.keys.length; index++) {
    const key = region.keys[index]
    if (!key || key.at > to) break
    const x = timeToX(view, key.at)
    if (key.at < from || x - lastColumn < 2 * SIZE_PX) continue
    lastColumn = x
    context.beginPath()
    context.moveTo(x, y - SIZE_PX)
    context.lineTo(x + SIZE_PX, y)
    context.lineTo(x, y + SIZE_PX)
    context.lineTo(x - SIZE_PX, y)
    context.closePath()
    if (key.hidden) context.stroke()
    else context.fill()
  }
}
