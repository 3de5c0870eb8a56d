import type { ReactNode } from 'react'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Stream } from '../../../shared/domain/rows'
import { changesSamples } from '../../../shared/signal/signal-view'
import { rowsOf, typesOf } from '../../session/signals/channels'
import { useSignals } from '../../session/signals/signal-state'
import type { SignalLook } from '../../session/signals/signal-state'
import { viewport } from '../../session/viewport'
import type { Viewport } from '../../session/viewport'
import { onThemeChange, themeColors } from '../../ui/theme-colors'
import { Gutter } from './gutter'
import { Legend } from './legend'
import { Overlay } from './overlay'
import { PageStore } from './page-store'
import type { Page } from './page-store'
import { paintSignals } from './paint'
import { Sheet } from './sheet'
import { scalesOf } from './scales'
import type { RowScale } from './scales'
import { TimeRuler } from './time-ruler'
import { typeColors } from './type-colors'
import { useSignalPointer } from './use-signal-pointer'

/** What the last page could not show as asked. */
export interface PageState {
  readonly state: 'loading' | 'ready' | 'failed'
  readonly unfiltered: boolean
  readonly unfilteredRows: number
}

/** The channels of a stream below each other over the time axis of the desk. */
export function Viewer({
  stream,
  look,
  onPage
}: {
  stream: Stream
  look: SignalLook
  onPage: (state: PageState) => void
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const [heightPx, setHeight] = useState(0)
  const [top, setTop] = useState(0)
  const [scales, setScales] = useState<readonly RowScale[]>([])
  const picked = useSignals((state) => state.chosen)
  const chosen = useMemo(() => new Set(picked), [picked])
  const rows = useMemo(() => rowsOf(stream, look), [stream, look])
  const shownRows = look.mode === 'butterfly' ? rows.length : Math.min(rows.length, look.rows)
  const rowPx =
    look.mode === 'butterfly' ? heightPx / Math.max(1, rows.length) : heightPx / Math.max(1, shownRows)
  const firstRow = look.mode === 'butterfly' ? 0 : top / Math.max(1, rowPx)
  // Rows in view and a few beside them; in whole numbers, so that scrolling by pixels asks for nothing new.
  const whole = look.mode === 'butterfly'
  const from = whole ? 0 : Math.max(0, Math.floor(firstRow / 8) * 8 - 8)
  const to = whole ? rows.length : Math.min(rows.length, Math.ceil((firstRow + shownRows) / 8) * 8 + 8)
  const wish = useMemo(
    () => ({ stream, rows: rows.slice(from, to).map(({ index }) => index), view: look.view }),
    [stream, rows, look.view, from, to]
  )
  const invalidate = useRef<() => void>(() => undefined)

  useEffect(() => {
    const changed = (): void => invalidate.current()
    const pages = new PageStore(`signals-${stream.id}`, changed)
    const raw = new PageStore(`signals-raw-${stream.id}`, changed)
    stores.current = { pages, raw }
    invalidate.current()
    return () => {
      pages.dispose()
      raw.dispose()
      stores.current = undefined
    }
  }, [stream.id])
  const stores = useRef<{ pages: PageStore; raw: PageStore } | undefined>(undefined)
  const scaleKeeper = useRef<
    { page: Page | undefined; look: SignalLook; scales: readonly RowScale[] } | undefined
  >(undefined)
  const state = useRef('')
  const sheet = useRef(new Sheet())
  const shift = useRef(0)

  const draw = useCallback(() => {
    const element = canvas.current
    const { current } = stores
    if (!element || !current) return
    const pixelRatio = devicePixelRatio || 1
    const view: Viewport = { ...viewport.getState().view, widthPx: element.clientWidth }
    const page = current.pages.at(wish, view)
    const raw =
      look.raw && changesSamples(look.view) ? current.raw.at({ ...wish, view: undefined }, view) : undefined
    if (page && (scaleKeeper.current?.page !== page || scaleKeeper.current.look !== look)) {
      const inPage = scalesOf(page, rowsIn(rows, page), look)
      const byIndex = new Map(page.rows.map((index, i) => [index, inPage[i]]))
      const all = rows.map(({ index }) => byIndex.get(index) ?? unknownScale)
      scaleKeeper.current = { page, look, scales: all }
      setScales(all)
    }
    const told = {
      state: current.pages.state(),
      unfiltered: page?.unfiltered ?? false,
      unfilteredRows: page?.unfilteredRows.size ?? 0
    }
    const key = JSON.stringify(told)
    if (key !== state.current) {
      state.current = key
      onPage(told)
    }
    const context = element.getContext('2d', { alpha: false })
    const [width, height] = [
      Math.round(element.clientWidth * pixelRatio),
      Math.round(element.clientHeight * pixelRatio)
    ]
    if (element.width !== width) element.width = width
    if (element.height !== height) element.height = height
    if (!context) return
    paintSignals(
      context,
      {
        view,
        heightPx: element.clientHeight,
        pixelRatio,
        theme: themeColors(),
        types: typesOf(stream).size > 1 ? typeColors() : undefined,
        rows,
        firstRow,
        rowPx,
        look,
        page,
        scales: scaleKeeper.current?.scales ?? [],
        raw,
        chosen,
        shift: Math.round(shift.current * pixelRatio)
      },
      sheet.current
    )
  }, [stream, wish, look, rows, firstRow, rowPx, chosen, onPage])

  useLayoutEffect(() => {
    let frame: number | undefined
    const ask = (): void => void (frame ??= requestAnimationFrame(() => ((frame = undefined), draw())))
    invalidate.current = ask
    ask()
    const stops = [viewport.subscribe(ask), onThemeChange(ask)]
    return () => {
      stops.forEach((stop) => stop())
      if (frame !== undefined) cancelAnimationFrame(frame)
    }
  }, [draw])

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = new ResizeObserver(() => {
      setHeight(element.clientHeight)
      invalidate.current()
    })
    measure.observe(element)
    return () => measure.disconnect()
  }, [])
  const area = useRef<HTMLDivElement>(null)
  const drag = useCallback((px: number) => {
    shift.current = px
    invalidate.current()
  }, [])
  useSignalPointer(area, stream, drag)

  return (
    <div
      className="sig"
      role="region"
      aria-label={`Signals of ${stream.name}`}
      tabIndex={-1}
      data-keys="desk"
    >
      <div className="sig-head-row">
        <span className="sig-corner" />
        <TimeRuler stream={stream} />
      </div>
      <div ref={scroller} className="sig-scroll" onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
        <div className="sig-stage" style={{ height: heightPx }}>
          <Gutter
            stream={stream}
            rows={rows}
            firstRow={firstRow}
            rowPx={rowPx}
            heightPx={heightPx}
            scales={scales}
            look={look}
          />
          <div ref={area} className="sig-area">
            <canvas
              ref={canvas}
              className="sig-canvas sig-traces"
              role="img"
              aria-label={`${rows.length} channels of ${stream.name}`}
            />
            <Overlay
              stream={stream}
              rows={rows}
              firstRow={firstRow}
              rowPx={rowPx}
              scales={scales}
              look={look}
            />
          </div>
        </div>
        <div
          className="sig-room"
          style={{ height: Math.max(0, rows.length * rowPx - heightPx) }}
          aria-hidden
        />
      </div>
      <Legend rows={rows} />
    </div>
  )
}

const unknownScale: RowScale = { middle: 0, half: 1, unit: '', up: 1 }

const rowsIn = (rows: ReturnType<typeof rowsOf>, page: Page): ReturnType<typeof rowsOf> => {
  const byIndex = new Map(rows.map((row) => [row.index, row]))
  return page.rows.flatMap((index) => byIndex.get(index) ?? [])
}
