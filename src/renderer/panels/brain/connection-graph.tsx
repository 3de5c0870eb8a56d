import type { ReactNode } from 'react'
import { useCallback, useMemo } from 'react'
import type { Stream } from '../../../shared/domain/rows'
import type { SignalRow } from '../../session/signals/channels'
import { placesOf } from '../../session/signals/scalp'
import { colorAt, outline } from '../../ui/head-map'
import { LiveCanvas } from '../../ui/live-canvas'
import { themeColors } from '../../ui/theme-colors'
import type { Link } from './connections'

const never = (): (() => void) => () => undefined

/** Pairs as lines between electrodes on the head, the stronger the brighter and wider. Channels without a place stand on a row below. */
export function ConnectionGraph({
  stream,
  rows,
  links
}: {
  stream: Stream
  rows: readonly SignalRow[]
  links: readonly Link[]
}): ReactNode {
  const points = useMemo(() => {
    const { places, without } = placesOf(stream, rows)
    const found = new Map(places.map(({ at, point }) => [at, point] as const))
    without.forEach(({ at }, k) => found.set(at, { x: -1 + (2 * (k + 0.5)) / without.length, y: -1.25 }))
    return { found, below: without.length > 0 }
  }, [stream, rows])
  const paint = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) => {
      const theme = themeColors()
      const scale = Math.min(widthPx / 2.5, heightPx / (points.below ? 2.75 : 2.4))
      const [cx, cy] = [widthPx / 2, scale * 1.18]
      const at = (k: number): readonly [number, number] => {
        const point = points.found.get(k) ?? { x: 0, y: 0 }
        return [cx + point.x * scale, cy - point.y * scale]
      }
      outline(context, cx, cy, scale, theme)
      for (const { a, b, value } of links) {
        const [[x0, y0], [x1, y1]] = [at(a), at(b)]
        // The middle of the colours' range: visible on light and dark ground.
        context.strokeStyle = `rgb(${colorAt('sequential', 0.25 + value * 0.6).join(' ')} / ${0.25 + 0.75 * value})`
        context.lineWidth = 0.5 + 3 * value * value
        context.beginPath()
        context.moveTo(x0, y0)
        context.lineTo(x1, y1)
        context.stroke()
      }
      context.font = `500 10px ${theme.font}`
      context.textAlign = 'center'
      context.textBaseline = 'bottom'
      rows.forEach(({ label }, k) => {
        const [x, y] = at(k)
        context.fillStyle = theme.text
        context.beginPath()
        context.arc(x, y, 2.2, 0, 2 * Math.PI)
        context.fill()
        if (rows.length <= 70) {
          context.strokeStyle = theme.panel
          context.lineWidth = 3
          context.strokeText(label, x, y - 3)
          context.fillText(label, x, y - 3)
        }
      })
    },
    [points, rows, links]
  )
  return (
    <div className="brain-graph">
      <LiveCanvas label={`${links.length} pairs as lines on the head`} paint={paint} subscribe={never} />
    </div>
  )
}
