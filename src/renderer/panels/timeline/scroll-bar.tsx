import { useRef } from 'react'
import { useStore } from 'zustand'
import { viewport } from '../../session/viewport'

/** Where the view lies in the recording: drag to move, click beside to page. */
export function ScrollBar(): React.JSX.Element | null {
  const view = useStore(viewport, (state) => state.view)
  const limits = useStore(viewport, (state) => state.limits)
  const from = useRef<{ readonly x: number; readonly start: number } | undefined>(undefined)
  const share = Math.min(1, view.span / limits.duration)
  if (share >= 0.999) return null
  const move = (event: React.PointerEvent): void => {
    if (!from.current) return
    const start = from.current.start + ((event.clientX - from.current.x) / view.widthPx) * limits.duration
    viewport.getState().pan(((start - view.start) / view.span) * view.widthPx)
  }
  const page = (event: React.PointerEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return
    const box = event.currentTarget.getBoundingClientRect()
    const time = ((event.clientX - box.left) / box.width) * limits.duration
    viewport.getState().pan((time > view.start ? 0.9 : -0.9) * view.widthPx)
  }
  return (
    <div className="tl-scroll" onPointerDown={page}>
      <i
        style={{ left: `${(view.start / limits.duration) * 100}%`, width: `${share * 100}%` }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          from.current = { x: event.clientX, start: view.start }
        }}
        onPointerMove={move}
        onPointerUp={() => (from.current = undefined)}
      />
    </div>
  )
}
