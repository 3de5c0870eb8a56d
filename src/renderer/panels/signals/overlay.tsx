import type { ReactNode } from 'react'
import { useEffect, useMemo, useRef } from 'react'
import { labelOf } from '../../../shared/domain/labels'
import type { Segment, Stream } from '../../../shared/domain/rows'
import { clock } from '../../session/clock'
import { segmentsOfTrack, schemeOf, trackOf, useProject } from '../../session/project'
import { selection, selectionStore, useSelection } from '../../session/selection'
import { badSpansOf, badTracks } from '../../session/signals/bad-spans'
import type { SignalRow } from '../../session/signals/channels'
import type { SignalLook } from '../../session/signals/signal-state'
import { timeToX, viewport } from '../../session/viewport'
import { onThemeChange, themeColors } from '../../ui/theme-colors'
import { useHover } from './use-hover'
import { scaleText } from './scale-text'
import type { RowScale } from './scales'

/** What lies over the signals: segments of the track that is worked in, the selected range, the playhead, the cross-hair. */
export function Overlay(props: {
  stream: Stream
  rows: readonly SignalRow[]
  firstRow: number
  rowPx: number
  scales: readonly RowScale[]
  look: SignalLook
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  const head = useRef<HTMLDivElement>(null)
  const trackId = useSelection((state) => state.trackId)
  const segments = useProject((state) => state.segments.get(props.stream.recordingId))
  const tracks = useProject((state) => state.index.tracksByRecording.get(props.stream.recordingId))
  const bad = useMemo(
    () => badSpansOf(badTracks(props.stream, tracks ?? []), segments?.all ?? []),
    [props.stream, tracks, segments]
  )
  useEffect(() => {
    let frame: number | undefined
    const draw = (): void => {
      frame = undefined
      if (canvas.current) paintMarks(canvas.current, trackId, bad)
      const { view } = viewport.getState()
      const x = timeToX({ ...view, widthPx: canvas.current?.clientWidth ?? 0 }, clock.get())
      if (!head.current) return
      head.current.style.visibility =
        x >= -1 && x <= (canvas.current?.clientWidth ?? 0) + 1 ? 'visible' : 'hidden'
      head.current.style.transform = `translateX(${x}px)`
    }
    const ask = (): void => void (frame ??= requestAnimationFrame(draw))
    const resize = new ResizeObserver(ask)
    if (canvas.current) resize.observe(canvas.current)
    const stops = [
      viewport.subscribe(ask),
      clock.subscribe(ask),
      selectionStore.subscribe(ask),
      onThemeChange(ask)
    ]
    ask()
    return () => {
      resize.disconnect()
      stops.forEach((stop) => stop())
      if (frame !== undefined) cancelAnimationFrame(frame)
    }
  }, [trackId, segments, bad])
  return (
    <>
      <canvas
        ref={canvas}
        className="sig-canvas sig-marks"
        role="img"
        aria-label="Segments over the signals"
      />
      <div ref={head} className="sig-playhead" />
      <CrossHair {...props} />
    </>
  )
}

function paintMarks(canvas: HTMLCanvasElement, trackId: string | undefined, bad: readonly Segment[]): void {
  const ratio = devicePixelRatio || 1
  const { clientWidth: widthPx, clientHeight: heightPx } = canvas
  const [width, height] = [Math.round(widthPx * ratio), Math.round(heightPx * ratio)]
  const view = { ...viewport.getState().view, widthPx }
  const inView = ({ start, end }: Segment): boolean => end >= view.start && start <= view.start + view.span
  const track = trackOf(trackId)
  const segments = (track ? segmentsOfTrack(track.id) : []).filter(inView)
  const hatched = bad.filter(inView)
  const { range } = selection()
  const blank = segments.length === 0 && hatched.length === 0 && range === undefined
  // A canvas that is shown is put together with those under it on each frame, even where nothing is on it.
  if (blank && canvas.dataset['blank'] === 'true') return
  canvas.dataset['blank'] = String(blank)
  canvas.style.visibility = blank ? 'hidden' : 'visible'
  if (blank) return
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  const context = canvas.getContext('2d')
  if (!context) return
  const theme = themeColors()
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, widthPx, heightPx)
  const scheme = schemeOf(track?.schemeId)
  // Moments that lie closer than an eye tells apart would hide what is under them: they are ticks at the top.
  const crowded = segments.length > widthPx / LEAST_APART_PX
  for (const segment of segments) {
    const [from, to] = [timeToX(view, segment.start), timeToX(view, segment.end)]
    context.fillStyle = labelOf(scheme, segment.label, track?.attributeId)?.color ?? theme.edge
    context.globalAlpha = to - from < 2 ? 0.8 : selection().segmentIds.includes(segment.id) ? 0.24 : 0.11
    context.fillRect(from, 0, Math.max(1, to - from), crowded && to - from < 2 ? TICK_PX : heightPx)
  }
  context.globalAlpha = 1
  for (const { start, end } of hatched)
    hatch(context, timeToX(view, start), timeToX(view, end), { widthPx, heightPx, color: theme.bad })
  if (!range) return
  const [from, to] = [timeToX(view, range.start), timeToX(view, range.end)]
  context.fillStyle = theme.accent
  context.globalAlpha = 0.14
  context.fillRect(from, 0, to - from, heightPx)
  context.globalAlpha = 1
  context.fillRect(Math.round(from), 0, 1, heightPx)
  context.fillRect(Math.round(to) - 1, 0, 1, heightPx)
}

/** Moments with less room each are drawn as ticks, and how long these are. */
const LEAST_APART_PX = 8
const TICK_PX = 8

/** Pixels between two strokes of a bad stretch. */
const HATCH_PX = 9

/** Slanted strokes over a stretch, and its two edges. */
function hatch(
  context: CanvasRenderingContext2D,
  from: number,
  to: number,
  { widthPx, heightPx, color }: { widthPx: number; heightPx: number; color: string }
): void {
  context.save()
  context.beginPath()
  context.rect(from, 0, Math.max(2, to - from), heightPx)
  context.clip()
  context.strokeStyle = color
  context.globalAlpha = 0.35
  context.beginPath()
  // Strokes are fixed to the stretch, so that they move with it.
  const [left, right] = [Math.max(from, -HATCH_PX), Math.min(to, widthPx + HATCH_PX)]
  const first = from + Math.floor((left - heightPx - from) / HATCH_PX) * HATCH_PX
  for (let x = first; x < right; x += HATCH_PX) {
    context.moveTo(x, heightPx)
    context.lineTo(x + heightPx, 0)
  }
  context.stroke()
  context.restore()
  context.fillStyle = color
  context.fillRect(from, 0, 1, heightPx)
  context.fillRect(to - 1, 0, 1, heightPx)
}

/** Time and size under the pointer. */
function CrossHair({
  rows,
  firstRow,
  rowPx,
  scales,
  look
}: {
  rows: readonly SignalRow[]
  firstRow: number
  rowPx: number
  scales: readonly RowScale[]
  look: SignalLook
}): ReactNode {
  const area = useRef<HTMLDivElement>(null)
  const hover = useHover(area)
  const at = look.mode === 'butterfly' ? 0 : Math.floor(firstRow + (hover?.y ?? 0) / Math.max(1, rowPx))
  const row = rows[at]
  const scale = scales[at]
  if (!hover || !row || !scale) return <div ref={area} className="sig-hair" />
  const middle = look.mode === 'butterfly' ? hover.heightPx / 2 : (at - firstRow + 0.5) * rowPx
  const halfPx = (look.mode === 'butterfly' ? hover.heightPx / 2 : rowPx / 2) * 0.9
  const value = scale.middle - ((hover.y - middle) / halfPx) * scale.half * scale.up
  return (
    <div ref={area} className="sig-hair">
      <div className="sig-hair-line" style={{ left: hover.x }} />
      <div
        className="sig-hair-text mono"
        data-side={hover.x > hover.widthPx - 240 ? 'left' : 'right'}
        style={{ left: hover.x }}
      >
        {(hover.time / 1e6).toFixed(3)} s · {look.mode === 'butterfly' ? '' : `${row.label} `}
        {scaleText(value, scale.unit)}
      </div>
    </div>
  )
}
