import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { onThemeChange } from './theme-colors'
import './live-canvas.css'

interface LiveCanvasProps {
  /** What it shows, in words. */
  readonly label: string
  /** Draw it; sizes in CSS pixels. */
  readonly paint: (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) => void
  /** Call the listener whenever there is something new to draw; it is drawn once, soon. */
  readonly subscribe: (repaint: () => void) => () => void
}

/** About thirty pictures a second are fluid for points and curves, and leave the window time to read its inputs. */
const LEAST_MS = 24

/** A canvas that fills its place (an element with `position`) and is drawn at most every other screen frame. */
export function LiveCanvas({ label, paint, subscribe }: LiveCanvasProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  const painter = useRef(paint)
  const repaint = useRef<() => void>(() => undefined)
  useEffect(() => {
    painter.current = paint
    repaint.current()
  }, [paint])
  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context) return
    let frame: number | undefined
    let drawnMs = -Infinity
    const draw = (nowMs: number): void => {
      if (nowMs - drawnMs < LEAST_MS) {
        frame = requestAnimationFrame(draw)
        return
      }
      frame = undefined
      drawnMs = nowMs
      const { clientWidth: widthPx, clientHeight: heightPx } = element
      if (widthPx === 0 || heightPx === 0) return
      const scale = window.devicePixelRatio
      const [width, height] = [Math.round(widthPx * scale), Math.round(heightPx * scale)]
      if (element.width !== width) element.width = width
      if (element.height !== height) element.height = height
      context.setTransform(scale, 0, 0, scale, 0, 0)
      context.clearRect(0, 0, widthPx, heightPx)
      painter.current(context, widthPx, heightPx)
    }
    const ask = (): void => {
      frame ??= requestAnimationFrame(draw)
    }
    repaint.current = ask
    const size = new ResizeObserver(ask)
    size.observe(element)
    const stops = [subscribe(ask), onThemeChange(ask), () => size.disconnect()]
    ask()
    return () => {
      if (frame !== undefined) cancelAnimationFrame(frame)
      repaint.current = () => undefined
      stops.forEach((stop) => stop())
    }
  }, [subscribe])
  return <canvas ref={canvas} className="live-canvas" role="img" aria-label={label} />
}
