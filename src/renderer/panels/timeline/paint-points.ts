import { timeToX } from '../../session/viewport'
import { fitText } from './fit-text'
import { firstVisible } from './hit-test'
import type { Painting } from './lane-canvas'
import { measureIn } from './measure-in'
import { MARKER_PX, paintPoint } from './paint-point'
import type { TrackPicture } from './track-picture'

/** Points in view; where they crowd, only every one with room has its head. */
export function paintPoints(painting: Painting, picture: TrackPicture): void {
  const { view, theme } = painting
  const { segments } = picture
  const margin = (view.span / view.widthPx) * MARKER_PX
  let free = -Infinity
  for (let index = firstVisible(segments, view.start - margin, 1); index < segments.length; index++) {
    const segment = segments[index]
    if (!segment || segment.start > view.start + view.span) break
    const x = timeToX(view, segment.start)
    const selected = picture.selected.has(segment.id)
    const label = picture.labelOf(segment)
    const parts = picture.partsOf(segment)
    const next = segments[index + 1]
    const room = (next ? timeToX(view, next.start) : painting.widthPx) - x
    const headed = selected || x >= free
    if (headed) free = x + MARKER_PX
    painting.context.font = `11px ${theme.font}`
    const said = parts.length > 0 ? parts.map((part) => part.text).join(', ') : (label?.name ?? '')
    paintPoint(painting, segment, x, {
      color: label?.color ?? parts[0]?.color ?? (parts.length > 0 ? theme.accent : theme.muted),
      letter: label?.letter ?? (parts.length > 0 ? '•' : ''),
      words: room > 2 * MARKER_PX ? fitText(said, room - MARKER_PX - 10, measureIn(painting.context)) : '',
      selected,
      roomPx: headed ? MARKER_PX : 0,
      hatched: picture.byModel
    })
  }
}
