import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { formatClock, micros } from '../../../shared/domain/time'
import { clock } from '../../session/clock'
import { Slider } from '../../ui/slider'
import { onThemeChange, themeColors } from '../../ui/theme-colors'
import type { ColumnStretch } from '../../session/trace-columns'

interface LagPreviewProps {
  readonly stretch: ColumnStretch
  /** What is held against: the others as they will be aligned, or the feature. */
  readonly reference: Float64Array | undefined
  readonly own: Float64Array | undefined
  readonly lagSeconds: number
  readonly color: string
  readonly name: string
}

/** Seconds shown at a time. */
const SHOWN_SECONDS = 40

/** One trace as it was rated (thin) and moved by its lag (thick), over what it is held against (grey). */
export function LagPreview({ stretch, reference, own, lagSeconds, color, name }: LagPreviewProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  const total = (stretch.to - stretch.from) / 1e6
  const span = Math.min(SHOWN_SECONDS, total)
  const [start, setStart] = useState(() => Math.max(0, Math.min(total - span, clock.get() / 1e6 - span / 2)))
  useEffect(() => {
    const paint = (): void => {
      if (!canvas.current) return
      const colors = themeColors()
      const rate = stretch.rateHz
      const part = { from: Math.floor(start * rate), count: Math.ceil(span * rate) }
      paintLines(canvas.current, colors, part, [
        { values: reference, shift: 0, color: colors.muted, width: 1.5, scaled: true },
        { values: own, shift: 0, color, width: 1, faint: true },
        { values: own, shift: Math.round(lagSeconds * rate), color, width: 2 }
      ])
    }
    const size = new ResizeObserver(paint)
    if (canvas.current) size.observe(canvas.current)
    const stop = onThemeChange(paint)
    paint()
    return () => {
      size.disconnect()
      stop()
    }
  }, [stretch, reference, own, lagSeconds, color, start, span])
  return (
    <figure className="lag-preview">
      <canvas
        ref={canvas}
        role="img"
        aria-label={`${name} moved by ${lagSeconds.toFixed(2)} s, from ${formatClock(micros(start * 1e6))}`}
      />
      <figcaption>
        <span className="lag-key" data-kind="reference">
          held against
        </span>
        <span className="lag-key" data-kind="rated" style={{ '--own': color } as React.CSSProperties}>
          as rated
        </span>
        <span className="lag-key" data-kind="moved" style={{ '--own': color } as React.CSSProperties}>
          moved {lagSeconds.toFixed(2)} s earlier
        </span>
        <span className="grow" />
        <span className="mono">{formatClock(micros(start * 1e6)).slice(3, 8)}</span>
        {total > span && (
          <Slider label="Part shown" value={start} min={0} max={total - span} step={1} onChange={setStart} />
        )}
      </figcaption>
    </figure>
  )
}

interface Line {
  readonly values: Float64Array | undefined
  /** Columns that the values come from later. */
  readonly shift: number
  readonly color: string
  readonly width: number
  readonly faint?: boolean
  /** Drawn on a scale of its own. */
  readonly scaled?: boolean
}

function paintLines(
  canvas: HTMLCanvasElement,
  colors: { readonly line: string },
  { from, count }: { readonly from: number; readonly count: number },
  lines: readonly Line[]
): void {
  const { clientWidth: width, clientHeight: height } = canvas
  if (width === 0 || height === 0) return
  canvas.width = Math.round(width * devicePixelRatio)
  canvas.height = Math.round(height * devicePixelRatio)
  const to = canvas.getContext('2d')
  if (!to) return
  to.scale(devicePixelRatio, devicePixelRatio)
  to.fillStyle = colors.line
  to.fillRect(0, Math.round(height / 2), width, 1)
  for (const { values, shift, color, width: thick, faint } of lines) {
    if (!values) continue
    const [low, high] = extremes(values, from, count)
    to.strokeStyle = color
    to.lineWidth = thick
    to.globalAlpha = faint ? 0.45 : 1
    to.beginPath()
    let open = false
    for (let i = 0; i < count; i++) {
      const value = values[from + i + shift] ?? Number.NaN
      if (Number.isNaN(value)) {
        open = false
        continue
      }
      const x = (i / count) * width
      const y = height - 6 - ((value - low) / (high - low || 1)) * (height - 12)
      if (open) to.lineTo(x, y)
      else to.moveTo(x, y)
      open = true
    }
    to.stroke()
  }
  to.globalAlpha = 1
}

function extremes(values: Float64Array, from: number, count: number): readonly [number, number] {
  let low = Infinity
  let high = -Infinity
  for (let i = Math.max(0, from); i < from + count; i++) {
    const value = values[i] ?? Number.NaN
    if (value < low) low = value
    if (value > high) high = value
  }
  return low > high ? [0, 1] : [low, high]
}
