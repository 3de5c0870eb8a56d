import type { ReactNode } from 'react'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { Stream } from '../../../shared/domain/rows'
import { formatClock, toMedia } from '../../../shared/domain/time'
import { eegBands } from '../../../shared/signal/dsp/eeg-bands'
import type { SignalView } from '../../../shared/signal/signal-view'
import type { ElectrodePlace } from '../../../shared/topomap/electrode-places'
import { clock } from '../../session/clock'
import type { SignalRow } from '../../session/signals/channels'
import { SampleStore } from '../../session/signals/sample-store'
import type { ScalpChoice } from '../../session/signals/scalp-choice'
import { drawColorScale, headMap } from '../../ui/head-map'
import { LiveCanvas } from '../../ui/live-canvas'
import { themeColors } from '../../ui/theme-colors'
import { scalpValues } from './scalp-values'
import { squared } from './spectrum-tables'

/** The map on its canvas. Nothing of it goes through React while time runs. */
export function ScalpView({
  stream,
  view,
  rows,
  places,
  choice
}: {
  stream: Stream
  view: SignalView
  rows: readonly SignalRow[]
  places: readonly ElectrodePlace[]
  choice: ScalpChoice
}): ReactNode {
  const repaint = useRef<() => void>(() => undefined)
  const store = useRef<SampleStore | undefined>(undefined)
  useEffect(() => {
    const made = new SampleStore(`topomap-${stream.id}`, () => repaint.current())
    store.current = made
    repaint.current()
    return () => made.dispose()
  }, [stream.id])
  const placed = JSON.stringify(places)
  const scalp = useMemo(() => {
    const shown = (JSON.parse(placed) as ElectrodePlace[]).flatMap((place) => {
      const row = rows[place.at]
      return row ? [{ ...place, row }] : []
    })
    return {
      shown,
      map: headMap(shown.map(({ point, row }) => ({ ...point, label: row.label, made: row.bad }))),
      values: scalpValues(shown.map(({ direction, row }) => ({ direction, bad: row.bad })))
    }
  }, [placed, rows])
  const band = eegBands.find(({ name }) => name === choice.shows)
  const unit = scalp.shown[0]?.row.unit.replace(/^u/, 'µ') ?? ''
  const paint = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) => {
      const began = performance.now()
      const time = clock.get()
      const theme = themeColors()
      const halfUs = band ? choice.windowSeconds * 5e5 : choice.halfMs * 1000
      const loaded = store.current?.at(
        { stream, rows: scalp.shown.map(({ row }) => row.index), view },
        time,
        halfUs
      )
      const say = (text: string): void => {
        context.fillStyle = theme.muted
        context.font = `12px ${theme.font}`
        context.textAlign = 'center'
        context.textBaseline = 'middle'
        context.fillText(text, widthPx / 2, heightPx / 2)
      }
      const at = toMedia(stream, time)
      if (at < 0 || at > stream.duration) return say('The signal was not recorded here.')
      if (!loaded) return say(store.current?.failed ? 'The signal cannot be read.' : 'Reading…')
      const found = scalp.values(loaded, at, {
        band,
        halfUs,
        centred: choice.centred && !band
      })
      if (!found.values || !scalp.map) return say('The signal has a gap here.')
      const most = choice.most ?? found.most
      const range = band ? ([0, most] as const) : ([-most, most] as const)
      const sizePx = Math.max(60, Math.min(widthPx - 96, heightPx - 28))
      const drawing = {
        x: Math.max(4, (widthPx - sizePx - 72) / 2),
        y: 22,
        sizePx,
        range,
        colors: band ? ('sequential' as const) : ('diverging' as const),
        theme,
        names: choice.names
      }
      scalp.map.draw(context, found.values, drawing)
      drawColorScale(context, {
        ...drawing,
        x: drawing.x + sizePx + 14,
        y: 22 + sizePx * 0.2,
        heightPx: sizePx * 0.6,
        unit: band ? squared(unit) : unit,
        text: (value) => String(Number(value.toPrecision(3)))
      })
      context.fillStyle = theme.muted
      context.font = `11px ${theme.mono}`
      context.textAlign = 'left'
      context.textBaseline = 'top'
      context.fillText(
        `${formatClock(time)}  ${band ? `${band.name} ${band.lowHz}–${band.highHz} Hz, ${choice.windowSeconds} s` : choice.halfMs === 0 ? 'one sample' : `± ${choice.halfMs} ms`}`,
        8,
        4
      )
      performance.measure('scalp-map', { start: began, end: performance.now() })
      performance.clearMarks()
    },
    [stream, view, scalp, band, unit, choice]
  )
  const subscribe = useCallback((ask: () => void) => {
    repaint.current = ask
    return clock.subscribe(ask)
  }, [])
  return (
    <div className="brain-scalp">
      <LiveCanvas
        label={`Scalp map of ${scalp.shown.length} electrodes: ${band ? `power of ${band.name}` : 'value'} at the playhead`}
        paint={paint}
        subscribe={subscribe}
      />
    </div>
  )
}
