import { useEffect } from 'react'
import type { Stream } from '../../../shared/domain/rows'
import { micros } from '../../../shared/domain/time'
import { clock } from '../../session/clock'
import { select } from '../../session/selection'
import { place, streamTitle } from '../../session/sync'
import { toast } from '../../session/toasts'
import { viewport, xToTime } from '../../session/viewport'

/** A press that moves less is a click. */
const DRAG_PX = 4

/**
 * Mouse rules over the signals: a click moves the playhead, a drag selects a stretch, Ctrl and the wheel zoom at the pointer,
 * Shift and the wheel move in time, Alt and a drag move the stream itself on the clock; `drag` is told how far meanwhile.
 */
export function useSignalPointer(
  area: React.RefObject<HTMLElement | null>,
  stream: Stream,
  drag: (px: number) => void
): void {
  useEffect(() => {
    const element = area.current
    if (!element) return
    let down: { readonly x: number; readonly time: number; readonly alt: boolean; moved: boolean } | undefined
    const timeAt = (clientX: number): number => {
      const box = element.getBoundingClientRect()
      return xToTime({ ...viewport.getState().view, widthPx: box.width }, clientX - box.left)
    }
    const press = (event: PointerEvent): void => {
      if (event.button !== 0) return
      element.closest<HTMLElement>('.sig')?.focus({ preventScroll: true })
      const time = timeAt(event.clientX)
      down = { x: event.clientX, time, alt: event.altKey, moved: false }
      element.setPointerCapture(event.pointerId)
    }
    const move = (event: PointerEvent): void => {
      if (!down) return
      if (!down.moved && Math.abs(event.clientX - down.x) < DRAG_PX) return
      down.moved = true
      const time = timeAt(event.clientX)
      if (down.alt) drag(event.clientX - down.x)
      else
        select({
          range: {
            start: micros(Math.max(0, Math.min(down.time, time))),
            end: micros(Math.max(down.time, time))
          }
        })
    }
    const up = (event: PointerEvent): void => {
      const ended = down
      down = undefined
      if (ended?.alt) drag(0)
      if (element.hasPointerCapture(event.pointerId)) element.releasePointerCapture(event.pointerId)
      if (!ended) return
      const time = timeAt(event.clientX)
      if (!ended.moved) {
        select({ range: undefined })
        return clock.seek(micros(Math.max(0, time)))
      }
      if (ended.alt) void shift(stream, time - ended.time)
    }
    const wheel = (event: WheelEvent): void => {
      const box = element.getBoundingClientRect()
      const { view, zoom, pan } = viewport.getState()
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault()
        zoom(1.0018 ** event.deltaY, ((event.clientX - box.left) / Math.max(1, box.width)) * view.widthPx)
      } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault()
        pan((event.deltaX || event.deltaY) * (view.widthPx / Math.max(1, box.width)))
      }
    }
    element.addEventListener('pointerdown', press)
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', up)
    element.addEventListener('wheel', wheel, { passive: false })
    return () => {
      element.removeEventListener('pointerdown', press)
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerup', up)
      element.removeEventListener('wheel', wheel)
    }
  }, [area, stream, drag])
}

async function shift(stream: Stream, by: number): Promise<void> {
  const offset = micros(stream.offset + by)
  const done = await place(stream, {
    offset,
    driftPpm: stream.driftPpm,
    sync: { method: 'dragged', anchors: [] }
  })
  if (done) toast(`${streamTitle(stream)} now begins at ${(offset / 1e6).toFixed(3)} s.`)
}
