import type { MouseEvent, ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import type { TraceSeriesAnswer } from '../../../../../shared/contract/traces'
import { micros } from '../../../../../shared/domain/time'
import { clock } from '../../../../session/clock'
import { requestSeek } from '../../../../session/selection'
import { onThemeChange, themeColors } from '../../../../ui/theme-colors'

/** Share of the height that the two traces take; their distance stands below. */
const UPPER = 0.66

/** Two traces over their distance; a click plays from there. */
export function TraceStrip({ series }: { series: TraceSeriesAnswer }): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const head = useRef<HTMLDivElement>(null)
  const duration = series.bin * series.residual.length
  useEffect(() => {
    const paint = (): void => {
      if (canvas.current) paintSeries(canvas.current, series)
    }
    const size = new ResizeObserver(paint)
    if (frame.current) size.observe(frame.current)
    const stop = onThemeChange(paint)
    paint()
    return () => {
      size.disconnect()
      stop()
    }
  }, [series])
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
    requestSeek(micros(Math.round(((event.clientX - box.left) / Math.max(1, box.width)) * duration)), {
      play: true
    })
  }
  const apart = series.residual.filter((value) => value !== null)
  const mean = apart.reduce((sum, value) => sum + Math.abs(value), 0) / Math.max(1, apart.length)
  return (
    <div className="traces-strip" ref={frame} onClick={onClick}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`Both traces along the recording, on average ${mean.toFixed(2)} apart; a click plays from there`}
      />
      <div className="traces-playhead" ref={head} />
    </div>
  )
}

/** Both traces above on the scale, their distance below around zero: up where the candidate is above. */
function paintSeries(canvas: HTMLCanvasElement, series: TraceSeriesAnswer): void {
  const { clientWidth: width, clientHeight: height } = canvas
  if (width === 0 || height === 0) return
  canvas.width = Math.round(width * devicePixelRatio)
  canvas.height = Math.round(height * devicePixelRatio)
  const to = canvas.getContext('2d')
  if (!to) return
  to.scale(devicePixelRatio, devicePixelRatio)
  const colors = themeColors()
  const { reference, candidate, residual, range } = series
  const [low, high] = range
  const upper = height * UPPER
  const x = (bin: number): number => (bin / residual.length) * width
  const y = (value: number): number => 5 + (1 - (value - low) / (high - low)) * (upper - 10)
  const zero = upper + (height - upper) / 2
  to.fillStyle = colors.line
  to.fillRect(0, Math.round(upper), width, 1)
  to.fillRect(0, Math.round(y((low + high) / 2)), width, 1)
  const most = Math.max(1e-9, ...residual.map((value) => Math.abs(value ?? 0)))
  const reach = (height - upper) / 2 - 3
  residual.forEach((value, bin) => {
    if (value === null) return
    const tall = (Math.abs(value) / most) * reach
    to.fillStyle = value > 0 ? colors.accent : colors.warn
    to.globalAlpha = 0.7
    to.fillRect(x(bin), value > 0 ? zero - tall : zero, Math.max(1, x(bin + 1) - x(bin)), tall)
  })
  to.globalAlpha = 1
  to.fillStyle = colors.edge
  to.fillRect(0, Math.round(zero), width, 1)
  const line = (values: readonly (number | null)[], color: string, dash: number[], thick: number): void => {
    to.beginPath()
    let drawing = false
    values.forEach((value, bin) => {
      if (value === null) {
        drawing = false
        return
      }
      const at = [x(bin + 0.5), y(value)] as const
      if (drawing) to.lineTo(...at)
      else to.moveTo(...at)
      drawing = true
    })
    to.strokeStyle = color
    to.setLineDash(dash)
    to.lineWidth = thick
    to.lineJoin = 'round'
    to.stroke()
  }
  line(reference, colors.text, [], 1.5)
  line(candidate, colors.accent, [5, 2], 1.5)
  to.setLineDash([])
  to.fillStyle = colors.muted
  to.font = `10px ${colors.mono}`
  to.textBaseline = 'top'
  to.fillText(shortNumber(high), 3, 2)
  to.textBaseline = 'bottom'
  to.fillText(shortNumber(low), 3, upper - 1)
  to.textBaseline = 'top'
  to.fillText(`±${most.toFixed(2)}`, 3, upper + 2)
}

const shortNumber = (value: number): string => String(Number(value.toFixed(2))).replace('-', '−')
