import type { Painting } from './lane-canvas'
import type { Tile } from './tiles'
import { timeToX } from '../../session/viewport'

/** Scale of the channels of a lane: units per half a row, and the middle of each channel. */
export interface SignalScale {
  readonly half: number
  readonly middles: readonly number[]
  readonly lows: readonly number[]
  readonly highs: readonly number[]
}

/** Read a scale from a slice. One channel fills its lane; many share one gain, so that their sizes can be compared. */
export function scaleOf(tile: Tile, channels: number): SignalScale {
  const lows: number[] = []
  const highs: number[] = []
  for (let channel = 0; channel < channels; channel++) {
    // The extremes of one channel are exact; of many, a few hundred columns say as much of the size as thousands.
    const step = channels === 1 ? 1 : Math.max(1, Math.floor(tile.columns / ENOUGH))
    const rare = channels === 1 ? 0 : RARE
    const minima = everyNth(tile, channel, 0, step)
    const maxima = everyNth(tile, channel, 1, step)
    lows.push(minima[Math.floor(minima.length * rare)] ?? 0)
    highs.push(maxima[Math.floor((maxima.length - 1) * (1 - rare))] ?? 0)
  }
  const halves = lows.map((low, index) => ((highs[index] ?? 0) - low) / 2).sort((a, b) => a - b)
  // A single bad electrode must not flatten all others: three quarters of the channels decide.
  const half = halves[Math.min(halves.length - 1, Math.floor(halves.length * 0.75))] ?? 0
  const middles = lows.map((low, index) => (low + (highs[index] ?? 0)) / 2)
  return { half: half > 0 ? half : 1, middles, lows, highs }
}

/** Share of columns at each end that many-channel lanes leave out of their scale: blinks and movements may leave their row. */
const RARE = 0.02

/** Columns that a scale of many channels is read from. */
const ENOUGH = 400

/** Minima (`side` 0) or maxima of every nth column that has any, in order of size. */
function everyNth(tile: Tile, channel: number, side: 0 | 1, step: number): Float32Array {
  const start = channel * tile.columns * 2 + side
  const values = new Float32Array(Math.ceil(tile.columns / step))
  let count = 0
  for (let column = 0; column < tile.columns; column += step) {
    const value = tile.data[start + 2 * column] ?? Number.NaN
    if (!Number.isNaN(value)) values[count++] = value
  }
  return values.subarray(0, count).sort()
}

interface SignalPicture {
  readonly tile: Tile
  readonly scale: SignalScale
  readonly labels: readonly string[]
  readonly unit: string
  readonly colorOf: (channel: number) => string
  readonly rateHz: number
}

/** Share of a row that the signal may fill. */
const FILL = 0.92

/** Draw channels below each other: columns of minimum and maximum, or the samples themselves when there is room. */
export function paintSignal(painting: Painting, picture: SignalPicture): void {
  const { context, view, widthPx, heightPx, theme } = painting
  const { tile, scale, labels } = picture
  const rowPx = heightPx / labels.length
  const samplesPerPixel = ((view.span / 1e6) * picture.rateHz) / widthPx
  labels.forEach((_, channel) => {
    const base = rowPx * (channel + 0.5)
    const gain = ((rowPx / 2) * FILL) / scale.half
    const middle = scale.middles[channel] ?? 0
    const yOf = (value: number): number => base - (value - middle) * gain
    context.strokeStyle = picture.colorOf(channel)
    context.lineWidth = labels.length === 1 ? 1.4 : 1
    strokeColumns(painting, tile, channel, yOf, samplesPerPixel)
  })
  context.lineWidth = 1
  context.textBaseline = 'middle'
  if (labels.length > 1) {
    context.font = `10px ${theme.mono}`
    labels.forEach((label, channel) => onPlate(context, label, 4, rowPx * channel + 7, theme.muted, theme.bg))
  } else if (heightPx >= 34) {
    context.font = `10px ${theme.mono}`
    onPlate(context, `${formatValue(scale.highs[0] ?? 0)} ${picture.unit}`, 4, 8, theme.muted, theme.bg)
    onPlate(context, formatValue(scale.lows[0] ?? 0), 4, heightPx - 8, theme.muted, theme.bg)
  }
}

/** A line through minimum and maximum of each column; a gap where there is no data. */
function strokeColumns(
  { context, view, widthPx, theme }: Painting,
  tile: Tile,
  channel: number,
  yOf: (value: number) => number,
  samplesPerPixel: number
): void {
  const start = channel * tile.columns * 2
  const step = (tile.to - tile.from) / tile.columns
  const first = Math.max(0, Math.floor((view.start - tile.from) / step) - 1)
  const last = Math.min(tile.columns - 1, Math.ceil((view.start + view.span - tile.from) / step) + 1)
  const single = samplesPerPixel < 1
  // The place of a column is counted on from the first: thousands of them are drawn on every frame.
  const stepPx = (step / view.span) * widthPx
  const leftPx = timeToX({ ...view, widthPx }, tile.from)
  const middlePx = leftPx + (single ? 0 : 0.5) * stepPx
  let open = false
  context.beginPath()
  for (let column = first; column <= last; column++) {
    const low = tile.data[start + 2 * column] ?? NaN
    const high = tile.data[start + 2 * column + 1] ?? NaN
    if (Number.isNaN(low) || Number.isNaN(high)) {
      open = false
      continue
    }
    const x = middlePx + column * stepPx
    const [top, bottom] = [yOf(high), yOf(low)]
    if (open) context.lineTo(x, bottom)
    else context.moveTo(x, bottom)
    if (!single && bottom - top > 0.5) context.lineTo(x, top)
    open = true
  }
  context.stroke()
  if (samplesPerPixel > 0.15) return
  context.fillStyle = theme.text
  for (let column = first; column <= last; column++) {
    const value = tile.data[start + 2 * column] ?? NaN
    if (!Number.isNaN(value)) context.fillRect(leftPx + column * stepPx - 1.5, yOf(value) - 1.5, 3, 3)
  }
}

/** Text on a plate, because lines run under it. */
function onPlate(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  color: string,
  around: string
): void {
  const { width } = context.measureText(text)
  context.fillStyle = around
  context.globalAlpha = 0.82
  context.beginPath()
  context.roundRect(x - 2, y - 6, width + 4, 12, 2)
  context.fill()
  context.globalAlpha = 1
  context.fillStyle = color
  context.fillText(text, x, y)
}

const formatValue = (value: number): string => {
  const size = Math.abs(value)
  return size >= 100 ? value.toFixed(0) : size >= 1 ? value.toFixed(1) : value.toPrecision(2)
}
