import type { ReactNode } from 'react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { soundFeatures, type SoundFeatureKind, type SoundSeries } from '../../../shared/audio/sound-feature'
import type { Silence } from '../../../shared/audio/silence'
import type { Stream } from '../../../shared/domain/rows'
import { micros } from '../../../shared/domain/time'
import { clock } from '../../session/clock'
import { viewport } from '../../session/viewport'
import { LiveCanvas } from '../../ui/live-canvas'
import { themeColors } from '../../ui/theme-colors'
import { PAD_PX, paintSeries, scaleOf, yOf } from './paint-series'
import { ThresholdLine } from './threshold-line'

interface StripProps {
  readonly stream: Stream
  readonly kind: SoundFeatureKind
  readonly series: SoundSeries
  readonly silentShare: number
  readonly silence: Silence | undefined
}

/** A feature over the same stretch of time as the tracks; a click moves the playhead. */
export function Strip({ stream, kind, series, silentShare, silence }: StripProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const heightPx = useHeight(frame)
  const scale = useMemo(() => scaleOf(series, kind === 'silence'), [series, kind])
  const threshold = kind === 'silence' ? silence?.threshold : undefined
  const paint = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, height: number) => {
      const { start, span } = viewport.getState().view
      paintSeries(context, widthPx, height, {
        series,
        clock: stream,
        from: start,
        to: start + span,
        headUs: clock.get(),
        scale,
        unit: soundFeatures[kind].unit,
        threshold,
        colors: themeColors()
      })
    },
    [series, stream, scale, kind, threshold]
  )
  const subscribe = useCallback((repaint: () => void) => {
    const stops = [clock.subscribe(repaint), viewport.subscribe(repaint)]
    return () => stops.forEach((stop) => stop())
  }, [])
  const seek = (clientX: number): void => {
    const box = frame.current?.getBoundingClientRect()
    const { start, span } = viewport.getState().view
    if (box) clock.seek(micros(start + ((clientX - box.left) / box.width) * span))
  }
  const mean = threshold === undefined ? 0 : threshold / silentShare
  return (
    <div ref={frame} className="sound-strip" onClick={(event) => seek(event.clientX)}>
      <LiveCanvas
        label={`${soundFeatures[kind].name} of ${stream.name}`}
        paint={paint}
        subscribe={subscribe}
      />
      {threshold !== undefined && heightPx > 0 && mean > 0 && (
        <ThresholdLine
          share={silentShare}
          top={yOf(Math.min(threshold, scale[1]), scale, heightPx)}
          shareAt={(y) => {
            const level = scale[0] + (1 - (y - PAD_PX) / (heightPx - 2 * PAD_PX)) * (scale[1] - scale[0])
            return level / mean
          }}
        />
      )}
    </div>
  )
}

function useHeight(element: { readonly current: HTMLElement | null }): number {
  const [heightPx, setHeightPx] = useState(0)
  useEffect(() => {
    const { current } = element
    if (!current) return
    const observer = new ResizeObserver(() => setHeightPx(current.clientHeight))
    observer.observe(current)
    return () => observer.disconnect()
  }, [element])
  return heightPx
}
