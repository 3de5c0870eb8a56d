import { useRef } from 'react'
import type { Place } from '../../../shared/regions/region'
import { canEdit } from '../../session/desk-segments'
import { cancelDraft } from '../../session/drafts'
import { personOf } from '../../session/project'
import { previewPlace, setPlace } from '../../session/regions/region-edits'
import type { ShownRegion } from '../../session/regions/region-view'
import { select } from '../../session/selection'
import { draggedPlace, HANDLES } from './dragged-place'
import type { Grip } from './dragged-place'

/**
 * One region that can be taken hold of: drag to move, a handle to resize. With the focus on it, arrows move it by a
 * pixel, with Shift by ten, with Alt they change its size; the desk's keys go on working.
 */
export function RegionBox({
  shown,
  selected,
  layer
}: {
  readonly shown: ShownRegion
  readonly selected: boolean
  readonly layer: React.RefObject<HTMLDivElement | null>
}): React.JSX.Element {
  const { segment, track, region, place } = shown
  const drag = useRef<
    { readonly grip: Grip; readonly x: number; readonly y: number; readonly moved: boolean } | undefined
  >(undefined)
  const editable = canEdit(track)
  const size = (): { readonly width: number; readonly height: number } => {
    const box = layer.current?.getBoundingClientRect()
    return { width: box?.width || 1, height: box?.height || 1 }
  }
  const placed = (event: React.PointerEvent): Place | undefined => {
    const from = drag.current
    if (!from) return undefined
    const { width, height } = size()
    return draggedPlace(
      place0.current,
      from.grip,
      (event.clientX - from.x) / width,
      (event.clientY - from.y) / height
    )
  }
  // The place at the start of the drag: the one shown follows the draft.
  const place0 = useRef(place)
  const begin = (event: React.PointerEvent, grip: Grip): void => {
    if (event.button !== 0) return
    event.stopPropagation()
    select({ trackId: track.id, segmentIds: [segment.id], range: undefined })
    if (!editable) return
    place0.current = place
    drag.current = { grip, x: event.clientX, y: event.clientY, moved: false }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const move = (event: React.PointerEvent): void => {
    const next = placed(event)
    const from = drag.current
    if (!next || !from) return
    if (!from.moved && Math.hypot(event.clientX - from.x, event.clientY - from.y) < 3) return
    drag.current = { ...from, moved: true }
    previewPlace(segment, region, next)
  }
  const end = (event: React.PointerEvent): void => {
    const next = placed(event)
    const moved = drag.current?.moved
    drag.current = undefined
    if (next && moved) void setPlace(segment, region, next)
  }
  const key = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape' && drag.current) {
      drag.current = undefined
      event.stopPropagation()
      return cancelDraft()
    }
    if (!editable || event.ctrlKey || event.metaKey) return
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    event.stopPropagation()
    const pixels = event.shiftKey ? 10 : 1
    const { width, height } = size()
    const [x, y] = [(step[0] * pixels) / width, (step[1] * pixels) / height]
    void setPlace(
      segment,
      region,
      event.altKey ? draggedPlace(place, 'se', x, y) : { ...place, x: place.x + x, y: place.y + y }
    )
  }
  const name = personOf(segment.personId ?? track.personId)?.name ?? track.name
  const isPoint = region.shape === 'point'
  return (
    <div
      className="vd-region"
      role="button"
      aria-label={`${isPoint ? 'Point' : 'Box'} of ${name}`}
      aria-pressed={selected}
      tabIndex={0}
      data-segment-id={segment.id}
      data-point={isPoint ? '' : undefined}
      data-editable={editable ? '' : undefined}
      style={{
        left: `${place.x * 100}%`,
        top: `${place.y * 100}%`,
        width: isPoint ? undefined : `${(place.width ?? 0) * 100}%`,
        height: isPoint ? undefined : `${(place.height ?? 0) * 100}%`
      }}
      onPointerDown={(event) => begin(event, 'move')}
      onPointerMove={move}
      onPointerUp={end}
      onFocus={() => !selected && select({ trackId: track.id, segmentIds: [segment.id], range: undefined })}
      onKeyDown={key}
    >
      {selected &&
        editable &&
        !isPoint &&
        HANDLES.map((grip) => (
          <i
            key={grip}
            className="vd-grip"
            data-grip={grip}
            onPointerDown={(event) => begin(event, grip)}
            onPointerMove={move}
            onPointerUp={end}
          />
        ))}
    </div>
  )
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1]
}
