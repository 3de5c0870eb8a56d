import type { Segment } from '../../../shared/domain/rows'
import type { Label } from '../../../shared/domain/scheme'
import { missingMembers } from '../../../shared/fusion/missing-members'
import { timeToX } from '../../session/viewport'
import { fitLabel, fitText, type Measure } from './fit-text'
import { firstVisible } from './hit-test'
import type { Painting } from './lane-canvas'
import { measureIn } from './measure-in'
import { paintPoints } from './paint-points'
import { paintLevels, paintStack, paintValueWords } from './paint-value'
import { paintRegionKeys } from './paint-region-keys'
import { isUnsure, paintUnsure } from './paint-unsure'
import { tint } from './tint'
import type { TrackPicture } from './track-picture'

/** Segments narrower than this are drawn as plain bars. */
const PLAIN_PX = 3
const INSET_PX = 4

/** Draw the segments in view. Cost follows what is visible: hidden ones are skipped, slivers share a pixel column. */
export function paintTrack(painting: Painting, picture: TrackPicture): void {
  if (picture.points) return paintPoints(painting, picture)
  const { view, widthPx } = painting
  const { segments } = picture
  const end = view.start + view.span
  let lastColumn = -1
  for (let index = firstVisible(segments, view.start, picture.longest); index < segments.length; index++) {
    const segment = segments[index]
    if (!segment || segment.start > end) break
    if (segment.end < view.start) continue
    const from = timeToX(view, segment.start)
    const to = timeToX(view, segment.end)
    if (to - from < PLAIN_PX) {
      const column = Math.floor(from)
      if (column === lastColumn && !picture.selected.has(segment.id)) continue
      lastColumn = column
    }
    paintSegment(painting, picture, segment, Math.max(-8, from), Math.min(widthPx + 8, to))
  }
  for (const each of picture.growing)
    paintGrowing(painting, timeToX(view, each.start), timeToX(view, each.end), each.label)
}

function paintSegment(
  painting: Painting,
  picture: TrackPicture,
  segment: Segment,
  from: number,
  to: number
): void {
  const { context, heightPx, theme } = painting
  const label = picture.labelOf(segment)
  const parts = picture.partsOf(segment)
  const rated = parts.length > 0 && parts.every((part) => part.color === undefined)
  const color =
    label?.color ??
    (rated ? theme.accent : undefined) ??
    (picture.words ? picture.colorOf(segment) : undefined) ??
    theme.faint
  const selected = picture.selected.has(segment.id)
  // A rejected prediction steps back; it stays readable.
  context.globalAlpha = segment.review === 'rejected' ? 0.4 : 1
  const width = Math.max(1, to - from - (to - from > 6 ? 1 : 0))
  const [top, height] = [INSET_PX, heightPx - 2 * INSET_PX]
  if (width < PLAIN_PX) {
    context.fillStyle = selected ? theme.accent : tint(color, theme.panel, 0.75)
    context.fillRect(from, top, Math.max(1, width), height)
    context.globalAlpha = 1
    return
  }
  context.beginPath()
  context.roundRect(from, top, width, height, Math.min(4, width / 2))
  context.fillStyle =
    label && !rated ? tint(color, theme.panel, picture.byModel ? 0.3 : 0.34) : tint(color, theme.panel, 0.14)
  context.fill()
  if (picture.byModel && width > 8)
    if (isUnsure(segment)) paintUnsure(painting, color, from)
    else hatch(painting, color, from)
  // Where a member of a fusion said nothing, stripes cross.
  if (picture.byModel && width > 8 && missingMembers(segment).length > 0) hatch(painting, color, from, true)
  const box = { from, top, width, height }
  const barsPx = rated ? paintLevels(painting, parts, box) : 0
  if (parts.length > 1 && !rated) paintStack(painting, parts, box)
  else if (label || picture.words || rated) edge(context, color, from, top, width, height)
  else outline(context, theme.muted, from, top, width, height, true)
  if (parts.length > 0) paintValueWords(painting, parts, segment, from, width - barsPx)
  else text(painting, picture, segment, label, from, width)
  context.globalAlpha = 1
  paintRegionKeys(painting, segment)
  marks(painting, segment, from, width)
  if (selected) {
    context.lineWidth = 2
    context.strokeStyle = theme.accent
    context.beginPath()
    context.roundRect(from - 0.5, top - 1, width + 1, height + 2, 5)
    context.stroke()
    context.lineWidth = 1
  }
}

/** The coloured edge on the left, clipped to the rounded corner. */
function edge(
  context: CanvasRenderingContext2D,
  color: string,
  from: number,
  top: number,
  width: number,
  height: number
): void {
  context.fillStyle = color
  context.beginPath()
  context.roundRect(from, top, Math.min(3, width), height, [
    Math.min(3, width / 2),
    0,
    0,
    Math.min(3, width / 2)
  ])
  context.fill()
}

function outline(
  context: CanvasRenderingContext2D,
  color: string,
  from: number,
  top: number,
  width: number,
  height: number,
  dashed: boolean
): void {
  context.strokeStyle = color
  if (dashed) context.setLineDash([4, 3])
  context.beginPath()
  context.roundRect(from + 0.5, top + 0.5, Math.max(1, width - 1), height - 1, Math.min(4, width / 2))
  context.stroke()
  context.setLineDash([])
}

/** Room of the coloured edge and of the text's margins, in pixels. */
const EDGE_PX = 3
const [PAD_LEFT, PAD_RIGHT, SCORE_PX, MARK_PX] = [8, 5, 26, 9]
/** Segments from this width on show the words or the score beside the label. */
const ROOMY_PX = 74

function text(
  painting: Painting,
  picture: TrackPicture,
  segment: Segment,
  label: Label | undefined,
  from: number,
  width: number
): void {
  const { context, heightPx, theme } = painting
  context.font = `11px ${theme.font}`
  context.textBaseline = 'middle'
  const measure = measureIn(context)
  const left = Math.max(from, 0) + PAD_LEFT
  // A segment that goes on past the view keeps its words and score inside it.
  const right =
    Math.min(from + width, painting.widthPx) - PAD_RIGHT - (segment.flagged || segment.review ? MARK_PX : 0)
  const score =
    picture.byModel && segment.confidence !== undefined && width > ROOMY_PX
      ? segment.confidence.toFixed(2).replace(/^0/, '')
      : ''
  const scoreFits =
    score !== '' && (!label || measure(`${label.letter} · ${label.name}`) <= right - left - SCORE_PX)
  const shown = wordsIn(right - left - (scoreFits ? SCORE_PX : 0), segment, label, measure)
  context.fillStyle = theme.text
  if (shown !== '') context.fillText(shown, left, heightPx / 2 + 0.5)
  else if (label) narrowLetter(painting, label.letter, from, width, measure)
  if (!scoreFits) return
  context.font = `10px ${theme.font}`
  context.fillStyle = theme.muted
  context.textAlign = 'right'
  context.fillText(score, right, heightPx / 2 + 0.5)
  context.textAlign = 'left'
}

/** The label, and the segment's own words where there is room for them; never a cut letter. */
function wordsIn(room: number, segment: Segment, label: Label | undefined, measure: Measure): string {
  if (!label) return fitText(segment.text ?? '', room, measure)
  const name = fitLabel(label.letter, label.name, room, measure)
  if (!segment.text || name !== `${label.letter} · ${label.name}`) return name
  const rest = fitText(segment.text, room - measure(`${name}  `), measure)
  return rest === '' ? name : `${name}  ${rest}`
}

/** Too narrow for margins: the letter alone, between the coloured edge and the end. */
function narrowLetter(
  { context, heightPx }: Painting,
  letter: string,
  from: number,
  width: number,
  measure: Measure
): void {
  const room = width - EDGE_PX - measure(letter)
  if (room >= 2 && from >= 0) context.fillText(letter, from + EDGE_PX + room / 2, heightPx / 2 + 0.5)
}

/** A flag in the corner, a dot for a comment. */
function marks({ context, heightPx, theme }: Painting, segment: Segment, from: number, width: number): void {
  if (width < 10) return
  const right = from + width - 2
  if (segment.review && width > 24) {
    context.font = `600 10px ${theme.font}`
    context.textBaseline = 'middle'
    context.fillStyle = segment.review === 'accepted' ? theme.good : theme.bad
    context.fillText(segment.review === 'accepted' ? '✓' : '✕', right - 9, INSET_PX + 7)
  }
  if (segment.flagged) {
    context.fillStyle = theme.warn
    context.beginPath()
    context.moveTo(right - 7, INSET_PX)
    context.lineTo(right + 1, INSET_PX)
    context.lineTo(right + 1, INSET_PX + 8)
    context.fill()
  }
  if (segment.comment) {
    context.fillStyle = theme.accent
    context.beginPath()
    context.arc(right - 3, heightPx - INSET_PX - 4, 2.2, 0, 7)
    context.fill()
  }
}

function paintGrowing(painting: Painting, from: number, to: number, label: Label | undefined): void {
  const { context, heightPx, theme } = painting
  const color = label?.color ?? theme.accent
  const [left, width] = [Math.min(from, to), Math.max(1, Math.abs(to - from))]
  context.globalAlpha = 0.5
  context.fillStyle = tint(color, theme.panel, 0.4)
  context.fillRect(left, INSET_PX, width, heightPx - 2 * INSET_PX)
  context.globalAlpha = 1
  outline(context, color, left, INSET_PX, width, heightPx - 2 * INSET_PX, true)
  if (!label) return
  context.font = `11px ${theme.font}`
  context.textBaseline = 'middle'
  context.fillStyle = theme.text
  const words = fitLabel(label.letter, label.name, width - PAD_LEFT - PAD_RIGHT, measureIn(context))
  context.fillText(words, left + PAD_LEFT, heightPx / 2 + 0.5)
}

const patterns = new Map<string, CanvasPattern>()

/** Fill the current path with slanted stripes that move with the segment. */
function hatch({ context, pixelRatio, theme }: Painting, color: string, from: number, crossed = false): void {
  const light = tint(color, theme.panel, 0.18)
  const key = `${light}|${pixelRatio}`
  const pattern = patterns.get(key) ?? stripes(context, light)
  if (!pattern) return
  patterns.set(key, pattern)
  pattern.setTransform(new DOMMatrix().translate(from, 0).scale(crossed ? -1 : 1, 1))
  context.fillStyle = pattern
  context.fill()
}

/** A tile of one diagonal stripe, drawn at twice the size so that it stays sharp. */
function stripes(context: CanvasRenderingContext2D, color: string): CanvasPattern | undefined {
  const size = 12
  const tile = new OffscreenCanvas(size, size)
  const paint = tile.getContext('2d')
  if (!paint) return undefined
  paint.fillStyle = color
  for (const shift of [-size, 0, size]) {
    paint.beginPath()
    paint.moveTo(shift, size)
    paint.lineTo(shift + size / 2, size)
    paint.lineTo(shift + size * 1.5, 0)
    paint.lineTo(shift + size, 0)
    paint.fill()
  }
  return context.createPattern(tile, 'repeat') ?? undefined
}
