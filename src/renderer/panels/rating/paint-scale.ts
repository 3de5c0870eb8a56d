import type { TraceMode } from '../../../shared/domain/take'
import type { TraceDim } from '../../session/rating/trace-attributes'
import { themeColors } from '../../ui/theme-colors'

type Samples = readonly (readonly [number, number])[]

/** What the strip of one dimension shows. */
export interface ScaleScene {
  readonly dim: TraceDim
  readonly mode: TraceMode
  /** Time of the playhead, µs. */
  readonly time: number
  /** The rating as it stands; undefined: none. */
  readonly value: number | undefined
  readonly missing: boolean
  /** Samples of the take under way. */
  readonly fresh: Samples
  /** The trace below, as it was before; drawn faintly. */
  readonly earlier: Samples
  /** True while a take is under way: the trace below is only a help then. */
  readonly rating: boolean
  /** Stretch that is re-rated, shaded. */
  readonly span: { readonly start: number; readonly end: number } | undefined
}

const SCALE_PX = 84
const PAD_PX = 18
/** Seconds shown before and after the playhead. */
export const BEFORE = 8_000_000
export const AFTER = 2_500_000

/** Share of the scale at a height, 0 at the bottom and 1 at the top, also outside it. */
export const scaleShare = (yPx: number, heightPx: number): number =>
  Math.max(0, Math.min(1, 1 - (yPx - PAD_PX) / Math.max(1, heightPx - 2 * PAD_PX)))

/** Range that the strip shows: that of the scale, or of what is in view where the scale has no ends. */
export function shownRange(scene: ScaleScene): readonly [number, number] {
  if (scene.mode === 'bounded') return [scene.dim.min, scene.dim.max]
  if (scene.mode === 'binary') return [-1, 1]
  const values = [...scene.fresh, ...scene.earlier].map(([, value]) => value)
  const seen = [...values, scene.value ?? 0].filter((value) => !Number.isNaN(value))
  const low = seen.reduce((least, value) => Math.min(least, value), 0)
  const high = seen.reduce((most, value) => Math.max(most, value), 0)
  const room = Math.max(0.5, (high - low) * 0.15)
  return [low - room, high + room]
}

/** Draw the strip and its scale. */
export function paintScale(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  scene: ScaleScene
): void {
  const colors = themeColors()
  const right = widthPx - SCALE_PX
  const [low, high] = shownRange(scene)
  const y = (value: number): number => PAD_PX + (1 - (value - low) / (high - low)) * (heightPx - 2 * PAD_PX)
  const x = (time: number): number => ((time - scene.time + BEFORE) / (BEFORE + AFTER)) * right
  const now = x(scene.time)

  context.fillStyle = colors.panel
  context.fillRect(0, 0, widthPx, heightPx)
  paintGrid(context, right, heightPx, scene, x, y)
  if (scene.span) shade(context, scene.span, right, heightPx, x)
  const kept = scene.rating
    ? { color: colors.muted, alpha: 0.55, width: 1.5 }
    : { color: colors.accent, alpha: 1, width: 2 }
  if (scene.mode === 'binary') {
    marks(context, scene.earlier, x, y, kept.color, kept.alpha)
    marks(context, scene.fresh, x, y, colors.accent, 1)
  } else {
    curve(context, scene.earlier, x, y, kept)
    curve(context, scene.fresh, x, y, { color: colors.accent, alpha: 1, width: 2 })
  }
  context.fillStyle = colors.play
  context.fillRect(Math.round(now), 0, 1.5, heightPx)
  paintRuler(context, widthPx, heightPx, scene, low, high, y)
  if (scene.value !== undefined) paintCursor(context, right, now, scene, y)
}

function paintGrid(
  context: CanvasRenderingContext2D,
  right: number,
  heightPx: number,
  scene: ScaleScene,
  x: (time: number) => number,
  y: (value: number) => number
): void {
  const colors = themeColors()
  context.fillStyle = colors.grid
  const second = 1_000_000
  for (
    let time = Math.ceil((scene.time - BEFORE) / second) * second;
    time < scene.time + AFTER;
    time += second
  )
    context.fillRect(Math.round(x(time)), 0, 1, heightPx)
  context.fillStyle = colors.line
  context.fillRect(0, Math.round(y(scene.mode === 'bounded' ? scene.dim.neutral : 0)), right, 1)
  for (const time of [0]) if (x(time) > 0) context.fillRect(Math.round(x(time)), 0, 1, heightPx)
}

function shade(
  context: CanvasRenderingContext2D,
  span: { readonly start: number; readonly end: number },
  right: number,
  heightPx: number,
  x: (time: number) => number
): void {
  const from = Math.max(0, x(span.start))
  const to = Math.min(right, x(span.end))
  if (to <= from) return
  context.globalAlpha = 0.09
  context.fillStyle = themeColors().accent
  context.fillRect(from, 0, to - from, heightPx)
  context.globalAlpha = 1
}

function curve(
  context: CanvasRenderingContext2D,
  samples: Samples,
  x: (time: number) => number,
  y: (value: number) => number,
  stroke: { readonly color: string; readonly alpha: number; readonly width: number }
): void {
  context.strokeStyle = stroke.color
  context.globalAlpha = stroke.alpha
  context.lineWidth = stroke.width
  context.lineJoin = 'round'
  context.beginPath()
  let open = false
  for (const [time, value] of samples) {
    if (Number.isNaN(value)) {
      open = false
      continue
    }
    if (open) context.lineTo(x(time), y(value))
    else context.moveTo(x(time), y(value))
    open = true
  }
  context.stroke()
  context.globalAlpha = 1
}

/** Change marks: a triangle up or down on the middle line. */
function marks(
  context: CanvasRenderingContext2D,
  samples: Samples,
  x: (time: number) => number,
  y: (value: number) => number,
  color: string,
  alpha: number
): void {
  context.fillStyle = color
  context.globalAlpha = alpha
  for (const [time, value] of samples) {
    if (Number.isNaN(value) || value === 0) continue
    const at = x(time)
    const tip = y(value * 0.55)
    const foot = y(value * 0.1)
    context.beginPath()
    context.moveTo(at, tip)
    context.lineTo(at - 6, foot)
    context.lineTo(at + 6, foot)
    context.fill()
  }
  context.globalAlpha = 1
}

function paintRuler(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  scene: ScaleScene,
  low: number,
  high: number,
  y: (value: number) => number
): void {
  const colors = themeColors()
  const left = widthPx - SCALE_PX
  context.fillStyle = colors.bg
  context.fillRect(left, 0, SCALE_PX, heightPx)
  context.fillStyle = colors.edge
  context.fillRect(left, 0, 1, heightPx)
  context.font = `11px ${colors.mono}`
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  const values =
    scene.mode === 'binary' ? [1, 0, -1] : [0, 1, 2, 3, 4].map((step) => low + (step / 4) * (high - low))
  for (const value of values) {
    context.fillStyle = colors.edge
    context.fillRect(left, Math.round(y(value)), 6, 1)
    context.fillStyle = colors.muted
    const text = scene.mode === 'binary' ? (value > 0 ? 'up' : value < 0 ? 'down' : 'same') : valueText(value)
    context.fillText(text, left + 10, y(value))
  }
  const [lowEnd, highEnd] = scene.dim.ends ?? []
  context.font = `11px ${colors.font}`
  context.fillStyle = colors.faint
  if (highEnd !== undefined) context.fillText(highEnd, left + 10, y(high) + 15, SCALE_PX - 14)
  if (lowEnd !== undefined) context.fillText(lowEnd, left + 10, y(low) - 15, SCALE_PX - 14)
}

function paintCursor(
  context: CanvasRenderingContext2D,
  right: number,
  now: number,
  scene: ScaleScene,
  y: (value: number) => number
): void {
  const colors = themeColors()
  const value = scene.value ?? 0
  const at = y(value)
  const color = scene.missing ? colors.warn : colors.accent
  context.strokeStyle = color
  context.lineWidth = 1
  context.setLineDash([3, 3])
  context.beginPath()
  context.moveTo(now, Math.round(at) + 0.5)
  context.lineTo(right, Math.round(at) + 0.5)
  context.stroke()
  context.setLineDash([])
  context.fillStyle = color
  context.beginPath()
  context.arc(now, at, 6, 0, 2 * Math.PI)
  context.fill()
  context.beginPath()
  context.moveTo(right, at)
  context.lineTo(right + 9, at - 9)
  context.lineTo(right + SCALE_PX - 6, at - 9)
  context.lineTo(right + SCALE_PX - 6, at + 9)
  context.lineTo(right + 9, at + 9)
  context.fill()
  context.fillStyle = scene.missing ? colors.bg : colors.accentInk
  context.font = `550 11px ${colors.mono}`
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  context.fillText(
    scene.missing ? 'missing' : scene.mode === 'binary' ? 'mark' : valueText(value),
    right + 14,
    at + 0.5
  )
}

/** A value of a scale, short: `0.25`, `-1`, `42`. */
export const valueText = (value: number): string => {
  const size = Math.abs(value)
  const text = (size >= 100 ? Math.round(value).toString() : value.toFixed(2)).replace(/^-(0(\.0+)?)$/, '$1')
  return text.replace('-', '−')
}
