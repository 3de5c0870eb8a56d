import { topomap } from '../../shared/topomap/topomap'
import type { Topomap } from '../../shared/topomap/topomap'
import type { ThemeColors } from './theme-colors'

/** An electrode on the map: x to the right ear, y to the nose, 1 is the equator of the head. */
export interface HeadElectrode {
  readonly x: number
  readonly y: number
  readonly label: string
  /** Its value is made from the others. */
  readonly made?: boolean
}

/** How a map is drawn. */
export interface HeadDrawing {
  readonly x: number
  readonly y: number
  readonly sizePx: number
  /** Values of the ends of the colours. */
  readonly range: readonly [number, number]
  readonly colors: 'diverging' | 'sequential'
  readonly theme: ThemeColors
  readonly names: boolean
}

/** A head with fixed electrodes, ready to be drawn value after value. */
export interface HeadMap {
  /** Draw the map of these values (in the order of the electrodes). */
  draw(context: CanvasRenderingContext2D, values: ArrayLike<number>, drawing: HeadDrawing): void
  /** Where an electrode lies, in CSS pixels. */
  place(at: number, drawing: Pick<HeadDrawing, 'x' | 'y' | 'sizePx'>): readonly [number, number]
}

/** Pixels of a map's side before it is enlarged: the surface is smooth. */
const GRID = 56
/** Room around the head for nose, ears and the outermost electrodes, as a share of its radius. */
const ROOM = 1.14

/** Make a map; undefined for fewer than four electrodes, which span no surface. */
export function headMap(electrodes: readonly HeadElectrode[]): HeadMap | undefined {
  if (electrodes.length < 4) return undefined
  const map = surfaceOf(electrodes)
  const reach = Math.max(1, map.reach)
  const buffer = new OffscreenCanvas(GRID, GRID)
  const inside = buffer.getContext('2d')
  const image = inside?.createImageData(GRID, GRID)
  const scaleOf = (sizePx: number): number => sizePx / 2 / (reach * ROOM)
  const place: HeadMap['place'] = (at, { x, y, sizePx }) => [
    x + sizePx / 2 + (electrodes[at]?.x ?? 0) * scaleOf(sizePx),
    y + sizePx / 2 - (electrodes[at]?.y ?? 0) * scaleOf(sizePx)
  ]
  return {
    place,
    draw(context, values, drawing) {
      const { x, y, sizePx, range, colors, theme } = drawing
      const scale = scaleOf(sizePx)
      const [cx, cy] = [x + sizePx / 2, y + sizePx / 2]
      if (image && inside) {
        const painted = map.paint(values)
        const table = colorTable(colors)
        const [low, high] = range
        const pixels = new Uint32Array(image.data.buffer)
        for (let row = 0; row < GRID; row++)
          for (let column = 0; column < GRID; column++) {
            const value = painted[row * GRID + column] ?? NaN
            const step = Math.max(0, Math.min(255, Math.round(((value - low) / (high - low)) * 255)))
            // Rows of the map begin at the back of the head, those of a picture at the front.
            pixels[(GRID - 1 - row) * GRID + column] = Number.isNaN(value) ? 0 : (table[step] ?? 0)
          }
        inside.putImageData(image, 0, 0)
        context.save()
        context.beginPath()
        context.arc(cx, cy, reach * scale, 0, 2 * Math.PI)
        context.clip()
        context.imageSmoothingEnabled = true
        context.imageSmoothingQuality = 'high'
        const half = map.reach * scale * (GRID / (GRID - 1))
        context.drawImage(buffer, cx - half, cy - half, 2 * half, 2 * half)
        context.restore()
      }
      outline(context, cx, cy, scale, theme)
      electrodes.forEach((electrode, at) => {
        const [ex, ey] = place(at, drawing)
        dot(context, ex, ey, electrode, drawing)
      })
    }
  }
}

const surfaces = new Map<string, Topomap>()
/** Surfaces that are kept: those of the panels that are open. */
const KEPT = 8

/** The surface through electrodes; the triangles of a cap are made once, whichever panels show it. */
function surfaceOf(electrodes: readonly HeadElectrode[]): Topomap {
  const key = electrodes.map(({ x, y }) => `${x.toFixed(6)} ${y.toFixed(6)}`).join()
  const known = surfaces.get(key)
  if (known) return known
  const made = topomap(electrodes, { size: GRID })
  const [oldest] = surfaces.keys()
  if (surfaces.size >= KEPT && oldest !== undefined) surfaces.delete(oldest)
  surfaces.set(key, made)
  return made
}

/** Head, nose and ears. */
export function outline(
  context: CanvasRenderingContext2D,
  cx: number,
  cy: number,
  scale: number,
  theme: ThemeColors
): void {
  context.strokeStyle = theme.muted
  context.lineWidth = 1.5
  context.beginPath()
  context.arc(cx, cy, scale, 0, 2 * Math.PI)
  context.moveTo(cx - 0.12 * scale, cy - 0.992 * scale)
  context.lineTo(cx, cy - 1.12 * scale)
  context.lineTo(cx + 0.12 * scale, cy - 0.992 * scale)
  for (const side of [-1, 1]) {
    context.moveTo(cx + side * 0.985 * scale, cy - 0.17 * scale)
    context.quadraticCurveTo(cx + side * 1.11 * scale, cy, cx + side * 0.985 * scale, cy + 0.17 * scale)
  }
  context.stroke()
}

function dot(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  { label, made }: HeadElectrode,
  { names, theme, sizePx }: HeadDrawing
): void {
  context.beginPath()
  context.arc(x, y, made ? 3 : 1.8, 0, 2 * Math.PI)
  context.fillStyle = '#16191d'
  context.strokeStyle = '#16191d'
  context.lineWidth = 1
  if (made) context.stroke()
  else context.fill()
  if (!names || sizePx < 160) return
  context.font = `500 ${sizePx < 300 ? 8.5 : 10}px ${theme.font}`
  context.textAlign = 'center'
  context.textBaseline = 'bottom'
  context.lineWidth = 2.4
  context.lineJoin = 'round'
  // Read on every colour of the map: dark letters with a light rim.
  context.strokeStyle = 'rgba(255, 255, 255, 0.82)'
  context.strokeText(label, x, y - 2.5)
  context.fillStyle = '#16191d'
  context.fillText(label, x, y - 2.5)
}

type Stops = readonly (readonly [number, number, number])[]
/** Blue below nothing, red above (ColorBrewer's RdBu, for all kinds of colour vision). */
const DIVERGING: Stops = [
  [33, 102, 172],
  [103, 169, 207],
  [209, 229, 240],
  [247, 247, 247],
  [253, 219, 199],
  [239, 138, 98],
  [178, 24, 43]
]
/** Dark to bright (viridis of matplotlib, at five places). */
const SEQUENTIAL: Stops = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37]
]
const tables = new Map<string, Uint32Array>()

/** 256 colours as ImageData keeps them. */
function colorTable(kind: HeadDrawing['colors']): Uint32Array {
  const known = tables.get(kind)
  if (known) return known
  const table = Uint32Array.from({ length: 256 }, (_, i) => {
    const [r, g, b] = colorAt(kind, i / 255)
    return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0
  })
  tables.set(kind, table)
  return table
}

/** A colour of a scale, `share` 0 to 1. */
export function colorAt(kind: HeadDrawing['colors'], share: number): readonly [number, number, number] {
  const stops = kind === 'diverging' ? DIVERGING : SEQUENTIAL
  const place = Math.max(0, Math.min(1, share)) * (stops.length - 1)
  const at = Math.min(stops.length - 2, Math.floor(place))
  const mix = (part: 0 | 1 | 2): number => {
    const [a, b] = [stops[at]?.[part] ?? 0, stops[at + 1]?.[part] ?? 0]
    return Math.round(a + (b - a) * (place - at))
  }
  return [mix(0), mix(1), mix(2)]
}

/** A scale of colours with its ends and unit, from the bottom to the top. */
export function drawColorScale(
  context: CanvasRenderingContext2D,
  {
    x,
    y,
    heightPx,
    range,
    colors,
    theme,
    unit,
    text
  }: {
    readonly x: number
    readonly y: number
    readonly heightPx: number
    readonly unit: string
    readonly text: (value: number) => string
  } & Pick<HeadDrawing, 'range' | 'colors' | 'theme'>
): void {
  const ramp = context.createLinearGradient(0, y + heightPx, 0, y)
  for (let i = 0; i <= 12; i++) ramp.addColorStop(i / 12, `rgb(${colorAt(colors, i / 12).join(' ')})`)
  context.fillStyle = ramp
  context.fillRect(x, y, 9, heightPx)
  context.fillStyle = theme.muted
  context.font = `10.5px ${theme.font}`
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  const [low, high] = range
  for (const [value, at] of [
    [high, y + 4],
    [(low + high) / 2, y + heightPx / 2],
    [low, y + heightPx - 4]
  ] as const)
    context.fillText(text(value), x + 14, at)
  context.textBaseline = 'bottom'
  context.fillText(unit, x, y - 5)
}
