import type { SignalView } from './signal-view'

/** Where the parts of a signal stream lie, absolute paths. One of `layout` and `pyramid` is there. */
export interface SignalPlace {
  /** The stream's own file. */
  readonly file: string
  /** How its samples lie, where it is read in place. */
  readonly layout?: string
  readonly pyramid?: string
}

/** A stretch of a signal stream. Times in µs of the stream. */
export interface SignalStretch {
  readonly place: SignalPlace
  readonly fromUs: number
  readonly toUs: number
  /** Channels by index, in the order of the answer; all when absent. With a bipolar view: pairs by index. */
  readonly channels?: readonly number[]
  readonly view?: SignalView
}

/** A picture of a stretch, as wide as the window asks. */
export interface PageRequest extends SignalStretch {
  readonly px: number
  /** Whether the answer may hold 16-bit numbers as the file stores them: half the bytes, and just as exact. */
  readonly stored?: boolean
}

/** A page in physical units, or in stored numbers where that was asked for and each row is kept in 16 bits. */
export type SignalPage = PhysicalPage | StoredPage

export interface PhysicalPage extends PageFacts {
  readonly kind: 'physical'
  /** Rows x px x (min, max) in physical units; NaN: nothing recorded, or not known yet. */
  readonly columns: Float32Array<ArrayBuffer>
}

export interface StoredPage extends PageFacts {
  readonly kind: 'stored'
  /** Rows x px x (min, max) as stored; min above max: nothing recorded, or not known yet. */
  readonly columns: Int16Array<ArrayBuffer>
  /** Of each row, scale and shift: physical value = stored number * scale + shift. Lies before the columns in one buffer. */
  readonly scales: Float64Array<ArrayBuffer>
}

interface PageFacts {
  readonly rows: number
  /** Set while the overview is being made: columns behind this time are not known yet, µs of the stream. */
  readonly completeUntilUs?: number
  /** The page is too long for the view: it shows the recording as it is. */
  readonly unfiltered: boolean
  /** Rows that the view cannot be applied to (another rate than the reference, a filter beyond half the rate): shown as they are. */
  readonly unfilteredRows: readonly number[]
}

/** Samples of a stretch, with the view applied. */
export interface SignalSamples {
  /** By row: samples between gaps. */
  readonly rows: readonly (readonly {
    readonly startUs: number
    readonly rateHz: number
    readonly samples: Float32Array<ArrayBuffer>
  }[])[]
  readonly unfilteredRows: readonly number[]
}

/** Headers of `lab://tiles/signal`. */
export const PAGE_HEADERS = {
  /** `1`: the page shows the recording as it is, although a view was asked for. */
  unfiltered: 'x-lab-unfiltered',
  /** Rows that the view was not applied to, comma-separated. */
  unfilteredRows: 'x-lab-unfiltered-rows',
  /** Columns from this time on, µs of the stream, are not known yet: ask again. */
  completeUntil: 'x-lab-complete-until',
  /** `1`: the page holds stored numbers. */
  stored: 'x-lab-stored',
  rows: 'x-lab-rows'
} as const

/** The headers that say what is special about a page. */
export const pageHeaders = (page: SignalPage): Readonly<Record<string, string>> => ({
  [PAGE_HEADERS.rows]: String(page.rows),
  ...(page.kind === 'stored' ? { [PAGE_HEADERS.stored]: '1' } : {}),
  ...(page.unfiltered ? { [PAGE_HEADERS.unfiltered]: '1' } : {}),
  ...(page.unfilteredRows.length > 0 ? { [PAGE_HEADERS.unfilteredRows]: page.unfilteredRows.join(',') } : {}),
  ...(page.completeUntilUs === undefined
    ? {}
    : { [PAGE_HEADERS.completeUntil]: String(page.completeUntilUs) })
})
