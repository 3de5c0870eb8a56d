import { useRef, useState } from 'react'
import type { RefObject } from 'react'
import { makeLink } from '../../session/links'
import { markedWords } from './marked-words'

/** A link that is being drawn with the pointer. */
export interface LinkDrag {
  readonly from: number
  /** Pointer from the top of the list's content. */
  readonly toPx: number
  /** Row under the pointer. */
  readonly over: number | undefined
}

/** Farther than this the pointer is drawing, so that a slip is no link to itself. */
const DRAG_PX = 6
/** Near the upper and lower end of the list it scrolls by so much for each move. */
const SCROLL_PX = 14
const NEAR_PX = 24

/** Draw a link from a row's handle to the row of its cause; dropping it on its own row makes a turn its own cause. */
export function useLinkDrag(
  scroller: RefObject<HTMLDivElement | null>,
  idOf: (index: number) => string | undefined
): {
  readonly drag: LinkDrag | undefined
  readonly begin: (event: React.PointerEvent, from: number) => void
} {
  const [drag, setDrag] = useState<LinkDrag>()
  const stop = useRef<() => void>(undefined)
  const begin = (event: React.PointerEvent, from: number): void => {
    const list = scroller.current
    if (event.button !== 0 || !list) return
    event.preventDefault()
    stop.current?.()
    const began = { x: event.clientX, y: event.clientY }
    let now: LinkDrag | undefined
    const show = (next: LinkDrag | undefined): void => {
      now = next
      setDrag(next)
    }
    const move = (at: PointerEvent): void => {
      if (!now && Math.hypot(at.clientX - began.x, at.clientY - began.y) < DRAG_PX) return
      const box = list.getBoundingClientRect()
      if (at.clientY < box.top + NEAR_PX) list.scrollTop -= SCROLL_PX
      else if (at.clientY > box.bottom - NEAR_PX) list.scrollTop += SCROLL_PX
      const row = document.elementFromPoint(at.clientX, at.clientY)?.closest<HTMLElement>('[data-turn]')
      const over = row && list.contains(row) ? Number(row.dataset['index']) : undefined
      show({ from, toPx: at.clientY - box.top + list.scrollTop, over })
    }
    const end = (): void => {
      stop.current?.()
      const [fromId, toId] = [idOf(from), now?.over === undefined ? undefined : idOf(now.over)]
      const spans =
        fromId === undefined || toId === undefined ? undefined : [markedWords(fromId), markedWords(toId)]
      show(undefined)
      if (fromId !== undefined && toId !== undefined)
        void makeLink(fromId, toId, fromId === toId ? {} : { fromSpan: spans?.[0], toSpan: spans?.[1] })
    }
    const leave = (key: KeyboardEvent): void => {
      if (key.key !== 'Escape') return
      key.stopPropagation()
      stop.current?.()
      show(undefined)
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', end)
    window.addEventListener('keydown', leave, true)
    stop.current = () => {
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('keydown', leave, true)
    }
  }
  return { drag, begin }
}
