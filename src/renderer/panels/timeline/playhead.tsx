import { useCallback } from 'react'
import { clock } from '../../session/clock'
import { progress, progressStore } from '../../session/desk-progress'
import { selection, selectionStore } from '../../session/selection'
import { timeToX } from '../../session/viewport'
import { LaneCanvas, type Painting } from './lane-canvas'

const subscribe = (changed: () => void): (() => void) => {
  const stops = [
    clock.subscribe(changed),
    selectionStore.subscribe(changed),
    progressStore.subscribe(changed)
  ]
  return () => stops.forEach((stop) => stop())
}

/** What lies over all lanes: selected range, loop, anchor, snap line and the playhead. The only canvas that paints on every frame of playing. */
export function Playhead({ rulerPx }: { readonly rulerPx: number }): React.JSX.Element {
  const paint = useCallback(
    (painting: Painting) => {
      paintRange(painting, rulerPx)
      const { anchor, snapLine } = progress()
      if (anchor !== undefined) paintAnchor(painting, timeToX(painting.view, anchor))
      if (snapLine !== undefined)
        line(painting, timeToX(painting.view, snapLine), painting.theme.warn, [3, 3])
      paintHead(painting, timeToX(painting.view, clock.get()))
    },
    [rulerPx]
  )
  return (
    <LaneCanvas paint={paint} subscribe={subscribe} label="Playhead and selection" className="tl-overlay" />
  )
}

function paintRange(painting: Painting, rulerPx: number): void {
  const { context, view, heightPx, theme } = painting
  const { range, looping } = clock.state()
  const { range: selected } = selection()
  if (looping && range) {
    const [from, to] = [timeToX(view, range.start), timeToX(view, range.end)]
    context.fillStyle = theme.warn
    context.fillRect(from, rulerPx - 3, to - from, 3)
  }
  if (!selected) return
  const [from, to] = [timeToX(view, selected.start), timeToX(view, selected.end)]
  context.fillStyle = theme.accent
  context.globalAlpha = 0.12
  context.fillRect(from, 0, to - from, heightPx)
  context.globalAlpha = 0.9
  context.fillRect(Math.round(from), 0, 1, heightPx)
  context.fillRect(Math.round(to) - 1, 0, 1, heightPx)
  context.globalAlpha = 1
}

function paintAnchor(painting: Painting, x: number): void {
  const { context, theme } = painting
  line(painting, x, theme.accent, [5, 4])
  context.fillStyle = theme.accent
  context.font = `10px ${theme.font}`
  context.textBaseline = 'top'
  context.fillText('in', x + 4, 3)
}

function paintHead(painting: Painting, x: number): void {
  const { context, theme, widthPx } = painting
  if (x < -8 || x > widthPx + 8) return
  const at = Math.round(x)
  line(painting, at, theme.play)
  context.fillStyle = theme.play
  context.beginPath()
  context.moveTo(at - 5, 0)
  context.lineTo(at + 6, 0)
  context.lineTo(at + 0.5, 7)
  context.fill()
}

function line({ context, heightPx }: Painting, x: number, color: string, dash: number[] = []): void {
  context.strokeStyle = color
  context.setLineDash(dash)
  context.beginPath()
  context.moveTo(Math.round(x) + 0.5, 0)
  context.lineTo(Math.round(x) + 0.5, heightPx)
  context.stroke()
  context.setLineDash([])
}
