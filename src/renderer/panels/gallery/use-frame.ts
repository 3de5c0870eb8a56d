import type { CSSProperties, PointerEvent, RefObject } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { Recording } from '../../../shared/domain/rows'
import { cellsInFrame, type CellGrid, type Frame } from '../../session/pages/frame-cells'
import { markedIds, markPicture, pictureMarks, setMarks, unmark } from '../../session/pages/picture-marks'
import { selection } from '../../session/selection'

/** A press becomes a frame after so many pixels; before that it is a click. */
const CLICK_PX = 5
/** Near an edge the grid scrolls by at most so many pixels for each picture of the screen. */
const SCROLL_PX = 24

interface Drag {
  readonly x: number
  readonly y: number
  /** Selected before, where Ctrl or Shift adds to it. */
  readonly base: ReadonlySet<string>
  framed: boolean
  clientX: number
  clientY: number
}

/** Drag a frame over pictures to select them; at the edges the grid goes on. A press beside all pictures lets them go. */
export function useFrame(
  scroller: RefObject<HTMLDivElement | null>,
  shown: readonly Recording[],
  cells: CellGrid
): {
  readonly frame: CSSProperties | undefined
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<HTMLDivElement>) => void
    readonly onPointerMove: (event: PointerEvent<HTMLDivElement>) => void
    readonly onPointerUp: () => void
    readonly onPointerCancel: () => void
  }
} {
  const drag = useRef<Drag | undefined>(undefined)
  const ticking = useRef<number | undefined>(undefined)
  const [frame, setFrame] = useState<CSSProperties>()
  useEffect(() => () => void (ticking.current !== undefined && cancelAnimationFrame(ticking.current)), [])

  const place = (clientX: number, clientY: number): { readonly x: number; readonly y: number } => {
    const element = scroller.current
    const box = element?.getBoundingClientRect()
    return {
      x: clientX - (box?.left ?? 0) + (element?.scrollLeft ?? 0),
      y: clientY - (box?.top ?? 0) + (element?.scrollTop ?? 0)
    }
  }
  const draw = (now: Drag): void => {
    const { x, y } = place(now.clientX, now.clientY)
    const touched = cellsInFrame({ fromX: now.x, fromY: now.y, toX: x, toY: y }, cells)
    const ids = new Set(now.base)
    for (const index of touched) ids.add(shown[index]?.id ?? '')
    const known = pictureMarks.getState().ids
    if (ids.size !== known.size || [...ids].some((id) => !known.has(id))) setMarks(ids)
    setFrame(styleOf({ fromX: now.x, fromY: now.y, toX: x, toY: y }))
  }
  /** Once for each picture of the screen, so that the grid also goes on while the pointer rests beyond its edge. */
  const tick = (): void => {
    ticking.current = undefined
    const now = drag.current
    const element = scroller.current
    if (!now?.framed || !element) return
    const box = element.getBoundingClientRect()
    const beyond = Math.min(0, now.clientY - box.top) + Math.max(0, now.clientY - box.bottom)
    if (beyond !== 0) element.scrollBy(0, Math.max(-SCROLL_PX, Math.min(SCROLL_PX, beyond)))
    draw(now)
    ticking.current = requestAnimationFrame(tick)
  }
  const end = (): void => {
    const now = drag.current
    drag.current = undefined
    setFrame(undefined)
    if (!now?.framed) return
    draw(now)
    setFrame(undefined)
    const { ids } = pictureMarks.getState()
    if (ids.size === 0) return unmark()
    if (ids.has(selection().recordingId ?? '')) return
    const first = shown.find(({ id }) => ids.has(id))
    if (!first) return
    markPicture(shown, first.id, 'only')
    setMarks(ids)
  }
  return {
    frame,
    handlers: {
      onPointerDown: (event) => {
        const element = event.currentTarget
        // Beyond the client area lies the scroll bar.
        const inside = event.clientX - element.getBoundingClientRect().left < element.clientWidth
        if (event.button !== 0 || !inside) return
        const adds = event.ctrlKey || event.metaKey || event.shiftKey
        const onCell = event.target instanceof Element && event.target.closest('.gl-cell') !== null
        if (!adds && !onCell) unmark()
        drag.current = {
          ...place(event.clientX, event.clientY),
          base: adds ? markedIds(pictureMarks.getState(), selection().recordingId) : new Set(),
          framed: false,
          clientX: event.clientX,
          clientY: event.clientY
        }
      },
      onPointerMove: (event) => {
        const now = drag.current
        if (!now) return
        if (!now.framed) {
          if (Math.hypot(event.clientX - now.clientX, event.clientY - now.clientY) < CLICK_PX) return
          now.framed = true
          // From here on it is no click on a picture any more.
          event.currentTarget.setPointerCapture(event.pointerId)
          ticking.current = requestAnimationFrame(tick)
        }
        now.clientX = event.clientX
        now.clientY = event.clientY
      },
      onPointerUp: end,
      onPointerCancel: end
    }
  }
}

const styleOf = ({ fromX, fromY, toX, toY }: Frame): CSSProperties => ({
  left: Math.min(fromX, toX),
  top: Math.min(fromY, toY),
  width: Math.abs(toX - fromX),
  height: Math.abs(toY - fromY)
})
