import { useCallback, useEffect, useRef } from 'react'
import type { CallOutput } from '../../../../shared/contract'
import { call } from '../../../client'
import { useProject } from '../../../session/project'
import { timeToX } from '../../../session/viewport'
import { LaneCanvas, type Painting } from '../lane-canvas'
import { paintGrid } from '../paint-grid'

type Spans = CallOutput<'compare.difference'>

interface DifferenceLaneProps {
  readonly recordingId: string
  readonly referenceTrackId: string | undefined
  readonly candidateTrackId: string | undefined
}

/** Where two tracks agree, differ, or only one says something. */
export function DifferenceLane({
  recordingId,
  referenceTrackId,
  candidateTrackId
}: DifferenceLaneProps): React.JSX.Element {
  const spans = useRef<Spans>([])
  const invalidate = useRef<() => void>(() => undefined)
  const segments = useProject((state) => state.segments.get(recordingId))
  useEffect(() => {
    if (referenceTrackId === undefined || candidateTrackId === undefined) {
      spans.current = []
      return invalidate.current()
    }
    let stale = false
    // Edits come in bursts; the lane may follow a moment later.
    const timer = setTimeout(() => {
      void call('compare.difference', { referenceTrackId, candidateTrackId })
        .then((answer) => {
          if (stale) return
          spans.current = answer
          invalidate.current()
        })
        .catch(() => undefined)
    }, 60)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [referenceTrackId, candidateTrackId, segments])

  const subscribe = useCallback((changed: () => void) => {
    invalidate.current = changed
    return () => void (invalidate.current = () => undefined)
  }, [])
  const paint = useCallback((painting: Painting) => {
    paintGrid(painting)
    paintSpans(painting, spans.current)
  }, [])
  return <LaneCanvas paint={paint} subscribe={subscribe} label="Where the two tracks agree and differ" />
}

/** Red and full height: differ. Green and thin: agree. Grey, above or below: only one track has a label there. */
function paintSpans({ context, view, widthPx, heightPx, theme }: Painting, spans: Spans): void {
  const middle = heightPx / 2
  for (const { start, end, kind } of spans) {
    if (end < view.start || start > view.start + view.span) continue
    const from = Math.max(0, timeToX(view, start))
    const width = Math.max(1, Math.min(widthPx, timeToX(view, end)) - from)
    context.globalAlpha = kind === 'differ' ? 0.95 : kind === 'agree' ? 0.42 : 0.6
    context.fillStyle = kind === 'differ' ? theme.bad : kind === 'agree' ? theme.good : theme.faint
    if (kind === 'differ') context.fillRect(from, middle - 4, width, 8)
    else if (kind === 'agree') context.fillRect(from, middle - 2, width, 4)
    else context.fillRect(from, kind === 'only-reference' ? middle - 4 : middle + 2, width, 2)
  }
  context.globalAlpha = 1
}
