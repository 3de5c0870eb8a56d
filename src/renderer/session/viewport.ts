import { createStore, type StoreApi } from 'zustand/vanilla'
import { micros, type Micros } from '../../shared/domain/time'

/** The stretch of time that every lane shows, and how many CSS pixels it has. */
export interface Viewport {
  readonly start: number
  readonly span: number
  readonly widthPx: number
}

/** What a viewport may show: the length of the recording and the shortest span. */
export interface ViewportLimits {
  readonly duration: number
  readonly minSpan: number
}

/** The shortest span shows about this many samples of the finest stream. */
const FINEST_SAMPLES = 32
/** Shortest span where no sampling rate is known: one thousandth of a second. */
const DEFAULT_MIN_SPAN = 1000
/** Room after the end of a recording when all of it is shown, as a share of its length. */
const END_ROOM = 0.01

export const timeToX = (view: Viewport, time: number): number =>
  ((time - view.start) / view.span) * view.widthPx
export const xToTime = (view: Viewport, x: number): Micros =>
  micros(view.start + (x / Math.max(1, view.widthPx)) * view.span)
/** How much time one pixel shows. */
export const microsPerPixel = (view: Viewport): number => view.span / Math.max(1, view.widthPx)

/** Keep a viewport inside its recording and above the shortest span. */
export function clampViewport(view: Viewport, limits: ViewportLimits): Viewport {
  const longest = Math.max(limits.minSpan, limits.duration * (1 + END_ROOM))
  const span = Math.min(longest, Math.max(limits.minSpan, view.span))
  const start = Math.round(Math.max(0, Math.min(longest - span, view.start)))
  return { start, span, widthPx: view.widthPx }
}

/** Zoom so that the time under a pixel stays there. A factor below 1 shows less time. */
export function zoomAt(view: Viewport, factor: number, x: number, limits: ViewportLimits): Viewport {
  const share = x / Math.max(1, view.widthPx)
  const anchor = view.start + share * view.span
  const { span } = clampViewport({ ...view, span: view.span * factor }, limits)
  return clampViewport({ ...view, span, start: anchor - share * span }, limits)
}

/** Move by pixels; positive shows later times. */
export const panBy = (view: Viewport, pixels: number, limits: ViewportLimits): Viewport =>
  clampViewport({ ...view, start: view.start + pixels * microsPerPixel(view) }, limits)

/** Show a range with a little room around it. */
export function showRange(view: Viewport, start: number, end: number, limits: ViewportLimits): Viewport {
  const room = Math.max((end - start) * 0.1, limits.minSpan / 4)
  return clampViewport({ ...view, start: start - room, span: end - start + 2 * room }, limits)
}

/** Page on when the playhead leaves the view, so that the picture stands still most of the time. */
export function follow(view: Viewport, time: number, limits: ViewportLimits): Viewport {
  if (time >= view.start && time <= view.start + view.span * 0.97) return view
  return clampViewport({ ...view, start: time - view.span * 0.05 }, limits)
}

/** Bring a range into view with as little change as possible: nothing when it is in view, a move when it fits, else a zoom. */
export function reveal(view: Viewport, start: number, end: number, limits: ViewportLimits): Viewport {
  if (start >= view.start && end <= view.start + view.span) return view
  if (end - start > view.span * 0.9) return showRange(view, start, end, limits)
  return clampViewport({ ...view, start: (start + end - view.span) / 2 }, limits)
}

/** Shortest span for the sampling rates of a recording. */
export const minSpanFor = (ratesHz: readonly number[]): number => {
  const fastest = Math.max(0, ...ratesHz)
  return fastest > 0 ? Math.max(100, (FINEST_SAMPLES / fastest) * 1e6) : DEFAULT_MIN_SPAN
}

interface ViewportState {
  readonly view: Viewport
  readonly limits: ViewportLimits
  /** A new recording: show all of it. */
  reset(limits: ViewportLimits): void
  setLimits(limits: ViewportLimits): void
  setWidth(widthPx: number): void
  zoom(factor: number, x?: number): void
  pan(pixels: number): void
  fit(): void
  show(start: number, end: number): void
  follow(time: number): void
  reveal(start: number, end?: number): void
}

/** State of the time axis in this window. */
export function createViewport(): StoreApi<ViewportState> {
  return createStore<ViewportState>((set, get) => {
    const change = (view: Viewport): void => {
      const now = get().view
      if (view.start !== now.start || view.span !== now.span || view.widthPx !== now.widthPx) set({ view })
    }
    return {
      view: { start: 0, span: 1e7, widthPx: 1000 },
      limits: { duration: 1e7, minSpan: DEFAULT_MIN_SPAN },
      reset(limits) {
        set({ limits })
        get().fit()
      },
      setLimits(limits) {
        set({ limits })
        change(clampViewport(get().view, limits))
      },
      setWidth(widthPx) {
        if (widthPx > 0) change({ ...get().view, widthPx })
      },
      zoom(factor, x) {
        const { view, limits } = get()
        change(zoomAt(view, factor, x ?? view.widthPx / 2, limits))
      },
      pan(pixels) {
        change(panBy(get().view, pixels, get().limits))
      },
      fit() {
        const { view, limits } = get()
        change(clampViewport({ ...view, start: 0, span: Infinity }, limits))
      },
      show(start, end) {
        change(showRange(get().view, start, end, get().limits))
      },
      reveal(start, end = start) {
        change(reveal(get().view, start, end, get().limits))
      },
      follow(time) {
        change(follow(get().view, time, get().limits))
      }
    }
  })
}

/** The time axis of this window. */
export const viewport = createViewport()
