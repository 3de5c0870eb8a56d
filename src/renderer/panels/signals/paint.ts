import type { SignalRow } from '../../session/signals/channels'
import type { SignalLook } from '../../session/signals/signal-state'
import { timeToX } from '../../session/viewport'
import type { Viewport } from '../../session/viewport'
import type { ThemeColors } from '../../ui/theme-colors'
import type { ChannelType } from '../../../shared/signal/channel-type'
import { paintBackdrop, writeValues } from './backdrop'
import type { BackdropPlace } from './backdrop'
import type { Page } from './page-store'
import { raster } from './raster'
import { rowNumbers } from './row-numbers'
import type { RasterRow } from './raster'
import type { RowScale } from './scales'
import type { Sheet } from './sheet'

/** Everything a picture of the Signals panel is made of. */
export interface SignalPicture {
  readonly view: Viewport
  readonly heightPx: number
  readonly pixelRatio: number
  readonly theme: ThemeColors
  /** Colours by channel type; undefined where all channels are of one. */
  readonly types: Readonly<Record<ChannelType, string>> | undefined
  readonly rows: readonly SignalRow[]
  /** First row in view and CSS pixels of each. */
  readonly firstRow: number
  readonly rowPx: number
  readonly look: SignalLook
  readonly page: Page | undefined
  readonly scales: readonly RowScale[]
  /** What was recorded, to be drawn under it. */
  readonly raw: Page | undefined
  readonly chosen: ReadonlySet<number>
  /** Device pixels that the traces lie beside their time while the stream is dragged. */
  readonly shift: number
}

/** Share of half a row that a wave of the scale's size fills. */
export const FILL = 0.9

/** Most points of lines that are drawn within a frame. */
const MOST_LINE_POINTS = 24_000

/** While these are the same, a picture that is moved in time keeps what it shows. */
const sameWhile = [
  'page',
  'raw',
  'scales',
  'rows',
  'firstRow',
  'rowPx',
  'look',
  'chosen',
  'theme',
  'types',
  'pixelRatio',
  'shift'
] as const satisfies readonly (keyof SignalPicture)[]

/**
 * Draw the grid and the rows in view over each other, on one canvas of device pixels that lets nothing through: each further
 * picture over or under it would have to be put together with it anew on every frame.
 */
export function paintSignals(context: CanvasRenderingContext2D, picture: SignalPicture, sheet: Sheet): void {
  const { view, heightPx, pixelRatio } = picture
  const width = Math.round(view.widthPx * pixelRatio)
  const height = Math.round(heightPx * pixelRatio)
  const { page, raw, theme, types } = picture
  if (width === 0 || height === 0) return
  const shown = shownRows(picture)
  const color = (row: SignalRow, at: number): string =>
    row.bad
      ? theme.edge
      : picture.chosen.has(row.index)
        ? theme.text
        : (types?.[row.type] ?? (at % 2 === 0 ? theme.accent : theme.good))
  // Lines between samples are smooth, but dear: many rows of them are drawn column by column like all others.
  const dense = samplesPerPixel(picture) >= 2 / pixelRatio || shown.length * view.widthPx > MOST_LINE_POINTS
  const perPixel = view.span / width
  const { image, pixels, range, start } = sheet.next(
    context,
    { width, height, start: view.start, perPixel },
    [...sameWhile.map((key) => picture[key]), dense]
  )
  const place = { pixels, width, height, range, start, perPixel }
  const backdrop = { ...picture, fill: FILL }
  paintBackdrop(place, backdrop, {
    ground: packed(theme.panel),
    grid: packed(theme.grid),
    zero: packed(theme.line)
  })
  if (raw && raw !== page) draw(place, raw, picture, shown, () => packed(theme.edge, 0.75, theme.panel))
  if (page && dense) draw(place, page, picture, shown, (row, at) => packed(color(row, at)))
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.putImageData(image, 0, 0)
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
  if (page && !dense) drawSamples(context, picture, page, shown, color)
  writeValues(context, backdrop, theme)
}

const samplesPerPixel = ({ view, rows }: SignalPicture): number =>
  (view.span / 1e6 / Math.max(1, view.widthPx)) * Math.max(0, ...rows.map(({ rateHz }) => rateHz))

interface ShownRow {
  readonly row: SignalRow
  readonly at: number
  readonly y: number
  readonly scale: RowScale
}

/** Rows in view with the middle of each in CSS pixels; in a butterfly all share the middle of the panel. */
function shownRows({ rows, firstRow, rowPx, heightPx, look, scales }: SignalPicture): readonly ShownRow[] {
  return rows.flatMap((row, at): readonly ShownRow[] => {
    const scale = scales[at]
    const y = look.mode === 'butterfly' ? heightPx / 2 : (at - firstRow + 0.5) * rowPx
    return scale && y > -rowPx && y < heightPx + rowPx ? [{ row, at, y, scale }] : []
  })
}

const halfPx = ({ look, rowPx, heightPx }: SignalPicture): number =>
  (look.mode === 'butterfly' ? heightPx / 2 : rowPx / 2) * FILL

function draw(
  { pixels, width, height, range, start, perPixel }: BackdropPlace,
  page: Page,
  picture: SignalPicture,
  shown: readonly ShownRow[],
  colorOf: (row: SignalRow, at: number) => number
): void {
  const { pixelRatio, shift } = picture
  const half = halfPx(picture) * pixelRatio
  const rows = shown.flatMap(({ row, at, y, scale }): readonly RasterRow[] => {
    const inPage = page.rows.indexOf(row.index)
    if (inPage < 0) return []
    const numbers = rowNumbers(page, inPage)
    return [
      {
        page: inPage,
        y: y * pixelRatio,
        middle: (scale.middle - numbers.shift) / numbers.scale,
        gain: (half / scale.half) * scale.up * numbers.scale,
        color: colorOf(row, at)
      }
    ]
  })
  const perColumn = (page.to - page.from) / page.columns
  raster(
    pixels,
    width,
    height,
    page,
    rows,
    (x) => (start + (x - shift) * perPixel - page.from) / perColumn,
    range
  )
}

/** Single samples as a line, with dots where there is room. */
function drawSamples(
  context: CanvasRenderingContext2D,
  picture: SignalPicture,
  page: Page,
  shown: readonly ShownRow[],
  colorOf: (row: SignalRow, at: number) => string
): void {
  const { pixelRatio, shift } = picture
  const view = {
    ...picture.view,
    start: picture.view.start - (shift / pixelRatio / picture.view.widthPx) * picture.view.span
  }
  const half = halfPx(picture)
  const step = (page.to - page.from) / page.columns
  const first = Math.max(0, Math.floor((view.start - page.from) / step) - 1)
  const last = Math.min(page.columns - 1, Math.ceil((view.start + view.span - page.from) / step) + 1)
  context.lineWidth = 1.2
  for (const { row, at, y, scale } of shown) {
    const inPage = page.rows.indexOf(row.index)
    if (inPage < 0) continue
    const base = inPage * page.columns * 2
    const numbers = rowNumbers(page, inPage)
    let open = false
    context.strokeStyle = colorOf(row, at)
    context.beginPath()
    for (let column = first; column <= last; column++) {
      const low = page.values[base + 2 * column] as number
      const high = page.values[base + 2 * column + 1] as number
      if (!(low <= high)) {
        open = false
        continue
      }
      const x = timeToX(view, page.from + (column + 0.5) * step)
      const value = ((low + high) / 2) * numbers.scale + numbers.shift
      const place = y - (((value - scale.middle) * half) / scale.half) * scale.up
      if (open) context.lineTo(x, place)
      else context.moveTo(x, place)
      open = true
    }
    context.stroke()
  }
}

const packedColors = new Map<string, number>()

/** A CSS colour over another one, as ImageData keeps it. The canvas understands every way of writing it. */
function packed(color: string, alpha = 1, ground = color): number {
  const key = `${color} ${alpha} ${ground}`
  const known = packedColors.get(key)
  if (known !== undefined) return known
  const probe = new OffscreenCanvas(1, 1).getContext('2d')
  if (!probe) return 0xff808080
  probe.fillStyle = ground
  probe.fillRect(0, 0, 1, 1)
  probe.globalAlpha = alpha
  probe.fillStyle = color
  probe.fillRect(0, 0, 1, 1)
  const [r = 0, g = 0, b = 0] = probe.getImageData(0, 0, 1, 1).data
  const value = ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0
  packedColors.set(key, value)
  return value
}
