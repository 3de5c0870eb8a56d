import type { MouseEvent, ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import type { AgreementCurve } from '../../../shared/agreement/agreement-curve'
import { micros } from '../../../shared/domain/time'
import { clock } from '../../session/clock'
import { requestSeek } from '../../session/selection'
import { onThemeChange, themeColors } from '../../ui/theme-colors'

interface StripProps {
  readonly curve: AgreementCurve
  /** Below the first a column is red, from the second on green. */
  readonly levels?: readonly [number, number]
}
const LABEL_LEVELS = [0.5, 0.999] as const

/** A curve as columns; a click plays from there. */
export function Strip({ curve, levels = LABEL_LEVELS }: StripProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const head = useRef<HTMLDivElement>(null)
  const duration = curve.step * curve.agreement.length
  useEffect(() => {
    const paint = (): void => {
      if (canvas.current) paintCurve(canvas.current, curve, levels)
    }
    const size = new ResizeObserver(paint)
    if (frame.current) size.observe(frame.current)
    const stop = onThemeChange(paint)
    paint()
    return () => {
      size.disconnect()
      stop()
    }
  }, [curve, levels])
  useEffect(() => {
    const place = (): void => {
      const width = frame.current?.clientWidth ?? 0
      if (head.current) head.current.style.transform = `translateX(${(clock.get() / duration) * width}px)`
    }
    place()
    return clock.subscribe(place)
  }, [duration])
  const onClick = (event: MouseEvent): void => {
    const box = event.currentTarget.getBoundingClientRect()
    requestSeek(micros(((event.clientX - box.left) / Math.max(1, box.width)) * duration), { play: true })
  }
  const known = curve.agreement.filter((value) => value !== null)
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length)
  return (
    <div className="agree-strip" ref={frame} onClick={onClick}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`Share of agreeing pairs along the recording, on average ${mean.toFixed(2)}; a click plays from there`}
      />
      <div className="agree-playhead" ref={head} />
    </div>
  )
}

/** One column for each bin: as high as the share of agreeing pairs, red where low; nothing where nobody meets. */
function paintCurve(
  canvas: HTMLCanvasElement,
  { agreement }: AgreementCurve,
  [bad, good]: readonly [number, number]
): void {
  const { clientWidth: width, clientHeight: height } = canvas
  if (width === 0 || height === 0) return
  canvas.width = Math.round(width * devicePixelRatio)
  canvas.height = Math.round(height * devicePixelRatio)
  const to = canvas.getContext('2d')
  if (!to) return
  to.scale(devicePixelRatio, devicePixelRatio)
  const colors = themeColors()
  to.fillStyle = colors.line
  for (const share of [0.5, 1]) to.fillRect(0, Math.round((1 - share) * (height - 2)), width, 1)
  agreement.forEach((value, bin) => {
    if (value === null) return
    const from = (bin / agreement.length) * width
    const until = ((bin + 1) / agreement.length) * width
    const top = (1 - value) * (height - 2)
    to.fillStyle = value < bad ? colors.bad : value < good ? colors.warn : colors.good
    to.globalAlpha = 0.4
    to.fillRect(from, top, until - from + 0.5, height - top)
    to.globalAlpha = 1
    to.fillRect(from, top, until - from + 0.5, 2)
  })
}
