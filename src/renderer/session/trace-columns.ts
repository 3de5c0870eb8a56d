import type { Sliced } from '../../shared/agreement/sliced'

/** Widest tile that main answers, in columns. */
const WIDEST = 16_384

/** Values over a stretch of a recording, `rateHz` a second: one column for each wish, NaN where there is none. */
export interface ColumnStretch {
  /** µs of the recording. */
  readonly from: number
  readonly to: number
  readonly rateHz: number
}

/** A trace in even columns, as it was rated or with its lags taken out; one array for each dimension. */
export const traceColumns = (
  trackId: string,
  dims: readonly string[],
  stretch: ColumnStretch,
  withLag: boolean
): Promise<Float64Array[]> =>
  Promise.all(
    dims.map((_, dim) =>
      columnsOf(
        (from, to, px) =>
          `lab://tiles/trace/${encodeURIComponent(trackId)}?from=${from}&to=${to}&px=${px}&dim=${dim}&lag=${withLag ? 1 : 0}`,
        stretch,
        (low, high) => (low + high) / 2
      )
    )
  )

/** A channel of a signal in even columns: the middle of each. `toMedia` maps the recording's clock to the stream's. */
export const signalColumns = (
  streamId: string,
  channel: number,
  stretch: ColumnStretch,
  toMedia: (time: number) => number
): Promise<Float64Array> =>
  columnsOf(
    (from, to, px) =>
      `lab://tiles/signal/${encodeURIComponent(streamId)}?from=${toMedia(from)}&to=${toMedia(to)}&px=${px}&channels=${channel}`,
    stretch,
    (low, high) => (low + high) / 2
  )

/** How loud a sound is in even columns: the distance of its extremes. */
export const loudnessColumns = (
  streamId: string,
  stretch: ColumnStretch,
  toMedia: (time: number) => number
): Promise<Float64Array> =>
  columnsOf(
    (from, to, px) =>
      `lab://tiles/peaks/${encodeURIComponent(streamId)}?from=${toMedia(from)}&to=${toMedia(to)}&px=${px}`,
    stretch,
    (low, high) => high - low
  )

async function columnsOf(
  urlOf: (from: number, to: number, px: number) => string,
  { from, to, rateHz }: ColumnStretch,
  valueOf: (low: number, high: number) => number
): Promise<Float64Array> {
  const count = Math.max(1, Math.floor(((to - from) / 1e6) * rateHz))
  const timeOf = (column: number): number => from + (column * 1e6) / rateHz
  const out = new Float64Array(count).fill(Number.NaN)
  for (let at = 0; at < count; at += WIDEST) {
    const px = Math.min(WIDEST, count - at)
    const answer = await fetch(urlOf(timeOf(at), timeOf(at + px), px))
    if (!answer.ok) throw new Error(`the slice could not be read (${answer.status})`)
    const pairs = new Float32Array(await answer.arrayBuffer())
    for (let i = 0; i < px; i++)
      out[at + i] = valueOf(pairs[2 * i] ?? Number.NaN, pairs[2 * i + 1] ?? Number.NaN)
  }
  return out
}

/** Longest time that one slice of work may hold the window. */
const SLICE_MS = 8

/** Run sliced work to its end without holding the window up; undefined when it was given up meanwhile. */
export async function inSlices<T>(work: Sliced<T>, signal: AbortSignal): Promise<T | undefined> {
  while (!signal.aborted) {
    const until = performance.now() + SLICE_MS
    do {
      const step = work.next()
      if (step.done) return step.value
    } while (performance.now() < until)
    await new Promise((resume) => setTimeout(resume))
  }
  return undefined
}
