import { timeToX } from '../../session/viewport'
import type { Painting } from './lane-canvas'
import type { Tile } from './tiles'
import { tint } from './tint'

/** One dimension of a trace: its scale and its slices. */
export interface TraceRow {
  readonly name: string
  /** Undefined ends: as far as the values in view reach. */
  readonly min: number | undefined
  readonly max: number | undefined
  readonly neutral: number | undefined
  readonly tile: Tile | undefined
  /** Slices of the single takes, the lowest first. */
  readonly takes: readonly Tile[]
}

export interface TracePicture {
  readonly rows: readonly TraceRow[]
  readonly color: string
  readonly byModel: boolean
  /** Values hold until the next: drawn as steps. */
  readonly steps: boolean
  readonly rateHz: number
}

/** From this height on a row tells its name and its range. */
const LABELLED_PX = 30
const PAD_PX = 4
const DOTS_FROM = 0.15
/** From so many samples a pixel on, bars are drawn: a smooth line would cost more and show no more. */
const BARS_FROM = 4

/** Draw the dimensions of a trace below each other: range, neutral line, takes faintly, and the trace over them. */
export function paintTrace(painting: Painting, picture: TracePicture): void {
  const { context, widthPx, heightPx, theme } = painting
  const rowPx = heightPx / picture.rows.length
  picture.rows.forEach((row, index) => {
    const top = index * rowPx
    const [min, max] = scaleOf(row)
    const yOf = (value: number): number =>
      top + PAD_PX + (1 - (value - min) / (max - min)) * (rowPx - 2 * PAD_PX)
    if (index > 0) {
      context.fillStyle = theme.line
      context.fillRect(0, Math.round(top), widthPx, 1)
    }
    neutralLine(painting, row, yOf)
    context.save()
    context.beginPath()
    context.rect(0, top, widthPx, rowPx)
    context.clip()
    context.lineWidth = 1
    for (const take of row.takes) {
      context.strokeStyle = tint(picture.color, theme.bg, 0.45)
      stroke(painting, take, yOf, picture)
    }
    if (row.tile) {
      if (row.neutral !== undefined) area(painting, row.tile, yOf, yOf(row.neutral), picture.color)
      context.strokeStyle = picture.color
      context.lineWidth = 1.5
      context.setLineDash(picture.byModel ? [5, 3] : [])
      stroke(painting, row.tile, yOf, picture)
      context.setLineDash([])
      dots(painting, row.tile, yOf, picture)
    }
    context.restore()
    if (rowPx >= LABELLED_PX) labels(painting, row, top, rowPx, min, max)
  })
  context.lineWidth = 1
}

/** Ends of the scale: those of the scheme, else the extremes in view with a little room. */
function scaleOf({ min, max, tile }: TraceRow): readonly [number, number] {
  if (min !== undefined && max !== undefined && max > min) return [min, max]
  let low = Infinity
  let high = -Infinity
  for (const value of tile?.data ?? []) {
    if (value < low) low = value
    if (value > high) high = value
  }
  if (low > high) return [-1, 1]
  const room = high > low ? (high - low) * 0.05 : 1
  return [low - room, high + room]
}

function neutralLine(
  { context, widthPx, theme }: Painting,
  row: TraceRow,
  yOf: (value: number) => number
): void {
  if (row.neutral === undefined) return
  const y = Math.round(yOf(row.neutral)) + 0.5
  context.strokeStyle = theme.edge
  context.setLineDash([2, 3])
  context.beginPath()
  context.moveTo(0, y)
  context.lineTo(widthPx, y)
  context.stroke()
  context.setLineDash([])
}

/** Columns of a slice that are in view, one more on each side. */
function shownColumns(
  { view }: Painting,
  tile: Tile
): { readonly step: number; readonly first: number; readonly last: number } {
  const step = (tile.to - tile.from) / tile.columns
  return {
    step,
    first: Math.max(0, Math.floor((view.start - tile.from) / step) - 1),
    last: Math.min(tile.columns - 1, Math.ceil((view.start + view.span - tile.from) / step) + 1)
  }
}

const fineness = ({ view, widthPx }: Painting, rateHz: number): number =>
  ((view.span / 1e6) * rateHz) / widthPx

/** A line from sample to sample, or bars from minimum to maximum where a column holds several; a gap where nothing was rated. */
function stroke(painting: Painting, tile: Tile, yOf: (value: number) => number, picture: TracePicture): void {
  if (fineness(painting, picture.rateHz) < BARS_FROM) strokeSamples(painting, tile, yOf, picture)
  else fillColumns(painting, tile, yOf)
}

function strokeSamples(
  painting: Painting,
  tile: Tile,
  yOf: (value: number) => number,
  { steps, rateHz }: TracePicture
): void {
  const { context, view, widthPx } = painting
  const single = fineness(painting, rateHz) < 1
  const { step, first, last } = shownColumns(painting, tile)
  let before: number | undefined
  context.beginPath()
  for (let column = first; column <= last; column++) {
    const low = tile.data[2 * column] ?? NaN
    const high = tile.data[2 * column + 1] ?? NaN
    if (Number.isNaN(low) || Number.isNaN(high)) {
      before = undefined
      continue
    }
    const x = timeToX({ ...view, widthPx }, tile.from + (column + (single ? 0 : 0.5)) * step)
    const y = yOf(low)
    if (before === undefined) {
      context.moveTo(x, y)
      // A sample between two missing ones is still seen.
      context.lineTo(x + 1, y)
    } else {
      if (steps) context.lineTo(x, before)
      context.lineTo(x, y)
    }
    if (!single && high > low) context.lineTo(x, yOf(high))
    before = y
  }
  context.stroke()
}

/** Bars on whole pixels, each reaching to the one before it: many times faster than a line through thousands of points. */
function fillColumns(painting: Painting, tile: Tile, yOf: (value: number) => number): void {
  const { context, view, widthPx } = painting
  const { step, first, last } = shownColumns(painting, tile)
  const width = Math.max(1, Math.ceil((step / view.span) * widthPx))
  const thick = Math.max(1, Math.round(context.lineWidth))
  context.fillStyle = context.strokeStyle
  let before: { readonly top: number; readonly bottom: number } | undefined
  for (let column = first; column <= last; column++) {
    const low = tile.data[2 * column] ?? NaN
    const high = tile.data[2 * column + 1] ?? NaN
    if (Number.isNaN(low) || Number.isNaN(high)) {
      before = undefined
      continue
    }
    let top = Math.round(yOf(high) - thick / 2)
    let bottom = Math.max(top + thick, Math.round(yOf(low) + thick / 2))
    const own = { top, bottom }
    if (before && before.bottom < top) top = before.bottom
    if (before && before.top > bottom) bottom = before.top
    context.fillRect(
      Math.round(timeToX({ ...view, widthPx }, tile.from + column * step)),
      top,
      width,
      bottom - top
    )
    before = own
  }
}

/** The way from the neutral line, tinted, so that its side is seen from afar. */
function area(
  painting: Painting,
  tile: Tile,
  yOf: (value: number) => number,
  neutralY: number,
  color: string
): void {
  const { context, view, widthPx } = painting
  const { step, first, last } = shownColumns(painting, tile)
  const zero = Math.round(neutralY)
  context.fillStyle = color
  context.globalAlpha = 0.1
  for (let column = first; column <= last; column++) {
    const low = tile.data[2 * column] ?? NaN
    const high = tile.data[2 * column + 1] ?? NaN
    if (Number.isNaN(low) || Number.isNaN(high)) continue
    const x = Math.round(timeToX({ ...view, widthPx }, tile.from + column * step))
    const next = Math.round(timeToX({ ...view, widthPx }, tile.from + (column + 1) * step))
    const y = Math.round(yOf((low + high) / 2))
    context.fillRect(x, Math.min(y, zero), next - x, Math.abs(y - zero))
  }
  context.globalAlpha = 1
}

function dots(
  painting: Painting,
  tile: Tile,
  yOf: (value: number) => number,
  { rateHz, color }: TracePicture
): void {
  if (fineness(painting, rateHz) > DOTS_FROM) return
  const { context, view, widthPx } = painting
  const { step, first, last } = shownColumns(painting, tile)
  context.fillStyle = color
  for (let column = first; column <= last; column++) {
    const value = tile.data[2 * column] ?? NaN
    if (!Number.isNaN(value))
      context.fillRect(timeToX({ ...view, widthPx }, tile.from + column * step) - 1.5, yOf(value) - 1.5, 3, 3)
  }
}

/** Name and ends of the scale at the left edge: above and below, where a trace seldom is. */
function labels(
  { context, theme }: Painting,
  row: TraceRow,
  top: number,
  rowPx: number,
  min: number,
  max: number
): void {
  context.textBaseline = 'middle'
  context.font = `10px ${theme.mono}`
  const ceiling = valueText(max)
  const besideCeiling = 8 + context.measureText(ceiling).width
  plate(context, ceiling, 4, top + 8, theme.faint, theme.bg)
  plate(context, valueText(min), 4, top + rowPx - 8, theme.faint, theme.bg)
  context.font = `11px ${theme.font}`
  plate(context, row.name, besideCeiling, top + 8, theme.muted, theme.bg)
}

/** Text on a plate, because lines run under it. */
function plate(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  color: string,
  around: string
): void {
  context.fillStyle = around
  context.globalAlpha = 0.78
  context.beginPath()
  context.roundRect(x - 2, y - 6, context.measureText(text).width + 4, 12, 2)
  context.fill()
  context.globalAlpha = 1
  context.fillStyle = color
  context.fillText(text, x, y)
}

const valueText = (value: number): string => String(Math.round(value * 100) / 100).replace('-', '−')
