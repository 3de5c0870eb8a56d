import type { ThemeColors } from './theme-colors'

/** A picture of rows over time: `valueAt` gives the value of a column and row, NaN where there is none; row 0 lies at the bottom. */
export interface Heat {
  readonly columns: number
  readonly rows: number
  readonly valueAt: (column: number, row: number) => number
  /** Values drawn as background and as the strongest colour. */
  readonly low: number
  readonly high: number
}

/** Where it is drawn, CSS pixels. */
export interface HeatPlace {
  readonly x: number
  readonly y: number
  readonly widthPx: number
  readonly heightPx: number
}

let sheet: HTMLCanvasElement | undefined

/** Draw rows of values as colours from the background over the accent to the text colour, so that both themes read from faint to strong. */
export function paintHeat(
  context: CanvasRenderingContext2D,
  { columns, rows, valueAt, low, high }: Heat,
  place: HeatPlace,
  colors: ThemeColors
): void {
  if (columns < 1 || rows < 1 || !(high > low)) return
  sheet ??= document.createElement('canvas')
  sheet.width = columns
  sheet.height = rows
  const inner = sheet.getContext('2d')
  if (!inner) return
  const image = inner.createImageData(columns, rows)
  const ramp = rampOf(colors)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const value = valueAt(column, row)
      if (Number.isNaN(value)) continue
      const step = Math.max(0, Math.min(STEPS - 1, Math.round(((value - low) / (high - low)) * (STEPS - 1))))
      image.data.set(ramp.subarray(step * 4, step * 4 + 4), ((rows - 1 - row) * columns + column) * 4)
    }
  inner.putImageData(image, 0, 0)
  context.imageSmoothingEnabled = false
  context.drawImage(sheet, place.x, place.y, place.widthPx, place.heightPx)
  context.imageSmoothingEnabled = true
}

const STEPS = 256
let known: { readonly key: string; readonly ramp: Uint8ClampedArray } | undefined

function rampOf({ bg, accent, text }: ThemeColors): Uint8ClampedArray {
  const key = `${bg}|${accent}|${text}`
  if (known?.key === key) return known.ramp
  const stops = [bg, accent, text].map(channels)
  const ramp = new Uint8ClampedArray(STEPS * 4)
  for (let step = 0; step < STEPS; step++) {
    const at = (step / (STEPS - 1)) * (stops.length - 1)
    const below = Math.min(stops.length - 2, Math.floor(at))
    for (let i = 0; i < 3; i++) {
      const [a = 0, b = 0] = [stops[below]?.[i], stops[below + 1]?.[i]]
      ramp[step * 4 + i] = a + (at - below) * (b - a)
    }
    ramp[step * 4 + 3] = 255
  }
  known = { key, ramp }
  return ramp
}

/** Red, green and blue of any colour that a stylesheet may name. */
function channels(color: string): readonly number[] {
  const probe = document.createElement('canvas').getContext('2d')
  if (!probe) return [0, 0, 0]
  probe.fillStyle = color
  probe.fillRect(0, 0, 1, 1)
  return [...probe.getImageData(0, 0, 1, 1).data.slice(0, 3)]
}
