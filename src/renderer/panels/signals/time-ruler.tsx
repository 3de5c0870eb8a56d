import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import type { Stream } from '../../../shared/domain/rows'
import { toMedia } from '../../../shared/domain/time'
import { timeToX, viewport } from '../../session/viewport'
import { onThemeChange, themeColors } from '../../ui/theme-colors'
import { timeStep } from './time-step'

/** Time of the recording, and beside it the time of day where the file says when it began. */
export function TimeRuler({ stream }: { stream: Stream }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let frame: number | undefined
    const draw = (): void => {
      frame = undefined
      if (canvas.current) paint(canvas.current, stream)
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
  }, [stream])
  return <canvas ref={canvas} className="sig-ruler" role="img" aria-label="Time" />
}

function paint(canvas: HTMLCanvasElement, stream: Stream): void {
  const ratio = devicePixelRatio || 1
  const { clientWidth: widthPx, clientHeight: heightPx } = canvas
  const [width, height] = [Math.round(widthPx * ratio), Math.round(heightPx * ratio)]
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  const context = canvas.getContext('2d')
  if (!context || widthPx === 0) return
  const theme = themeColors()
  const view = { ...viewport.getState().view, widthPx }
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, widthPx, heightPx)
  context.font = `10px ${theme.mono}`
  context.textBaseline = 'middle'
  const began = Date.parse(stream.info.startedAt ?? '')
  const step = timeStep(view)
  context.strokeStyle = theme.line
  for (let time = Math.ceil(view.start / step) * step; time <= view.start + view.span; time += step) {
    const x = Math.round(timeToX(view, time)) + 0.5
    context.beginPath()
    context.moveTo(x, heightPx - 6)
    context.lineTo(x, heightPx)
    context.stroke()
    context.fillStyle = theme.muted
    context.fillText(labelOf(time, step, began, stream), x + 3, heightPx / 2)
  }
}

/** The time of day where it is known, as the file's own clock had it; else the time of the recording. */
function labelOf(time: number, step: number, began: number, stream: Stream): string {
  const digits = step >= 1e6 ? 0 : Math.min(6, Math.ceil(-Math.log10(step / 1e6)))
  if (!Number.isFinite(began)) return clockText(time, digits)
  const zone = /[zZ]|[+-]\d\d:?\d\d$/.test(stream.info.startedAt ?? '')
  const local = zone ? 0 : new Date(began).getTimezoneOffset() * -60_000
  const day = (began + local) * 1000 + toMedia(stream, time)
  return clockText(((day % 86_400e6) + 86_400e6) % 86_400e6, digits)
}

function clockText(time: number, digits: number): string {
  const seconds = Math.max(0, time) / 1e6
  const pad = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const rest = (seconds % 60).toFixed(digits).padStart(digits > 0 ? 3 + digits : 2, '0')
  return `${pad(seconds / 3600)}:${pad((seconds / 60) % 60)}:${rest}`
}
