import { timeStep } from './time-step'
import { gridLines } from './grid-lines'
import type { SignalLook } from '../../session/signals/signal-state'
import type { RowScale } from './scales'
import { scaleText } from './scale-text'

/** What lies under the traces: lines at round values of each row's unit, and at the times of the ruler. */
export interface Backdrop {
  readonly look: Pick<SignalLook, 'grid' | 'mode'>
  readonly scales: readonly RowScale[]
  /** First row in view and CSS pixels of each. */
  readonly firstRow: number
  readonly rowPx: number
  readonly heightPx: number
  readonly pixelRatio: number
  /** Share of half a row that a wave of the scale's size fills. */
  readonly fill: number
}

/** 0xAABBGGRR, as ImageData has it. */
export interface BackdropColors {
  readonly ground: number
  readonly grid: number
  readonly zero: number
}

/** Where on a sheet: columns [from, to) of its pixels, and the time at its left edge and of a pixel. */
export interface BackdropPlace {
  readonly pixels: Uint32Array
  readonly width: number
  readonly height: number
  readonly range: { readonly from: number; readonly to: number }
  readonly start: number
  readonly perPixel: number
}

/** Paint ground and lines into columns of a sheet, over whatever is there. */
export function paintBackdrop(place: BackdropPlace, backdrop: Backdrop, colors: BackdropColors): void {
  const { pixels, width, height, range } = place
  const { look, pixelRatio } = backdrop
  const thick = Math.max(1, Math.round(pixelRatio))
  const rows = new Uint32Array(height).fill(colors.ground)
  if (look.grid)
    for (const { y, value } of linesOf(backdrop)) {
      const top = Math.round(y * pixelRatio)
      rows.fill(value === 0 ? colors.zero : colors.grid, Math.max(0, top), Math.max(0, top + thick))
    }
  for (let y = 0; y < height; y++)
    pixels.fill(rows[y] as number, y * width + range.from, y * width + range.to)
  if (!look.grid) return
  for (const x of timesOf(place, pixelRatio))
    for (let column = Math.max(range.from, x); column < Math.min(range.to, x + thick); column++)
      for (let y = 0, at = column; y < height; y++, at += width)
        if (rows[y] === colors.ground) pixels[at] = colors.grid
}

/** Rows lower than this have no room for the values of their lines. */
const LABELLED_PX = 96

/** Write the values of the lines, where rows are high enough; CSS pixels. */
export function writeValues(
  context: Pick<CanvasRenderingContext2D, 'font' | 'textBaseline' | 'fillStyle' | 'fillText'>,
  backdrop: Backdrop,
  theme: { readonly mono: string; readonly muted: string }
): void {
  const { look, rowPx, heightPx } = backdrop
  if (!look.grid || (look.mode === 'butterfly' ? heightPx : rowPx) < LABELLED_PX) return
  context.font = `10px ${theme.mono}`
  context.textBaseline = 'bottom'
  context.fillStyle = theme.muted
  for (const { y, value, unit } of linesOf(backdrop))
    if (value !== 0) context.fillText(scaleText(value, unit), 4, Math.round(y))
}

/** Lines of all rows in view, in CSS pixels from the top; in a butterfly all share those of the first. */
function linesOf({ look, scales, firstRow, rowPx, heightPx, fill }: Backdrop) {
  const butterfly = look.mode === 'butterfly'
  const half = ((butterfly ? heightPx : rowPx) / 2) * fill
  return (butterfly ? scales.slice(0, 1) : scales).flatMap((scale, at) => {
    const middle = butterfly ? heightPx / 2 : (at - firstRow + 0.5) * rowPx
    if (middle < -rowPx || middle > heightPx + rowPx) return []
    return gridLines(scale, half).map((value) => ({
      y: middle - (((value - scale.middle) * half) / scale.half) * scale.up,
      value,
      unit: scale.unit
    }))
  })
}

/** Columns of the times that the ruler names. */
function timesOf({ width, start, perPixel }: BackdropPlace, pixelRatio: number): readonly number[] {
  const span = width * perPixel
  const step = timeStep({ span, widthPx: width / pixelRatio })
  const columns: number[] = []
  for (let time = Math.ceil(start / step) * step - step; time <= start + span; time += step)
    columns.push(Math.round((time - start) / perPixel))
  return columns
}
