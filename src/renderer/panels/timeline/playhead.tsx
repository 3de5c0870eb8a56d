import { useCallback, useEffect, useRef } from 'react'
import { clock } from '../../session/clock'
import { chosenEdge } from '../../session/desk-edge'
import { subscribeDraft } from '../../session/drafts'
import { progress, progressStore } from '../../session/desk-progress'
import { projectStore } from '../../session/project'
import { selection, selectionStore } from '../../session/selection'
import { timeToX, viewport } from '../../session/viewport'
import { LaneCanvas, type Painting } from './lane-canvas'

/** The overlay paints when what it shows changes; time passing moves only the line. */
function subscribe(changed: () => void): () => void {
  let before = clock.state()
  const stops = [
    clock.subscribe((now) => {
      if (now.looping !== before.looping || now.range !== before.range) changed()
      before = now
    }),
    selectionStore.subscribe(changed),
    progressStore.subscribe(changed),
    subscribeDraft(() => progress().edge && changed()),
    projectStore.subscribe(() => progress().edge && changed())
  ]
  return () => stops.forEach((stop) => stop())
}

const isBlank = (): boolean => {
  const { anchor, snapLine } = progress()
  const { range, looping } = clock.state()
  const nothing = anchor === undefined && snapLine === undefined && selection().range === undefined
  return nothing && !(looping && range) && !chosenEdge()
}

/** What lies over all lanes: selected range, loop, anchor and snap line on a canvas, and the playhead as a line of its own. */
export function Playhead({ rulerPx }: { readonly rulerPx: number }): React.JSX.Element {
  const paint = useCallback(
    (painting: Painting) => {
      paintRange(painting, rulerPx)
      const { anchor, snapLine } = progress()
      paintEdge(painting)
      if (anchor !== undefined) paintAnchor(painting, timeToX(painting.view, anchor))
      if (snapLine !== undefined)
        line(painting, timeToX(painting.view, snapLine), painting.theme.warn, [3, 3])
    },
    [rulerPx]
  )
  return (
    <div className="tl-overlay">
      <LaneCanvas paint={paint} isBlank={isBlank} subscribe={subscribe} label="Selection" />
      <Head />
    </div>
  )
}

/** A line that is only moved, never painted, so that playing costs next to nothing. */
function Head(): React.JSX.Element {
  const head = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let frame: number | undefined
    const place = (): void => {
      frame = undefined
      const { view } = viewport.getState()
      const x = timeToX(view, clock.get())
      if (!head.current) return
      head.current.style.visibility = x >= -1 && x <= view.widthPx + 1 ? 'visible' : 'hidden'
      head.current.style.transform = `translateX(${Math.round(x * devicePixelRatio) / devicePixelRatio}px)`
    }
    const moved = (): void => void (frame ??= requestAnimationFrame(place))
    const stops = [clock.subscribe(moved), viewport.subscribe(moved)]
    place()
    return () => {
      stops.forEach((stop) => stop())
      if (frame !== undefined) cancelAnimationFrame(frame)
    }
  }, [])
  return <div ref={head} className="tl-playhead" role="img" aria-label="Playhead" />
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

/** The edge that is worked on: a line with its name and how much plays on each side. */
function paintEdge(painting: Painting): void {
  const chosen = chosenEdge()
  if (!chosen) return
  const { context, theme, view } = painting
  const x = timeToX(view, chosen.time)
  line(painting, x, theme.accent)
  const words = `${chosen.edge} ±${chosen.reach / 1000} ms`
  context.font = `600 10px ${theme.font}`
  const width = context.measureText(words).width + 8
  const left = Math.max(0, Math.min(view.widthPx - width, x - width / 2))
  context.fillStyle = theme.accent
  context.beginPath()
  context.roundRect(left, 1, width, 14, 3)
  context.fill()
  context.fillStyle = theme.panel
  context.textBaseline = 'top'
  context.fillText(words, left + 4, 3)
}

function paintAnchor(painting: Painting, x: number): void {
  const { context, theme } = painting
  line(painting, x, theme.accent, [5, 4])
  context.fillStyle = theme.accent
  context.font = `10px ${theme.font}`
  context.textBaseline = 'top'
  context.fillText('in', x + 4, 3)
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
