import type { Segment } from '../../../shared/domain/rows'
import type { ValuePart } from '../../../shared/values/value-text'
import { fitText, type Measure } from './fit-text'
import type { Painting } from './lane-canvas'
import { measureIn } from './measure-in'
import { tint } from './tint'

/** Room of a value in a segment: from its left edge, inside the lane. */
interface Box {
  readonly from: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Width of the coloured edge of a segment with several labels, and with one. */
const [STACK_PX, EDGE_PX] = [5, 3]
/** Margins of the words, and room of a mark in the corner. */
const [PAD_LEFT, PAD_RIGHT, MARK_PX] = [8, 5, 9]
/** Bars of ratings: width, distance, and room between them and the words. */
const [BAR_PX, BAR_STEP_PX, BAR_GAP_PX] = [4, 6, 6]
/** From this width on a segment shows bars of its ratings. */
const BARS_FROM_PX = 26

/** Stacked colours on the left, one for each label, as high as its share of all. */
export function paintStack({ context }: Painting, parts: readonly ValuePart[], box: Box): void {
  const colored = parts.filter((part) => part.color !== undefined)
  const total = colored.reduce((sum, part) => sum + weight(part), 0)
  context.save()
  context.beginPath()
  context.roundRect(box.from, box.top, box.width, box.height, Math.min(4, box.width / 2))
  context.clip()
  let y = box.top
  for (const part of colored) {
    const height = (box.height * weight(part)) / total
    context.fillStyle = part.color ?? ''
    context.fillRect(box.from, y, Math.min(STACK_PX, box.width), height)
    y += height
  }
  context.restore()
}

/** A label without an intensity counts as a middling one. */
const weight = (part: ValuePart): number => Math.max(0.08, part.strength ?? 0.5)

/** One rating fills the segment from below; several stand as bars at its right end. Answers the room that bars take. */
export function paintLevels(painting: Painting, parts: readonly ValuePart[], box: Box): number {
  const { context, theme } = painting
  const [only] = parts
  if (parts.length === 1 && only?.strength !== undefined) {
    const height = Math.max(1, box.height * only.strength)
    context.save()
    context.beginPath()
    context.roundRect(box.from, box.top, box.width, box.height, Math.min(4, box.width / 2))
    context.clip()
    context.fillStyle = tint(theme.accent, theme.panel, 0.32)
    context.fillRect(box.from, box.top + box.height - height, box.width, height)
    context.fillStyle = theme.accent
    context.fillRect(box.from, box.top + box.height - height, box.width, 1)
    context.restore()
    return 0
  }
  if (parts.length < 2 || box.width < BARS_FROM_PX) return 0
  const room = parts.length * BAR_STEP_PX + BAR_GAP_PX
  const right = Math.min(box.from + box.width, painting.widthPx) - 4
  parts.forEach((part, index) => {
    if (part.strength === undefined) return
    const x = right - (parts.length - index) * BAR_STEP_PX
    const height = Math.max(1, (box.height - 6) * part.strength)
    context.fillStyle = tint(theme.muted, theme.panel, 0.25)
    context.fillRect(x, box.top + 3, BAR_PX, box.height - 6)
    context.fillStyle = theme.accent
    context.fillRect(x, box.top + box.height - 3 - height, BAR_PX, height)
  })
  return room
}

/** Words and short forms of a value in its segment, between the coloured edge and the marks at its end. */
export function paintValueWords(
  painting: Painting,
  parts: readonly ValuePart[],
  segment: Segment,
  from: number,
  width: number
): void {
  const { context, heightPx, theme } = painting
  context.font = `11px ${theme.font}`
  context.textBaseline = 'middle'
  const measure = measureIn(context)
  const left = Math.max(from, 0) + PAD_LEFT + (parts.length > 1 ? STACK_PX - EDGE_PX : 0)
  const marks = segment.flagged || segment.review ? MARK_PX : 0
  const right = Math.min(from + width, painting.widthPx) - PAD_RIGHT - marks
  const words = valueWords(parts, right - left, measure)
  context.fillStyle = theme.text
  if (words !== '') context.fillText(words, left, heightPx / 2 + 0.5)
  else paintOnly(painting, parts[0]?.short ?? '', from, width)
}

/** Too narrow for margins: the first short form alone, when it fits between the coloured edge and the end. */
function paintOnly({ context, heightPx }: Painting, short: string, from: number, width: number): void {
  const room = width - STACK_PX - measureIn(context)(short)
  if (room >= 2 && from >= 0) context.fillText(short, from + STACK_PX + room / 2, heightPx / 2 + 0.5)
}

/** The most that fits: everything in words, everything short, or the first of it. */
export function valueWords(parts: readonly ValuePart[], widthPx: number, measure: Measure): string {
  const rated = parts.every((part) => part.color === undefined && part.strength !== undefined)
  const whole = parts.map((part) => part.text).join(rated ? ' ' : ', ')
  if (measure(whole) <= widthPx) return whole
  // Words have no short form.
  if (parts.every((part) => part.short === part.text)) return fitText(whole, widthPx, measure)
  const short = parts.map((part) => part.short).join(' ')
  return measure(short) <= widthPx ? short : fitText(short, widthPx, measure)
}
