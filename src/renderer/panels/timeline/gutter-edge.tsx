import { useRef } from 'react'
import { GUTTER, setGutter } from './lane-prefs'

const STEP_PX = 8

/** The edge between names and lanes: drag or arrows for its place, double-click for the usual one. */
export function GutterEdge({ widthPx }: { readonly widthPx: number }): React.JSX.Element {
  const from = useRef<{ readonly x: number; readonly width: number } | undefined>(undefined)
  const keys: Readonly<Record<string, number>> = {
    ArrowLeft: widthPx - STEP_PX,
    ArrowRight: widthPx + STEP_PX,
    Home: GUTTER.least,
    End: GUTTER.most
  }
  return (
    <div
      className="tl-gutter-edge"
      role="separator"
      aria-label="Width of the names"
      aria-orientation="vertical"
      aria-valuenow={widthPx}
      aria-valuemin={GUTTER.least}
      aria-valuemax={GUTTER.most}
      tabIndex={0}
      // The names beside it can be dragged; this edge must not start that.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { x: event.clientX, width: widthPx }
      }}
      onPointerMove={(event) => {
        if (from.current) setGutter(from.current.width + event.clientX - from.current.x)
      }}
      onPointerUp={() => (from.current = undefined)}
      onPointerCancel={() => (from.current = undefined)}
      onDoubleClick={(event) => {
        event.stopPropagation()
        setGutter(GUTTER.usual)
      }}
      onKeyDown={(event) => {
        const wanted = keys[event.key]
        if (wanted === undefined) return
        event.preventDefault()
        event.stopPropagation()
        setGutter(wanted)
      }}
    />
  )
}
