import type { SoundSeries } from '../../../shared/audio/sound-feature'
import { toMedia } from '../../../shared/domain/time'
import type { StreamClock } from '../../../shared/domain/time'
import { paintHeat } from '../../ui/paint-heat'
import type { ThemeColors } from '../../ui/theme-colors'

export interface SeriesPicture {
  readonly series: SoundSeries
  readonly clock: StreamClock
  /** Stretch of the recording in view, µs. */
  readonly from: number
  readonly to: number
  readonly headUs: number
  readonly scale: readonly [low: number, high: number]
  readonly unit: string
  /** Frames at or below are silent. */
  readonly threshold?: number | undefined
  readonly colors: ThemeColors
}

/** Pixels left free above and below a curve. */
export const PAD_PX = 10

/** Where a value lies in a strip of a height. */
export const yOf = (value: number, [low, high]: SeriesPicture['scale'], heightPx: number): number =>
  PAD_PX + (1 - (value - low) / (high - low)) * (heightPx - 2 * PAD_PX)

/** The lowest and highest value of a series with a little room; levels begin at 0. */
export function scaleOf({ values }: SoundSeries, fromZero: boolean): readonly [number, number] {
  let low = fromZero ? 0 : Infinity
  let high = -Infinity
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  if (!(high > low)) return Number.isFinite(low) ? [low - 1, low + 1] : [0, 1]
  return [fromZero ? 0 : low - (high - low) * 0.05, high + (high - low) * 0.05]
}

/** Draw a curve, or many rows as colours, over the stretch in view. */
export function paintSeries(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  picture: SeriesPicture
): void {
  const { series, colors, from, to, headUs } = picture
  if (series.dims.length > 1) paintRows(context, widthPx, heightPx, picture)
  else paintCurve(context, widthPx, heightPx, picture)
  const x = ((headUs - from) / (to - from)) * widthPx
  if (x >= 0 && x <= widthPx) {
    context.fillStyle = colors.play
    context.fillRect(Math.round(x), 0, 1, heightPx)
  }
}

/** First and last frame of a column of pixels: [first, behind the last), one at least. */
function framesOf(
  { series, clock, from, to }: SeriesPicture,
  widthPx: number
): (column: number) => readonly [number, number] {
  const frameAt = (column: number): number =>
    (toMedia(clock, from + (column / widthPx) * (to - from)) / 1e6 - series.startSeconds) * series.rateHz +
    0.5
  return (column) => {
    const first = Math.floor(frameAt(column))
    return [first, Math.max(first + 1, Math.floor(frameAt(column + 1)))]
  }
}

function paintRows(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  picture: SeriesPicture
): void {
  const { series, scale, colors } = picture
  const rows = series.dims.length
  const count = series.values.length / rows
  const columns = Math.max(1, Math.round(widthPx))
  const range = framesOf(picture, widthPx)
  const spans = Array.from({ length: columns }, (_, column) => range(column))
  const [low, high] = scale
  paintHeat(
    context,
    {
      columns,
      rows,
      low,
      high,
      valueAt(column, row) {
        const [first, behind] = spans[column] ?? [0, 0]
        if (behind <= 0 || first >= count) return NaN
        let most = -Infinity
        for (let frame = Math.max(0, first); frame < Math.min(count, behind); frame++)
          most = Math.max(most, series.values[frame * rows + row] ?? -Infinity)
        return most
      }
    },
    { x: 0, y: 0, widthPx, heightPx },
    colors
  )
}

function paintCurve(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  picture: SeriesPicture
): void {
  const { series, scale, colors, threshold, unit } = picture
  const range = framesOf(picture, widthPx)
  const count = series.values.length
  context.strokeStyle = colors.accent
  context.lineWidth = 1.3
  context.fillStyle = colors.hover
  let open = false
  context.beginPath()
  for (let column = 0; column < widthPx; column++) {
    const [first, behind] = range(column)
    let low = Infinity
    let high = -Infinity
    for (let frame = Math.max(0, first); frame < Math.min(count, behind); frame++) {
      const value = series.values[frame] ?? NaN
      if (value < low) low = value
      if (value > high) high = value
    }
    if (low > high) {
      open = false
      continue
    }
    if (threshold !== undefined && high <= threshold) context.fillRect(column, 0, 1, heightPx)
    if (open) context.lineTo(column + 0.5, yOf(low, scale, heightPx))
    else context.moveTo(column + 0.5, yOf(low, scale, heightPx))
    context.lineTo(column + 0.5, yOf(high, scale, heightPx) - (open ? 0 : 0.6))
    open = true
  }
  context.stroke()
  context.lineWidth = 1
  context.font = `10px ${colors.mono}`
  context.textBaseline = 'middle'
  context.fillStyle = colors.muted
  context.fillText(`${numberText(scale[1])} ${unit}`, 6, PAD_PX)
  context.fillText(numberText(scale[0]), 6, heightPx - PAD_PX)
}

const numberText = (value: number): string =>
  (Math.abs(value) >= 10 ? value.toFixed(0) : value.toPrecision(2)).replace('-', '−')
