import { useEffect, useLayoutEffect, useRef } from 'react'
import type { ItemAxis } from '../../../shared/documents/item-axis'
import { itemAxis } from '../../session/pages/item-axis'
import { selection } from '../../session/selection'
import { viewport, type Viewport } from '../../session/viewport'
import { onThemeChange, themeColors, type ThemeColors } from '../../ui/theme-colors'

/** What a lane is given to draw itself: a context in CSS pixels, cleared. */
export interface Painting {
  readonly context: CanvasRenderingContext2D
  readonly view: Viewport
  readonly widthPx: number
  readonly heightPx: number
  readonly pixelRatio: number
  readonly theme: ThemeColors
  /** Where the open recording has no clock: its items. */
  readonly axis: ItemAxis | undefined
}

interface LaneCanvasProps {
  readonly paint: (painting: Painting) => void
  /** Whether there is nothing to paint now: such a canvas is hidden, as it would cost time on every frame. */
  readonly isBlank?: () => boolean
  /** Further sources of change: each is given the function that asks for a new picture. */
  readonly subscribe?: (invalidate: () => void) => () => void
  readonly label: string
  readonly className?: string
}

/** A canvas as wide as the time axis that draws on the next screen frame, and only when something changed. */
export function LaneCanvas({
  paint,
  isBlank,
  subscribe,
  label,
  className
}: LaneCanvasProps): React.JSX.Element {
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const paintRef = useRef(paint)
  const invalidateRef = useRef<() => void>(() => undefined)

  useLayoutEffect(() => {
    paintRef.current = paint
    invalidateRef.current()
  }, [paint])

  useEffect(() => {
    const canvas = canvasRef.current
    if (!canvas) return
    let frame: number | undefined
    const draw = (): void => {
      frame = undefined
      const blank = isBlank?.() ?? false
      canvas.style.visibility = blank ? 'hidden' : ''
      if (!blank) paintCanvas(canvas, paintRef.current)
    }
    const invalidate = (): void => void (frame ??= requestAnimationFrame(draw))
    invalidateRef.current = invalidate
    const resize = new ResizeObserver(invalidate)
    resize.observe(canvas)
    const stops = [viewport.subscribe(invalidate), onThemeChange(invalidate), subscribe?.(invalidate)]
    invalidate()
    return () => {
      resize.disconnect()
      stops.forEach((stop) => stop?.())
      if (frame !== undefined) cancelAnimationFrame(frame)
      invalidateRef.current = () => undefined
    }
  }, [subscribe, isBlank])

  return <canvas ref={canvasRef} className={className ?? 'tl-canvas'} role="img" aria-label={label} />
}

function paintCanvas(canvas: HTMLCanvasElement, paint: (painting: Painting) => void): void {
  const pixelRatio = devicePixelRatio || 1
  const { clientWidth: widthPx, clientHeight: heightPx } = canvas
  if (widthPx === 0 || heightPx === 0) return
  const [width, height] = [Math.round(widthPx * pixelRatio), Math.round(heightPx * pixelRatio)]
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  const context = canvas.getContext('2d')
  if (!context) return
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
  context.clearRect(0, 0, widthPx, heightPx)
  paint({
    context,
    view: { ...viewport.getState().view, widthPx },
    widthPx,
    heightPx,
    pixelRatio,
    theme: themeColors(),
    axis: itemAxis(selection().recordingId)
  })
}
