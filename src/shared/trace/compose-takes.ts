import { spanOfTake } from './trace'
import type { TakeSamples, Trace } from './trace'

/** How takes become one trace. */
export interface ComposeOptions {
  /** Dimensions of the trace, in order; a take without one leaves it as it is. */
  readonly dims: readonly string[]
  readonly rateHz: number
  /** Stretch [from, to) in µs; the span of all visible takes when absent. */
  readonly from?: number
  readonly to?: number
  /** Time of a grid point, µs: the start of the lowest visible take when absent, so that one take is read as it was rated. */
  readonly origin?: number
  /** Takes moved earlier by their reaction lag. Default true. */
  readonly withLag?: boolean
  /** Values hold until the next sample instead of a straight line: binary and event-driven traces. Default false. */
  readonly hold?: boolean
}

/**
 * One trace from takes laid over each other by `position`, the later one on top; hidden ones are left out. A take counts
 * in exactly [start, end): outside it nothing of what lies below changes. Inside, over its `fade` at either end, it
 * passes in a straight line from and to what lies below, where there is something below. A missing value on top is
 * missing in the trace: whoever rates a stretch again and declines has declined.
 */
export function composeTakes(takes: readonly TakeSamples[], options: ComposeOptions): Trace {
  const { dims, rateHz, withLag = true } = options
  const visible = takes.filter(({ take }) => !take.hidden).sort((a, b) => a.take.position - b.take.position)
  const spans = visible.map(({ take }) => spanOfTake(take, withLag))
  const from = options.from ?? Math.min(...spans.map(({ start }) => start))
  const to = options.to ?? Math.max(...spans.map(({ end }) => end))
  const origin = options.origin ?? spans[0]?.start ?? 0
  const period = 1e6 / rateHz
  const empty = visible.length === 0 || !(to > from)
  const first = empty ? 0 : Math.ceil((from - origin) / period - TINY)
  const count = empty ? 0 : Math.max(0, Math.ceil((to - origin) / period - TINY) - first)
  const values = dims.map(() => new Float64Array(count).fill(Number.NaN))
  const trace: Trace = { startUs: origin + first * period, rateHz, dims, count, values }
  visible.forEach((take, index) =>
    layOver(trace, take, spans[index] ?? { start: 0, end: 0 }, options.hold ?? false)
  )
  return trace
}

/** Part of a sample's distance that is taken for the sample itself: times are whole microseconds, rates need not divide them. */
const TINY = 1e-4

function layOver(
  trace: Trace,
  { take, samples, first = 0 }: TakeSamples,
  span: { readonly start: number; readonly end: number },
  hold: boolean
): void {
  const width = take.dims.length
  const rows = samples.length / width
  const step = take.rateHz / trace.rateHz
  const head = ((trace.startUs - span.start) / 1e6) * take.rateHz
  const fade = Math.min(((take.fade ?? 0) / 1e6) * take.rateHz, take.count / 2)
  const begin = Math.max(0, Math.ceil((0 - TINY - head) / step))
  const end = Math.min(trace.count, Math.ceil((take.count - TINY - head) / step))
  trace.dims.forEach((dim, row) => {
    const column = take.dims.indexOf(dim)
    const out = trace.values[row]
    if (column < 0 || !out) return
    for (let i = begin; i < end; i++) {
      const place = head + i * step
      const value = valueAt(samples, width, column, rows, place - first, hold)
      if (value === undefined) continue
      const weight = fade > 0 ? Math.min(1, place / fade, (take.count - place) / fade) : 1
      out[i] = weight >= 1 ? value : blend(out[i] ?? Number.NaN, value, Math.max(0, weight))
    }
  })
}

/** Value of a column at a fractional row; undefined where those rows were not given. The last value holds for its own interval. */
function valueAt(
  samples: Float64Array,
  width: number,
  column: number,
  rows: number,
  place: number,
  hold: boolean
): number | undefined {
  const near = Math.round(place)
  const exact = Math.abs(place - near) < TINY
  const left = exact ? near : Math.floor(place)
  if (left < 0 || left >= rows) return undefined
  const value = samples[left * width + column] ?? Number.NaN
  if (exact || hold || left + 1 >= rows) return value
  const next = samples[(left + 1) * width + column] ?? Number.NaN
  return value + (next - value) * (place - left)
}

/** The way from what lies below to the take on top. Where one side has no value, the nearer one decides. */
function blend(below: number, above: number, weight: number): number {
  if (Number.isNaN(below)) return above
  if (Number.isNaN(above)) return weight < 0.5 ? below : above
  return below + (above - below) * weight
}
