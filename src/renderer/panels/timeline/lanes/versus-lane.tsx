import { useCallback, useEffect, useRef } from 'react'
import type { CallOutput } from '../../../../shared/contract'
import { call } from '../../../client'
import { useProject } from '../../../session/project'
import { useVersusShown } from '../../../session/versus'
import { timeToX } from '../../../session/viewport'
import { LaneCanvas, type Painting } from '../lane-canvas'
import { paintGrid } from '../paint-grid'

/** Milliseconds after an edit. */
const REST_MS = 800

type Stretches = CallOutput<'analysis.versusStretches'>

/** Where one candidate put right or broke what another said, as the view “A against B” found it. */
export function VersusLane({ recordingId }: { readonly recordingId: string }): React.JSX.Element {
  const shown = useVersusShown()
  const stretches = useRef<Stretches>([])
  const invalidate = useRef<() => void>(() => undefined)
  useEffect(() => {
    stretches.current = []
  }, [recordingId])
  const segments = useProject((state) => state.segments.get(recordingId))
  useEffect(() => {
    if (!shown) return
    let stale = false
    // Edits come in bursts, and everything is compared anew after them.
    const timer = setTimeout(read, stretches.current.length === 0 ? 0 : REST_MS)
    return () => {
      stale = true
      clearTimeout(timer)
    }

    function read(): void {
      if (!shown) return
      void call('analysis.versusStretches', { ...shown.query, recordingId })
        .then((answer) => {
          if (stale) return
          stretches.current = answer
          invalidate.current()
        })
        .catch(() => undefined)
    }
  }, [shown, recordingId, segments])
  const subscribe = useCallback((changed: () => void) => {
    invalidate.current = changed
    return () => void (invalidate.current = () => undefined)
  }, [])
  const paint = useCallback((painting: Painting) => {
    paintGrid(painting)
    paintStretches(painting, stretches.current)
  }, [])
  return <LaneCanvas paint={paint} subscribe={subscribe} label="Where B put right and broke what A said" />
}

/** Green above the middle: put right. Red below it: broken. Thin: both right (green) or both wrong (red). */
function paintStretches({ context, view, widthPx, heightPx, theme }: Painting, stretches: Stretches): void {
  const middle = Math.round(heightPx / 2)
  for (const { start, end, verdict } of stretches) {
    if (end < view.start || start > view.start + view.span) continue
    const from = Math.max(0, timeToX(view, start))
    const width = Math.max(1, Math.min(widthPx, timeToX(view, end)) - from)
    const changed = verdict === 'fixed' || verdict === 'broken'
    context.fillStyle = verdict === 'fixed' || verdict === 'both-right' ? theme.good : theme.bad
    context.globalAlpha = changed ? 0.95 : 0.4
    if (verdict === 'fixed') context.fillRect(from, 2, width, middle - 2)
    else if (verdict === 'broken') context.fillRect(from, middle, width, heightPx - middle - 2)
    else context.fillRect(from, middle - 1, width, 2)
  }
  context.globalAlpha = 1
}
