import { formatClock } from '../../../shared/domain/time'
import type { MeasureResult } from '../../../shared/physio/measures/measure-work'
import type { ThemeColors } from '../../ui/theme-colors'

interface Tachogram {
  readonly intervals: NonNullable<MeasureResult['intervals']>
  readonly fromUs: number
  readonly toUs: number
  readonly headUs: number
  readonly widthPx: number
  readonly heightPx: number
  readonly colors: ThemeColors
}

/** Where the curve lies in its canvas, px. */
export const plotArea = (widthPx: number, heightPx: number) => ({
  left: 52,
  top: 8,
  width: Math.max(1, widthPx - 64),
  height: Math.max(1, heightPx - 30)
})

/** Draw intervals in ms over time. Where beats lie closer than pixels, each column shows the shortest and the longest. */
export function paintTachogram(
  context: CanvasRenderingContext2D,
  { intervals, fromUs, toUs, headUs, widthPx, heightPx, colors }: Tachogram
): void {
  const area = plotArea(widthPx, heightPx)
  const { endsUs, ms } = intervals
  const x = (us: number): number => area.left + ((us - fromUs) / (toUs - fromUs)) * area.width
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let i = 0; i < ms.length; i++) {
    const [end = 0, value = Number.NaN] = [endsUs[i], ms[i]]
    if (end < fromUs || end > toUs || Number.isNaN(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  context.clearRect(0, 0, widthPx, heightPx)
  context.font = `11px ${colors.font}`
  if (!(high >= low)) {
    context.fillStyle = colors.muted
    context.fillText('There are no intervals between beats in this stretch.', area.left, heightPx / 2)
    return
  }
  const room = Math.max(20, (high - low) * 0.08)
  const [bottom, top] = [low - room, high + room]
  const y = (value: number): number => area.top + (1 - (value - bottom) / (top - bottom)) * area.height
  const step = roundStep((top - bottom) / Math.max(1, area.height / 34))
  context.textAlign = 'right'
  context.textBaseline = 'middle'
  for (let value = Math.ceil(bottom / step) * step; value <= top; value += step) {
    context.fillStyle = colors.line
    context.fillRect(area.left, Math.round(y(value)), area.width, 1)
    context.fillStyle = colors.muted
    context.fillText(`${Math.round(value)} ms`, area.left - 6, y(value))
  }
  context.textBaseline = 'alphabetic'
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    context.textAlign = share === 0 ? 'left' : share === 1 ? 'right' : 'center'
    const text = formatClock(fromUs + share * (toUs - fromUs))
    context.fillText(
      toUs - fromUs >= 20e6 ? text.slice(0, -4) : text,
      area.left + share * area.width,
      heightPx - 6
    )
  }
  context.strokeStyle = colors.accent
  context.fillStyle = colors.accent
  context.lineWidth = 1
  context.beginPath()
  let open = false
  let shown = 0
  let column: { readonly px: number; low: number; high: number } | undefined
  const flush = (): void => {
    if (!column) return
    if (open) context.lineTo(column.px, y(column.low))
    else context.moveTo(column.px, y(column.low))
    if (column.high > column.low) context.lineTo(column.px, y(column.high))
    open = true
    column = undefined
  }
  for (let i = 0; i < ms.length; i++) {
    const [end = 0, value = Number.NaN] = [endsUs[i], ms[i]]
    if (end < fromUs || end > toUs || Number.isNaN(value)) {
      flush()
      open = false
      continue
    }
    shown++
    const px = Math.round(x(end) * 2) / 2
    if (column?.px === px) {
      column.low = Math.min(column.low, value)
      column.high = Math.max(column.high, value)
    } else {
      flush()
      column = { px, low: value, high: value }
    }
  }
  flush()
  context.stroke()
  // Single beats are told apart where there is room for them.
  if (shown < area.width / 4)
    for (let i = 0; i < ms.length; i++) {
      const [end = 0, value = Number.NaN] = [endsUs[i], ms[i]]
      if (end < fromUs || end > toUs || Number.isNaN(value)) continue
      context.fillRect(x(end) - 1.5, y(value) - 1.5, 3, 3)
    }
  if (headUs >= fromUs && headUs <= toUs) {
    context.fillStyle = colors.play
    context.fillRect(Math.round(x(headUs)), area.top, 1, area.height)
  }
}

/** 1, 2 or 5 times a power of ten, not below. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  const step = [1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10
  return step * power
}
