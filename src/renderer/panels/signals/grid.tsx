import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import type { SignalLook } from '../../session/signals/signal-state'
import { timeToX, viewport } from '../../session/viewport'
import { onThemeChange, themeColors } from '../../ui/theme-colors'
import { gridLines } from './grid-lines'
import { FILL } from './paint'
import { scaleText } from './scale-text'
import type { RowScale } from './scales'
import { timeStep } from './time-step'

/** Rows lower than this have no room for the values of their lines. */
const LABELLED_PX = 96

interface GridProps {
  readonly firstRow: number
  readonly rowPx: number
  readonly scales: readonly RowScale[]
  readonly look: SignalLook
}

/** Lines at round values of each row's unit and at the times of the ruler, under the signals. */
export function Grid({ firstRow, rowPx, scales, look }: GridProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let frame: number | undefined
    const draw = (): void => {
      frame = undefined
      if (canvas.current) paint(canvas.current, { firstRow, rowPx, scales, look })
    }
    const ask = (): void => void (frame ??= requestAnimationFrame(draw))
    const resize = new ResizeObserver(ask)
    if (canvas.current) resize.observe(canvas.current)
    const stops = [viewport.subscribe(ask), onThemeChange(ask)]
    ask()
    return () => {
      resize.disconnect()
      stops.forEach((stop) => stop())
      if (frame !== undefined) cancelAnimationFrame(frame)
    }
  }, [firstRow, rowPx, scales, look])
  return <canvas ref={canvas} className="sig-canvas sig-grid" aria-hidden />
}

function paint(canvas: HTMLCanvasElement, { firstRow, rowPx, scales, look }: GridProps): void {
  const ratio = devicePixelRatio || 1
  const { clientWidth: widthPx, clientHeight: heightPx } = canvas
  const [width, height] = [Math.round(widthPx * ratio), Math.round(heightPx * ratio)]
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  const context = canvas.getContext('2d')
  if (!context || widthPx === 0) return
  const theme = themeColors()
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, widthPx, heightPx)
  if (!look.grid) return
  const view = { ...viewport.getState().view, widthPx }
  context.fillStyle = theme.grid
  const step = timeStep(view)
  for (let time = Math.ceil(view.start / step) * step; time <= view.start + view.span; time += step)
    context.fillRect(Math.round(timeToX(view, time)), 0, 1, heightPx)
  const butterfly = look.mode === 'butterfly'
  const rows = butterfly ? scales.slice(0, 1) : scales
  const half = ((butterfly ? heightPx : rowPx) / 2) * FILL
  const labelled = (butterfly ? heightPx : rowPx) >= LABELLED_PX
  context.font = `10px ${theme.mono}`
  context.textBaseline = 'bottom'
  rows.forEach((scale, at) => {
    const middle = butterfly ? heightPx / 2 : (at - firstRow + 0.5) * rowPx
    if (middle < -rowPx || middle > heightPx + rowPx) return
    for (const value of gridLines(scale, half)) {
      const y = Math.round(middle - (((value - scale.middle) * half) / scale.half) * scale.up)
      context.fillStyle = value === 0 ? theme.line : theme.grid
      context.fillRect(0, y, widthPx, 1)
      if (!labelled || value === 0) continue
      context.fillStyle = theme.muted
      context.fillText(scaleText(value, scale.unit), 4, y)
    }
  })
}
