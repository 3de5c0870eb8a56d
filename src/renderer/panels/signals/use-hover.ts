import { useEffect, useState } from 'react'
import { viewport, xToTime } from '../../session/viewport'

export interface Hover {
  readonly x: number
  readonly y: number
  readonly widthPx: number
  readonly heightPx: number
  /** On the recording's clock. */
  readonly time: number
}

/** Where the pointer rests over the parent of an element; undefined while it is elsewhere or presses. */
export function useHover(element: React.RefObject<HTMLElement | null>): Hover | undefined {
  const [hover, setHover] = useState<Hover>()
  useEffect(() => {
    const area = element.current?.parentElement
    if (!area) return
    const move = (event: PointerEvent): void => {
      if (event.buttons !== 0) return setHover(undefined)
      const box = area.getBoundingClientRect()
      const x = event.clientX - box.left
      setHover({
        x,
        y: event.clientY - box.top,
        widthPx: box.width,
        heightPx: box.height,
        time: xToTime({ ...viewport.getState().view, widthPx: box.width }, x)
      })
    }
    const leave = (): void => setHover(undefined)
    area.addEventListener('pointermove', move)
    area.addEventListener('pointerleave', leave)
    return () => {
      area.removeEventListener('pointermove', move)
      area.removeEventListener('pointerleave', leave)
    }
  }, [element])
  return hover
}
