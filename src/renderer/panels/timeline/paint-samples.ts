import { timeToX } from '../../session/viewport'
import type { Painting } from './lane-canvas'
import type { Tile } from './tiles'

/** Columns at least this wide stand apart as single samples. */
const APART_PX = 1.5

/** Samples at least this far apart get a dot each. */
const DOTS_FROM_PX = 6

/** Extremes closer than this, as a share of full scale, are one value. */
const ONE_VALUE = 1e-6

/**
 * Columns of extremes; a line where each column is one sample, with dots when they stand apart.
 * `timeOf` says when the sample of a column was taken; undefined where none falls into it.
 */
export function paintSamples(
  painting: Painting,
  tile: Tile,
  gain: number,
  timeOf: (column: number) => number | undefined
): void {
  const { view, heightPx } = painting
  const step = (tile.to - tile.from) / tile.columns
  const columnPx = (step / view.span) * view.widthPx
  const first = Math.max(0, Math.floor((view.start - tile.from) / step) - 1)
  const last = Math.min(tile.columns - 1, Math.ceil((view.start + view.span - tile.from) / step) + 1)
  const columns: Columns = {
    first,
    last,
    columnPx,
    xOf: (column) => timeToX(view, tile.from + column * step),
    lowOf: (column) => heightPx / 2 - (tile.data[2 * column] ?? 0) * gain * heightPx * 0.48,
    highOf: (column) => heightPx / 2 - (tile.data[2 * column + 1] ?? 0) * gain * heightPx * 0.48
  }
  // A coarser slice stays until the samples are read; a line along its minima would show a sound that is not there.
  if (columnPx < APART_PX || !singleSamples(tile, first, last)) paintBars(painting, columns)
  else paintLine(painting, columns, timeOf)
}

interface Columns {
  readonly first: number
  readonly last: number
  readonly columnPx: number
  xOf(column: number): number
  lowOf(column: number): number
  highOf(column: number): number
}

function singleSamples({ data }: Tile, first: number, last: number): boolean {
  for (let column = first; column <= last; column++)
    if ((data[2 * column + 1] ?? 0) - (data[2 * column] ?? 0) > ONE_VALUE) return false
  return true
}

/** Whole pixels: a column between two would be drawn in two pale ones. */
function paintBars(
  { context, theme }: Painting,
  { first, last, columnPx, xOf, lowOf, highOf }: Columns
): void {
  context.fillStyle = theme.wave
  const widthPx = Math.max(1, Math.ceil(columnPx))
  for (let column = first; column <= last; column++) {
    const top = highOf(column)
    context.fillRect(Math.floor(xOf(column)), top, widthPx, Math.max(1, lowOf(column) - top))
  }
}

function paintLine(
  { context, theme, view }: Painting,
  { first, last, columnPx, lowOf }: Columns,
  timeOf: (column: number) => number | undefined
): void {
  const points: { readonly x: number; readonly y: number }[] = []
  for (let column = first; column <= last; column++) {
    const time = timeOf(column)
    if (time !== undefined) points.push({ x: timeToX(view, time), y: lowOf(column) })
  }
  context.fillStyle = theme.wave
  context.strokeStyle = theme.wave
  context.lineWidth = 1.2
  context.beginPath()
  for (const { x, y } of points) context.lineTo(x, y)
  context.stroke()
  context.lineWidth = 1
  if (columnPx > DOTS_FROM_PX) for (const { x, y } of points) context.fillRect(x - 1.5, y - 1.5, 3, 3)
}
