import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { LiveCanvas } from '../../ui/live-canvas'
import { themeColors } from '../../ui/theme-colors'
import { placing, rowAt, rowsWithin, xOf, yOf, type Placing } from './place-points'
import type { PointColors } from './point-colors'

interface ScatterProps {
  readonly label: string
  readonly points: Float32Array
  readonly colors: PointColors
  readonly chosen: ReadonlySet<number>
  /** Row that is open. */
  readonly current: number | undefined
  readonly onHover: (row: number | undefined) => void
  readonly onOpen: (row: number) => void
  readonly onLasso: (rows: readonly number[]) => void
}

/** Below this a drag is a click, pixels. */
const CLICK_PX = 4
const MANY = 4000

/** The points of a map. A click opens one, a line drawn around several chooses them, arrows go from one to the next. */
export function Scatter({
  label,
  points,
  colors,
  chosen,
  current,
  onHover,
  onOpen,
  onLasso
}: ScatterProps): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const at = useRef<Placing>({ scale: 1, left: 0, top: 0 })
  const line = useRef<number[]>([])
  const repaint = useRef<() => void>(() => undefined)
  const [hovered, setHovered] = useState<number>()
  const paint = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) => {
      at.current = placing(points, widthPx, heightPx)
      paintPoints(context, points, at.current, colors, chosen)
      for (const row of [hovered, current]) if (row !== undefined) paintRing(context, points, at.current, row)
      paintLine(context, line.current)
    },
    [points, colors, chosen, hovered, current]
  )
  const subscribe = useCallback((ask: () => void) => {
    repaint.current = ask
    return () => undefined
  }, [])
  useEffect(() => onHover(hovered), [hovered, onHover])

  const place = (event: PointerEvent): readonly [number, number] => {
    const bounds = box.current?.getBoundingClientRect()
    return [event.clientX - (bounds?.left ?? 0), event.clientY - (bounds?.top ?? 0)]
  }
  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    line.current = [...place(event)]
  }
  const move = (event: PointerEvent): void => {
    const [x, y] = place(event)
    if (line.current.length === 0) return setHovered(rowAt(points, at.current, x, y))
    line.current.push(x, y)
    repaint.current()
  }
  const up = (event: PointerEvent): void => {
    const drawn = line.current
    line.current = []
    repaint.current()
    if (drawn.length === 0) return
    const [x, y] = place(event)
    const far = drawn.some(
      (value, i) => Math.abs(value - ((i % 2 === 0 ? drawn[0] : drawn[1]) ?? 0)) > CLICK_PX
    )
    if (far) return onLasso(rowsWithin(points, at.current, drawn))
    const row = rowAt(points, at.current, x, y)
    if (row !== undefined) onOpen(row)
  }
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    const count = points.length / 2
    onOpen(((current ?? (step > 0 ? -1 : count)) + step + count) % count)
  }
  return (
    <div
      ref={box}
      className="emb-map"
      role="group"
      tabIndex={0}
      aria-label={`${label}. Arrows go from one to the next; draw around several to put them in the sample queue.`}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerLeave={() => setHovered(undefined)}
      onKeyDown={press}
    >
      <LiveCanvas label={label} paint={paint} subscribe={subscribe} />
    </div>
  )
}

function paintPoints(
  context: CanvasRenderingContext2D,
  points: Float32Array,
  at: Placing,
  { codes, classes }: PointColors,
  chosen: ReadonlySet<number>
): void {
  const { faint } = themeColors()
  const radius = points.length / 2 > MANY ? 2 : 3.5
  const byClass = new Map<number, number[]>()
  codes.forEach((code, row) => {
    const known = byClass.get(code)
    if (known) known.push(row)
    else byClass.set(code, [row])
  })
  // Those without a class lie below the others.
  for (const [code, rows] of [...byClass].sort(([a], [b]) => a - b)) {
    context.fillStyle = classes[code]?.color ?? faint
    context.globalAlpha = code < 0 ? 0.35 : chosen.size > 0 ? 0.3 : 0.85
    dots(context, points, at, rows, radius)
    if (chosen.size === 0) continue
    context.globalAlpha = 1
    dots(
      context,
      points,
      at,
      rows.filter((row) => chosen.has(row)),
      radius + 1
    )
  }
  context.globalAlpha = 1
}

function dots(
  context: CanvasRenderingContext2D,
  points: Float32Array,
  at: Placing,
  rows: readonly number[],
  radius: number
): void {
  context.beginPath()
  for (const row of rows) {
    const [x, y] = [xOf(points, row, at), yOf(points, row, at)]
    context.moveTo(x + radius, y)
    context.arc(x, y, radius, 0, 2 * Math.PI)
  }
  context.fill()
}

function paintRing(context: CanvasRenderingContext2D, points: Float32Array, at: Placing, row: number): void {
  const { text, panel } = themeColors()
  for (const [color, width] of [
    [panel, 4],
    [text, 1.75]
  ] as const) {
    context.strokeStyle = color
    context.lineWidth = width
    context.beginPath()
    context.arc(xOf(points, row, at), yOf(points, row, at), 6.5, 0, 2 * Math.PI)
    context.stroke()
  }
}

function paintLine(context: CanvasRenderingContext2D, line: readonly number[]): void {
  if (line.length < 4) return
  const { accent } = themeColors()
  context.strokeStyle = accent
  context.fillStyle = accent
  context.lineWidth = 1.5
  context.beginPath()
  for (let i = 0; i < line.length; i += 2) context.lineTo(line[i] ?? 0, line[i + 1] ?? 0)
  context.stroke()
  context.globalAlpha = 0.1
  context.fill()
  context.globalAlpha = 1
}
