import type { ReactNode } from 'react'
import { useCallback, useMemo } from 'react'
import type { Stream } from '../../../shared/domain/rows'
import type { SignalRow } from '../../session/signals/channels'
import { placesOf } from '../../session/signals/scalp'
import { drawColorScale, headMap } from '../../ui/head-map'
import { LiveCanvas } from '../../ui/live-canvas'
import { themeColors } from '../../ui/theme-colors'

interface HeadRowProps {
  readonly stream: Stream
  readonly rows: readonly SignalRow[]
  readonly unit: string
  /** Values in the order of the rows. */
  readonly maps: readonly { readonly title: string; readonly values: readonly number[] }[]
  readonly text: string
  /** Every map by its own scale, without numbers: the sign and size of a component mean nothing. */
  readonly own?: boolean
}

const never = (): (() => void) => () => undefined

/** Scalp maps beside each other, all by one scale of colours. */
export function HeadRow({ stream, rows, unit, maps, text, own = false }: HeadRowProps): ReactNode {
  const scalp = useMemo(() => {
    const { places } = placesOf(stream, rows)
    return {
      places,
      map: headMap(places.map(({ at, point }) => ({ ...point, label: rows[at]?.label ?? '' })))
    }
  }, [stream, rows])
  const paint = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) => {
      const theme = themeColors()
      const room = own ? 8 : 76
      const sizePx = Math.max(40, Math.min((widthPx - room) / Math.max(1, maps.length) - 6, heightPx - 22))
      const values = maps.map((one) => scalp.places.map(({ at }) => one.values[at] ?? NaN))
      const most = (of: readonly number[]): number =>
        Math.max(1e-12, ...of.map(Math.abs).filter(Number.isFinite))
      const all = most(values.flat())
      context.textAlign = 'center'
      maps.forEach(({ title }, k) => {
        const x = 4 + k * (sizePx + 6)
        context.fillStyle = theme.muted
        context.font = `11px ${theme.font}`
        context.textAlign = 'center'
        context.textBaseline = 'top'
        context.fillText(title, x + sizePx / 2, 2, sizePx)
        const mine = values[k] ?? []
        if (mine.some((value) => !Number.isFinite(value))) return
        const end = own ? most(mine) : all
        scalp.map?.draw(context, mine, {
          x,
          y: 18,
          sizePx,
          range: [-end, end],
          colors: 'diverging',
          theme,
          names: sizePx > 220
        })
      })
      if (!own)
        drawColorScale(context, {
          x: 4 + maps.length * (sizePx + 6) + 8,
          y: 34,
          heightPx: Math.max(30, sizePx * 0.6),
          range: [-all, all],
          colors: 'diverging',
          theme,
          unit,
          text: (value) => String(Number(value.toPrecision(3)))
        })
    },
    [maps, scalp, unit, own]
  )
  if (!scalp.map) return null
  return (
    <figure className="brain-heads">
      <div className="brain-heads-canvas">
        <LiveCanvas
          label={`Scalp maps: ${maps.map(({ title }) => title).join(', ')}`}
          paint={paint}
          subscribe={never}
        />
      </div>
      {text !== '' && <figcaption>{text}</figcaption>}
    </figure>
  )
}
