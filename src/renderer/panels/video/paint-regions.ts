import { labelOf } from '../../../shared/domain/labels'
import { keyAt } from '../../../shared/regions/edit-region'
import { clock } from '../../session/clock'
import { personOfSegment } from '../../session/desk-segments'
import { authorOf, personOf, schemeOf } from '../../session/project'
import { pictureTime } from '../../session/regions/region-view'
import type { ShownRegion } from '../../session/regions/region-view'
import { selection } from '../../session/selection'
import { inkOn } from '../../ui/ink-on'
import { themeColors } from '../../ui/theme-colors'

/** Draw regions over the picture: solid because a person made or corrected them, in the colour of label or person. */
export function paintRegions(canvas: HTMLCanvasElement, regions: readonly ShownRegion[]): void {
  const ratio = devicePixelRatio || 1
  const { clientWidth: width, clientHeight: height } = canvas
  if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio)
  if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio)
  const context = canvas.getContext('2d')
  if (!context) return
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  const { segmentIds } = selection()
  for (const each of regions) paintOne(context, each, width, height, segmentIds.includes(each.segment.id))
}

function paintOne(
  context: CanvasRenderingContext2D,
  { segment, track, region, place }: ShownRegion,
  width: number,
  height: number,
  selected: boolean
): void {
  const theme = themeColors()
  const label = labelOf(schemeOf(track.schemeId), segment.label, track.attributeId)
  const person = personOf(personOfSegment(segment))
  const color = label?.color ?? person?.color ?? authorOf(track.authorId)?.color ?? theme.accent
  const [x, y] = [place.x * width, place.y * height]
  const [w, h] = [(place.width ?? 0) * width, (place.height ?? 0) * height]
  // A dark line under the coloured one, so that it is seen on any picture.
  for (const [line, stroke] of [
    [selected ? 5 : 4, 'rgb(0 0 0 / 0.55)'],
    [selected ? 3 : 2, color]
  ] as const) {
    context.lineWidth = line
    context.strokeStyle = stroke
    context.beginPath()
    if (region.shape === 'box') context.rect(x, y, w, h)
    else context.arc(x, y, 6, 0, 2 * Math.PI)
    context.stroke()
  }
  context.lineWidth = 1
  // A filled corner: this place was set, not worked out from its neighbours.
  if (keyAt(region, pictureTime(clock.get()))) {
    context.fillStyle = color
    context.fillRect(x - 3, y - 3, 6, 6)
  }
  const name = person?.name ?? track.name
  const words = label ? `${name}  ${label.letter} · ${label.name}` : name
  context.font = `600 12px ${theme.font}`
  const textWidth = context.measureText(words).width + 12
  // Below the box: above it stand the words of faces that a model found.
  const above = y + h > height - 22 && y > 20
  const left = Math.max(0, Math.min(width - textWidth, x - 1))
  const top = above ? y - (region.shape === 'point' ? 28 : 20) : y + h + (region.shape === 'point' ? 10 : 1)
  context.fillStyle = color
  context.fillRect(left, top, textWidth, 19)
  context.fillStyle = inkOn(color)
  context.textBaseline = 'middle'
  context.fillText(words, left + 6, top + 10)
}
