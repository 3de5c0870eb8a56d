import { themeColors } from './theme-colors'

/** One axis of the plane. */
export interface PlaneAxis {
  readonly name: string
  readonly min: number
  readonly max: number
}

/** A place on the plane, in the units of the axes. */
export interface PlanePlace {
  readonly x: number
  readonly y: number
}

/** What the plane shows. */
export interface PlaneScene {
  readonly x: PlaneAxis
  readonly y: PlaneAxis
  /** Named places; x and y from -1 to 1 whatever the axes. */
  readonly landmarks: readonly (PlanePlace & { readonly name: string; readonly color?: string })[]
  /** Raters at this moment. */
  readonly points: readonly (PlanePlace & {
    readonly color: string
    readonly letter: string
    readonly tail: readonly PlanePlace[]
  })[]
  /** The rating under way, with where it came from, oldest first. */
  readonly cursor?: PlanePlace & { readonly missing: boolean }
  readonly tail: readonly PlanePlace[]
  /** The earlier rating at this moment, faint. */
  readonly earlier?: PlanePlace
}

interface Box {
  readonly left: number
  readonly top: number
  readonly side: number
}

const MARGIN_PX = 22

/** The square that the plane takes of a place. */
export function planeBox(widthPx: number, heightPx: number): Box {
  const side = Math.max(20, Math.min(widthPx, heightPx) - 2 * MARGIN_PX)
  return { left: (widthPx - side) / 2, top: (heightPx - side) / 2, side }
}

/** Shares of both axes at a pixel, 0 at the low end and 1 at the high end, also outside the square. */
export function planeShares(
  xPx: number,
  yPx: number,
  widthPx: number,
  heightPx: number
): readonly [number, number] {
  const box = planeBox(widthPx, heightPx)
  const share = (value: number): number => Math.max(0, Math.min(1, value))
  return [share((xPx - box.left) / box.side), share(1 - (yPx - box.top) / box.side)]
}

/** Draw the plane. */
export function paintPlane(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  scene: PlaneScene
): void {
  const colors = themeColors()
  const box = planeBox(widthPx, heightPx)
  const at = (place: PlanePlace): readonly [number, number] => [
    box.left + ((place.x - scene.x.min) / (scene.x.max - scene.x.min)) * box.side,
    box.top + (1 - (place.y - scene.y.min) / (scene.y.max - scene.y.min)) * box.side
  ]
  paintGround(context, box, scene)
  paintLandmarks(context, box, scene)
  for (const point of scene.points) {
    paintTail(context, point.tail, at, point.color, 0.45)
    paintPoint(context, at(point), point.color, point.letter)
  }
  if (scene.earlier) {
    context.globalAlpha = 0.5
    ring(context, at(scene.earlier), 6, colors.muted, 2)
    context.globalAlpha = 1
  }
  paintTail(context, scene.tail, at, colors.accent, 0.8)
  if (scene.cursor) paintCursor(context, at(scene.cursor), scene.cursor.missing)
}

function paintGround(context: CanvasRenderingContext2D, box: Box, scene: PlaneScene): void {
  const colors = themeColors()
  const { left, top, side } = box
  context.fillStyle = colors.panel
  context.fillRect(left, top, side, side)
  context.strokeStyle = colors.grid
  context.lineWidth = 1
  context.beginPath()
  for (const share of [0.25, 0.75]) {
    line(context, left + share * side, top, left + share * side, top + side)
    line(context, left, top + share * side, left + side, top + share * side)
  }
  context.moveTo(left + side, top + side / 2)
  context.arc(left + side / 2, top + side / 2, side / 2, 0, 2 * Math.PI)
  context.stroke()
  context.strokeStyle = colors.edge
  context.beginPath()
  line(context, left + side / 2, top, left + side / 2, top + side)
  line(context, left, top + side / 2, left + side, top + side / 2)
  context.rect(left + 0.5, top + 0.5, side - 1, side - 1)
  context.stroke()
  context.fillStyle = colors.muted
  context.font = `11px ${colors.font}`
  context.textBaseline = 'middle'
  context.textAlign = 'center'
  context.fillText(`${scene.x.name} ${numberText(scene.x.max)}`, left + side - 34, top + side + 11)
  context.fillText(numberText(scene.x.min), left + 8, top + side + 11)
  context.fillText(`${scene.y.name} ${numberText(scene.y.max)}`, left + side / 2, top - 11)
}

const numberText = (value: number): string => (value > 0 ? `+${value}` : String(value)).replace('-', '−')

function line(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  context.moveTo(Math.round(x0) + 0.5, Math.round(y0) + 0.5)
  context.lineTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5)
}

/** Names stand at their places; one that would lie over another is left out. */
function paintLandmarks(context: CanvasRenderingContext2D, box: Box, scene: PlaneScene): void {
  const colors = themeColors()
  const { left, top, side } = box
  context.font = `11px ${colors.font}`
  context.textBaseline = 'middle'
  const taken: { readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number }[] = []
  for (const { name, x, y, color } of scene.landmarks) {
    const px = left + ((x + 1) / 2) * side
    const py = top + ((1 - y) / 2) * side
    const width = context.measureText(name).width
    const toRight = x <= 0
    const textAt = Math.max(left + 4, Math.min(left + side - width - 4, toRight ? px + 7 : px - 7 - width))
    const room = { x0: textAt - 2, x1: textAt + width + 2, y0: py - 7, y1: py + 7 }
    if (
      taken.some(
        (other) => room.x0 < other.x1 && other.x0 < room.x1 && room.y0 < other.y1 && other.y0 < room.y1
      )
    )
      continue
    taken.push(room)
    context.fillStyle = color ?? colors.edge
    context.beginPath()
    context.arc(px, py, 2.5, 0, 2 * Math.PI)
    context.fill()
    context.fillStyle = colors.faint
    context.textAlign = 'left'
    context.fillText(name, textAt, Math.max(top + 8, Math.min(top + side - 8, py)))
  }
}

function paintTail(
  context: CanvasRenderingContext2D,
  tail: readonly PlanePlace[],
  at: (place: PlanePlace) => readonly [number, number],
  color: string,
  strength: number
): void {
  context.strokeStyle = color
  context.lineWidth = 2
  context.lineCap = 'round'
  tail.forEach((place, index) => {
    const before = tail[index - 1]
    if (!before || [before.x, before.y, place.x, place.y].some(Number.isNaN)) return
    // The older, the fainter.
    context.globalAlpha = (strength * index) / tail.length
    context.beginPath()
    context.moveTo(...at(before))
    context.lineTo(...at(place))
    context.stroke()
  })
  context.globalAlpha = 1
}

function paintPoint(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  color: string,
  letter: string
): void {
  const colors = themeColors()
  context.beginPath()
  context.arc(x, y, 9, 0, 2 * Math.PI)
  context.fillStyle = colors.panel
  context.fill()
  context.strokeStyle = color
  context.lineWidth = 2
  context.stroke()
  context.fillStyle = colors.text
  context.font = `550 10px ${colors.font}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(letter, x, y + 0.5)
}

function paintCursor(
  context: CanvasRenderingContext2D,
  place: readonly [number, number],
  missing: boolean
): void {
  const colors = themeColors()
  if (missing) {
    // Cannot rate: an empty, crossed circle instead of a filled one.
    const [x, y] = place
    ring(context, place, 9, colors.warn, 2)
    context.beginPath()
    context.moveTo(x - 5, y - 5)
    context.lineTo(x + 5, y + 5)
    context.stroke()
    return
  }
  context.beginPath()
  context.arc(...place, 7, 0, 2 * Math.PI)
  context.fillStyle = colors.accent
  context.fill()
  ring(context, place, 7, colors.panel, 1.5)
}

function ring(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  radius: number,
  color: string,
  width: number
): void {
  context.strokeStyle = color
  context.lineWidth = width
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.stroke()
}
