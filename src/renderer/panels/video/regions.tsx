import { useEffect, useRef, useState } from 'react'
import { clock, useClock } from '../../session/clock'
import { subscribeDraft } from '../../session/drafts'
import { projectStore, useProject } from '../../session/project'
import { drawRegion } from '../../session/regions/region-edits'
import { regionsAt, regionViewStore, useRegionView } from '../../session/regions/region-view'
import { selectionStore, useSelection } from '../../session/selection'
import { onThemeChange } from '../../ui/theme-colors'
import { paintRegions } from './paint-regions'
import { RegionBox } from './region-box'
import { RegionTools } from './region-tools'

/** Regions over the picture: painted with every frame; while it stands still, boxes that can be taken hold of. */
export function Regions({ recordingId }: { readonly recordingId: string }): React.JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null)
  const layer = useRef<HTMLDivElement>(null)
  const shown = useRegionView((state) => state.shown)
  const drawing = useRegionView((state) => state.drawing)
  useEffect(() => {
    const target = canvas.current
    return target && shown ? follow(target, recordingId) : undefined
  }, [recordingId, shown])
  return (
    <>
      <canvas
        ref={canvas}
        className="vd-faces"
        hidden={!shown}
        role="img"
        aria-label="Regions in the picture"
      />
      <div ref={layer} className="vd-regions" data-drawing={drawing}>
        {shown && !drawing && <Boxes recordingId={recordingId} layer={layer} />}
        {drawing && <DrawLayer shape={drawing} layer={layer} />}
      </div>
      <RegionTools recordingId={recordingId} />
    </>
  )
}

function follow(canvas: HTMLCanvasElement, recordingId: string): () => void {
  let frame: number | undefined
  const paint = (): void => {
    frame = undefined
    paintRegions(canvas, regionsAt(recordingId, clock.get()))
  }
  const invalidate = (): void => void (frame ??= requestAnimationFrame(paint))
  const resize = new ResizeObserver(invalidate)
  resize.observe(canvas)
  const stops = [
    clock.subscribe(invalidate),
    subscribeDraft(invalidate),
    projectStore.subscribe(invalidate),
    selectionStore.subscribe(invalidate),
    regionViewStore.subscribe(invalidate),
    onThemeChange(invalidate)
  ]
  invalidate()
  return () => {
    resize.disconnect()
    stops.forEach((stop) => stop())
    if (frame !== undefined) cancelAnimationFrame(frame)
    canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height)
  }
}

/** The regions of the picture that stands, as things that can be chosen, dragged and moved by keys. */
function Boxes({
  recordingId,
  layer
}: {
  readonly recordingId: string
  readonly layer: React.RefObject<HTMLDivElement | null>
}): React.JSX.Element {
  const time = useClock((state) => (state.playing ? undefined : state.time))
  useProject((state) => state.segments.get(recordingId))
  useProject((state) => state.index)
  const selected = useSelection((state) => state.segmentIds)
  if (time === undefined) return <></>
  return (
    <>
      {regionsAt(recordingId, time).map((each) => (
        <RegionBox
          key={each.segment.id}
          shown={each}
          selected={selected.includes(each.segment.id)}
          layer={layer}
        />
      ))}
    </>
  )
}

/** The next drag draws a box, or the next click a point. */
function DrawLayer({
  shape,
  layer
}: {
  readonly shape: 'box' | 'point'
  readonly layer: React.RefObject<HTMLDivElement | null>
}): React.JSX.Element {
  const from = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined)
  const [drawn, setDrawn] = useState<{ x: number; y: number; width: number; height: number }>()
  const shareOf = (event: React.PointerEvent): { x: number; y: number } => {
    const box = layer.current?.getBoundingClientRect()
    const share = (at: number, start = 0, size = 1): number => Math.max(0, Math.min(1, (at - start) / size))
    return { x: share(event.clientX, box?.left, box?.width), y: share(event.clientY, box?.top, box?.height) }
  }
  const rect = (event: React.PointerEvent): typeof drawn => {
    const to = shareOf(event)
    const start = from.current
    return (
      start && {
        x: Math.min(start.x, to.x),
        y: Math.min(start.y, to.y),
        width: Math.abs(to.x - start.x),
        height: Math.abs(to.y - start.y)
      }
    )
  }
  return (
    <div
      className="vd-draw"
      role="application"
      aria-label={
        shape === 'box' ? 'Drag over the picture to draw a box' : 'Click the picture to set a point'
      }
      onPointerDown={(event) => {
        if (event.button !== 0) return
        clock.pause()
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = shareOf(event)
      }}
      onPointerMove={(event) => from.current && shape === 'box' && setDrawn(rect(event))}
      onPointerUp={(event) => {
        const box = rect(event)
        const at = from.current
        from.current = undefined
        setDrawn(undefined)
        if (shape === 'point') return void (at && drawRegion(at, 'point'))
        // A click is no box: wait for a drag.
        if (box && box.width > SMALLEST && box.height > SMALLEST) void drawRegion(box, 'box')
      }}
    >
      {drawn && (
        <i
          style={{
            left: `${drawn.x * 100}%`,
            top: `${drawn.y * 100}%`,
            width: `${drawn.width * 100}%`,
            height: `${drawn.height * 100}%`
          }}
        />
      )}
    </div>
  )
}

/** Least width and height of a drawn box, as a share of the picture. */
const SMALLEST = 0.01
