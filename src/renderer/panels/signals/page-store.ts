import type { Stream } from '../../../shared/domain/rows'
import { toMaster, toMedia } from '../../../shared/domain/time'
import { PAGE_HEADERS } from '../../../shared/signal/signal-page'
import { readPageBody } from '../../../shared/signal/stored-page'
import type { PageColumns } from '../../../shared/signal/stored-page'
import { changesSamples } from '../../../shared/signal/signal-view'
import type { SignalView } from '../../../shared/signal/signal-view'
import type { Viewport } from '../../session/viewport'

/** A picture of a stretch of the stream, as it came. */
export interface Page extends PageColumns {
  /** On the recording's clock. */
  readonly from: number
  readonly to: number
  readonly columns: number
  readonly rows: readonly number[]
  /** Too long for the view: drawn as recorded. */
  readonly unfiltered: boolean
  /** Rows that the view was not applied to. */
  readonly unfilteredRows: ReadonlySet<number>
}

export interface PageWish {
  readonly stream: Stream
  /** Rows by index, in the order of the picture. */
  readonly rows: readonly number[]
  readonly view: SignalView | undefined
}

/** The overview of a fresh file grows while it is made: what was not known is asked for again this often. */
const AGAIN_MS = 700
/** A stretch beyond each side of the view, as a share of it, so that short moves need no call. */
const MARGIN = 0.5

/** Fetches pages as the view moves: one call at a time, the newest wish next; the last page stays meanwhile. */
export class PageStore {
  private page: Page | undefined
  private key = ''
  private busy = false
  private failed = 0
  private heldUntil = 0
  private again: ReturnType<typeof setTimeout> | undefined
  private abort = new AbortController()

  constructor(
    private readonly slot: string,
    private readonly changed: () => void
  ) {}

  /** The page to draw now, for a view; asks for a better one where needed. */
  at(wish: PageWish, view: Viewport): Page | undefined {
    const key = this.keyFor(wish)
    if (key !== this.key) {
      this.key = key
      this.failed = 0
      this.heldUntil = 0
      // Rows of another order would be drawn in the wrong place.
      if (!sameRows(this.page?.rows, wish.rows)) this.page = undefined
      this.stop()
    }
    const span = { from: view.start, to: view.start + view.span }
    const { page } = this
    const perColumn = page ? (page.to - page.from) / page.columns : 0
    const fine = view.span / Math.max(1, view.widthPx)
    const serves =
      page !== undefined &&
      this.shownKey === key &&
      page.from <= Math.max(startOf(wish.stream), span.from) &&
      page.to >= Math.min(endOf(wish.stream), span.to) &&
      perColumn > fine * 0.7 &&
      perColumn < fine * 1.3
    if (!serves && !this.busy && performance.now() >= this.heldUntil && view.widthPx > 0)
      void this.load(wish, view, key)
    return page
  }

  state(): 'loading' | 'ready' | 'failed' {
    return this.page ? 'ready' : this.failed > 1 ? 'failed' : 'loading'
  }

  dispose(): void {
    clearTimeout(this.again)
    this.abort.abort()
  }

  private shownKey = ''
  private lastWish: { readonly wish: PageWish; readonly key: string } | undefined

  /** A wish is asked for again each frame; a view may be long, so it is written out once. */
  private keyFor(wish: PageWish): string {
    const { lastWish } = this
    if (
      lastWish?.wish.stream === wish.stream &&
      lastWish.wish.rows === wish.rows &&
      lastWish.wish.view === wish.view
    )
      return lastWish.key
    const key = keyOf(wish)
    this.lastWish = { wish, key }
    return key
  }

  private stop(): void {
    clearTimeout(this.again)
    this.abort.abort()
    this.abort = new AbortController()
    this.busy = false
  }

  private async load(wish: PageWish, view: Viewport, key: string): Promise<void> {
    const { stream, rows } = wish
    const { signal } = this.abort
    this.busy = true
    const from = Math.max(Math.min(startOf(stream), view.start), Math.floor(view.start - view.span * MARGIN))
    const to = Math.max(from + 1, Math.min(endOf(stream), Math.ceil(view.start + view.span * (1 + MARGIN))))
    const columns = Math.max(1, Math.min(8000, Math.round(((to - from) / view.span) * view.widthPx)))
    const query = new URLSearchParams({
      from: String(toMedia(stream, from)),
      to: String(toMedia(stream, to)),
      px: String(columns),
      channels: rows.join(','),
      slot: this.slot,
      numbers: 'stored'
    })
    if (changesSamples(wish.view)) query.set('view', JSON.stringify(wish.view))
    try {
      const answer = await fetch(`lab://tiles/signal/${encodeURIComponent(stream.id)}?${query}`, { signal })
      if (!answer.ok) throw new Error(String(answer.status))
      const body = await answer.arrayBuffer()
      if (signal.aborted) return
      const stored = answer.headers.get(PAGE_HEADERS.stored) === '1'
      this.page = {
        from,
        to,
        columns,
        rows,
        ...readPageBody(body, rows.length, columns, stored),
        unfiltered: answer.headers.get(PAGE_HEADERS.unfiltered) === '1',
        unfilteredRows: new Set(
          (answer.headers.get(PAGE_HEADERS.unfilteredRows) ?? '').split(',').filter(Boolean).map(Number)
        )
      }
      this.shownKey = key
      this.failed = 0
      const known = answer.headers.get(PAGE_HEADERS.completeUntil)
      if (known !== null && Number(known) < toMedia(stream, to))
        this.again = setTimeout(() => {
          this.shownKey = ''
          this.changed()
        }, AGAIN_MS)
    } catch {
      if (signal.aborted) return
      this.failed++
      const pause = Math.min(10_000, 300 * 2 ** this.failed)
      this.heldUntil = performance.now() + pause
      this.again = setTimeout(this.changed, pause + 10)
    }
    this.busy = false
    this.changed()
  }
}

const keyOf = ({ stream, rows, view }: PageWish): string =>
  JSON.stringify([stream.id, stream.offset, stream.driftPpm, stream.cache, rows, view])

const sameRows = (a: readonly number[] | undefined, b: readonly number[]): boolean =>
  a !== undefined && a.length === b.length && a.every((row, i) => row === b[i])

const startOf = (stream: Stream): number => toMaster(stream, 0)
const endOf = (stream: Stream): number => toMaster(stream, stream.duration)
