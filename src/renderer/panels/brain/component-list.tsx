import type { ReactNode } from 'react'
import { useCallback, useMemo } from 'react'
import type { Stream } from '../../../shared/domain/rows'
import type { ComponentsResult } from '../../../shared/signal/analyses/components'
import type { SignalRow } from '../../session/signals/channels'
import { chooseComponent } from '../../session/signals/components'
import type { ComponentSearch } from '../../session/signals/components'
import { placesOf } from '../../session/signals/scalp'
import { Checkbox } from '../../ui/checkbox'
import { headMap } from '../../ui/head-map'
import type { HeadMap } from '../../ui/head-map'
import { LiveCanvas } from '../../ui/live-canvas'
import { themeColors } from '../../ui/theme-colors'

const never = (): (() => void) => () => undefined
const TO_HZ = 50

/** Every component as a row: its map, its course, its spectrum, and whether it goes. */
export function ComponentList({
  stream,
  rows,
  search,
  result
}: {
  stream: Stream
  rows: readonly SignalRow[]
  search: ComponentSearch
  result: ComponentsResult
}): ReactNode {
  const scalp = useMemo(() => {
    const own = result.channels.flatMap((index) => rows[index] ?? [])
    const { places } = placesOf(stream, own)
    return {
      places: places.map(({ at }) => at),
      map: headMap(places.map(({ at, point }) => ({ ...point, label: own[at]?.label ?? '' })))
    }
  }, [stream, rows, result])
  // Those that may go are looked at first; within each, the strongest.
  const order = useMemo(() => {
    const told = new Set(result.suggestions.map(({ component }) => component))
    return [...result.maps.keys()].sort((a, b) => Number(told.has(b)) - Number(told.has(a)) || a - b)
  }, [result])
  return (
    <ul className="brain-components" aria-label="Components">
      {order.map((k) => {
        const map = result.maps[k] ?? new Float64Array()
        const told = result.suggestions.filter(({ component }) => component === k)
        return (
          <li key={k} className="brain-component">
            <div className="brain-component-facts">
              <Checkbox
                checked={search.chosen.includes(k)}
                onChange={(goes) => chooseComponent(stream.id, k, goes)}
              >
                Component {k + 1}
              </Checkbox>
              <span className="muted">{((result.shares[k] ?? 0) * 100).toFixed(1)} % of the variance</span>
              {told.map(({ kind, correlation }) => (
                <span key={kind} className="badge">
                  {kind}, r {correlation.toFixed(2)}
                </span>
              ))}
            </div>
            <ComponentPicture
              scalp={scalp.map}
              values={scalp.places.map((at) => map[at] ?? NaN)}
              result={result}
              k={k}
            />
          </li>
        )
      })}
    </ul>
  )
}

function ComponentPicture({
  scalp,
  values,
  result,
  k
}: {
  scalp: HeadMap | undefined
  values: readonly number[]
  result: ComponentsResult
  k: number
}): ReactNode {
  const key = JSON.stringify(values)
  const paint = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) => {
      const theme = themeColors()
      const shown = JSON.parse(key) as number[]
      const most = Math.max(1e-12, ...shown.map(Math.abs))
      scalp?.draw(context, shown, {
        x: 0,
        y: 2,
        sizePx: heightPx - 4,
        range: [-most, most],
        colors: 'diverging',
        theme,
        names: false
      })
      const left = heightPx + 10
      const right = Math.min(200, widthPx * 0.26)
      const middle = widthPx - left - right - 16
      context.strokeStyle = theme.accent
      context.lineWidth = 1
      line(context, result.courses[k] ?? [], left, 4, middle, heightPx - 18)
      const end = result.frequencies.findLastIndex((hz) => hz <= TO_HZ) + 1
      const spectrum = Array.from((result.spectra[k] ?? new Float64Array()).subarray(1, end), Math.log10)
      context.strokeStyle = theme.good
      line(context, spectrum, left + middle + 16, 4, right, heightPx - 18)
      context.fillStyle = theme.faint
      context.font = `10px ${theme.font}`
      context.textBaseline = 'bottom'
      context.textAlign = 'left'
      context.fillText(
        `${Math.round((result.courses[k]?.length ?? 0) / result.courseRateHz)} s from the start`,
        left,
        heightPx - 1
      )
      context.fillText(`to ${TO_HZ} Hz, logarithmic`, left + middle + 16, heightPx - 1)
    },
    [scalp, key, result, k]
  )
  return (
    <div className="brain-component-picture">
      <LiveCanvas label={`Map, course and spectrum of component ${k + 1}`} paint={paint} subscribe={never} />
    </div>
  )
}

/** A curve that fills a rectangle; places without a number stay open. */
function line(
  context: CanvasRenderingContext2D,
  values: ArrayLike<number>,
  x: number,
  y: number,
  widthPx: number,
  heightPx: number
): void {
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (!(high > low) || widthPx <= 0) return
  context.beginPath()
  let open = false
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN
    if (!Number.isFinite(value)) {
      open = false
      continue
    }
    const [px, py] = [
      x + (i / (values.length - 1)) * widthPx,
      y + heightPx - ((value - low) / (high - low)) * heightPx
    ]
    if (open) context.lineTo(px, py)
    else context.moveTo(px, py)
    open = true
  }
  context.stroke()
}
