import type { Viewport } from '../../session/viewport'

/** A slice of a stream's pyramid: columns of numbers over a stretch of the recording. */
export interface Tile {
  readonly from: number
  readonly to: number
  /** Number of columns; each covers `(to - from) / columns`. */
  readonly columns: number
  readonly data: Float32Array
}

export interface Tiles {
  /** The best slice for a view, now; asks for a better one where needed. The last slice stays while the next loads. */
  at(view: Viewport): Tile | undefined
  state(): 'loading' | 'ready' | 'failed'
  dispose(): void
}

interface TileRequest {
  readonly from: number
  readonly to: number
  readonly columns: number
}

/** Slices are one view wider on each side, so that short moves need no call. */
const SCREENS = 3

/** What to ask for, for a view: three views wide, within the recording, at most one column per sample. */
export function tileFor(view: Viewport, duration: number, rateHz: number | undefined): TileRequest {
  const from = Math.max(0, Math.floor(view.start - view.span))
  const to = Math.min(Math.max(duration, 1), Math.ceil(view.start + 2 * view.span))
  const share = (to - from) / (view.span * SCREENS)
  const wanted = Math.ceil(view.widthPx * SCREENS * share)
  const samples = rateHz ? Math.ceil(((to - from) / 1e6) * rateHz) : Infinity
  return { from, to, columns: Math.max(1, Math.min(wanted, samples)) }
}

/** Whether a slice still serves a view: it covers it, at about the right fineness. */
export function serves(tile: TileRequest, view: Viewport, wanted: TileRequest): boolean {
  const covers =
    tile.from <= Math.max(0, view.start) && tile.to >= Math.min(wanted.to, view.start + view.span)
  const ratio = (tile.to - tile.from) / tile.columns / ((wanted.to - wanted.from) / wanted.columns)
  return covers && ratio > 0.8 && ratio < 1.25
}

/** Whether a slice covers a view at a fineness that can be stretched for a moment. */
function nearly(tile: TileRequest, view: Viewport, wanted: TileRequest): boolean {
  const covers =
    tile.from <= Math.max(0, view.start) && tile.to >= Math.min(wanted.to, view.start + view.span)
  const ratio = (tile.to - tile.from) / tile.columns / ((wanted.to - wanted.from) / wanted.columns)
  return covers && ratio > 0.3 && ratio < 3
}

/** Zooming has come to rest when the view kept its span this long. */
const REST_MS = 90

/** Fetch slices as a view moves. At most one call is under way; what was wished meanwhile is asked next. */
export function openTiles(
  urlOf: (request: TileRequest) => string,
  limits: { readonly duration: number; readonly rateHz: number | undefined },
  onLoaded: () => void
): Tiles {
  let tile: Tile | undefined
  let busy = false
  let failures = 0
  let heldUntil = 0
  const abort = new AbortController()

  const load = async (request: TileRequest): Promise<void> => {
    busy = true
    try {
      const answer = await fetch(urlOf(request), { signal: abort.signal })
      if (!answer.ok) throw new Error(`${answer.status}`)
      tile = { ...request, data: new Float32Array(await answer.arrayBuffer()) }
      failures = 0
    } catch {
      failures++
    }
    busy = false
    if (abort.signal.aborted) return
    if (failures === 0) return onLoaded()
    // Peaks of a fresh import are still being computed: try again, less and less often.
    const pause = Math.min(10_000, 500 * 2 ** failures)
    heldUntil = performance.now() + pause
    setTimeout(() => !abort.signal.aborted && onLoaded(), pause + 10)
  }
  let lastSpan = 0
  let lastZoomAt = 0
  let resting: ReturnType<typeof setTimeout> | undefined
  const rest = (): void => {
    resting = undefined
    onLoaded()
  }
  return {
    at(view) {
      const wanted = tileFor(view, limits.duration, limits.rateHz)
      const served = tile !== undefined && serves(tile, view, wanted)
      const now = performance.now()
      if (view.span !== lastSpan) lastZoomAt = now
      lastSpan = view.span
      // While the wheel turns, a picture of about the right fineness is good enough; the sharp one comes when it rests.
      if (!served && tile && now - lastZoomAt < REST_MS && nearly(tile, view, wanted)) {
        resting ??= setTimeout(rest, REST_MS)
        return tile
      }
      if (!busy && !served && view.widthPx > 0 && now >= heldUntil) void load(wanted)
      return tile
    },
    state: () => (tile ? 'ready' : failures > 1 ? 'failed' : 'loading'),
    dispose() {
      clearTimeout(resting)
      abort.abort()
    }
  }
}
