import type { ReactNode } from 'react'
import { useCallback, useRef } from 'react'
import { formatClock, micros } from '../../../shared/domain/time'
import type { MeasureResult } from '../../../shared/physio/measures/measure-work'
import { clock } from '../../session/clock'
import { LiveCanvas } from '../../ui/live-canvas'
import { themeColors } from '../../ui/theme-colors'
import { paintTachogram, plotArea } from './paint-tachogram'

interface TachogramProps {
  readonly intervals: NonNullable<MeasureResult['intervals']>
  readonly fromUs: number
  readonly toUs: number
}

/** Intervals between beats over time with the playhead; a click goes to the beat. */
export function Tachogram({ intervals, fromUs, toUs }: TachogramProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const paint = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) =>
      paintTachogram(context, {
        intervals,
        fromUs,
        toUs,
        headUs: clock.get(),
        widthPx,
        heightPx,
        colors: themeColors()
      }),
    [intervals, fromUs, toUs]
  )
  const subscribe = useCallback((repaint: () => void) => clock.subscribe(repaint), [])
  const go = (clientX: number): void => {
    const box = frame.current?.getBoundingClientRect()
    if (!box) return
    const { left, width } = plotArea(box.width, box.height)
    const share = Math.min(1, Math.max(0, (clientX - box.left - left) / width))
    clock.seek(micros(nearest(intervals.endsUs, fromUs + share * (toUs - fromUs))))
  }
  return (
    <div
      ref={frame}
      className="physio-tachogram"
      title="Click to go to a beat"
      onClick={(event) => go(event.clientX)}
    >
      <LiveCanvas
        label={`Intervals between beats from ${formatClock(fromUs)} to ${formatClock(toUs)}`}
        paint={paint}
        subscribe={subscribe}
      />
    </div>
  )
}

/** The beat that is closest to a time. */
function nearest(times: Float64Array, at: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  const [before, after] = [times[low - 1], times[low]]
  if (before === undefined) return after ?? at
  return after === undefined || at - before <= after - at ? before : after
}
