import type { Segment } from '../../../shared/domain/rows'
import { inkOn } from '../../ui/ink-on'
import type { Painting } from './lane-canvas'

/** Width of a marker with its letter; nearer ones stand as lines. */
export const MARKER_PX = 16
const [TOP_PX, HEAD_PX] = [4, 14]

interface PointLook {
  readonly color: string
  /** One or two letters; empty: not labelled. */
  readonly letter: string
  /** Words beside the marker, where there is room. */
  readonly words: string
  readonly selected: boolean
  /** Room to the next point, in pixels. */
  readonly roomPx: number
  readonly hatched: boolean
}

/** A moment: a line at its time under a head that carries its letter. */
export function paintPoint(painting: Painting, segment: Segment, x: number, look: PointLook): void {
  const { context, heightPx, theme } = painting
  const bottom = heightPx - TOP_PX
  context.globalAlpha = segment.review === 'rejected' ? 0.4 : 1
  context.fillStyle = look.selected ? theme.accent : look.color
  context.fillRect(Math.round(x) - 0.5, TOP_PX, look.selected ? 2 : 1, bottom - TOP_PX)
  if (look.roomPx < MARKER_PX && !look.selected) {
    context.globalAlpha = 1
    return
  }
  const left = Math.round(x) - 1
  context.beginPath()
  context.roundRect(left, TOP_PX, MARKER_PX, HEAD_PX, [1, 4, 4, 1])
  context.fillStyle = look.letter === '' ? theme.panel : look.color
  context.fill()
  if (look.letter === '') {
    context.strokeStyle = theme.muted
    context.stroke()
  }
  if (look.hatched) {
    context.strokeStyle = theme.panel
    context.beginPath()
    context.moveTo(left + 2, TOP_PX + HEAD_PX - 2)
    context.lineTo(left + HEAD_PX - 2, TOP_PX + 2)
    context.stroke()
  }
  context.textBaseline = 'middle'
  context.textAlign = 'center'
  context.font = `700 9px ${theme.font}`
  context.fillStyle = look.letter === '' ? theme.muted : inkOn(look.color)
  context.fillText(look.letter === '' ? '·' : look.letter, left + MARKER_PX / 2, TOP_PX + HEAD_PX / 2 + 0.5)
  context.textAlign = 'left'
  if (look.words !== '') {
    context.font = `11px ${theme.font}`
    context.fillStyle = theme.text
    context.fillText(look.words, left + MARKER_PX + 4, TOP_PX + HEAD_PX / 2 + 0.5)
  }
  if (segment.flagged || segment.comment) {
    context.fillStyle = segment.flagged ? theme.warn : theme.accent
    context.beginPath()
    context.arc(left + MARKER_PX - 1, TOP_PX + 1, 2.6, 0, 7)
    context.fill()
  }
  if (look.selected) {
    context.lineWidth = 2
    context.strokeStyle = theme.accent
    context.beginPath()
    context.roundRect(left - 1, TOP_PX - 1, MARKER_PX + 2, HEAD_PX + 2, 4)
    context.stroke()
    context.lineWidth = 1
  }
  context.globalAlpha = 1
}
