import { medianOf, quantileOf } from './statistics'

/** Suspicious beats by their index. */
export interface BeatMarks {
  readonly ectopic: readonly number[]
  /** A beat is missing before this one. */
  readonly missed: readonly number[]
  readonly extra: readonly number[]
  readonly longshort: readonly number[]
}

/** Constants of the paper. */
const C1 = 0.13
const C2 = 0.17
const ALPHA = 5.2
const WINDOW = 91
const MEDIAN = 11

/** Beats that are ectopic, missed, extra, or too long or short, by Lipponen & Tarvainen 2019; fewer than four beats have none. */
export function markBeats(beatsUs: readonly number[]): BeatMarks {
  const marks = {
    ectopic: [] as number[],
    missed: [] as number[],
    extra: [] as number[],
    longshort: [] as number[]
  }
  if (beatsUs.length < 4) return marks
  const series = seriesOf(beatsUs)
  const at = (values: Float64Array, i: number) => values[i] ?? NaN
  const { rr, steps } = series
  for (let i = 0; i < rr.length - 2;) {
    const step = at(steps, i)
    const side = at(series.s12, i)
    if (Math.abs(step) <= 1) i++
    else if ((step > 1 && side < -C1 * step - C2) || (step < -1 && side > -C1 * step + C2))
      marks.ectopic.push(i++)
    else if (!(Math.abs(step) > 1 || Math.abs(at(series.fromMedian, i)) > 3)) i++
    else {
      const candidates = Math.abs(at(steps, i + 1)) < Math.abs(at(steps, i + 2)) ? [i, i + 1] : [i]
      for (const j of candidates) {
        const kind = kindOf(series, j)
        if (kind) marks[kind].push(j)
        i++
      }
    }
  }
  return marks
}

/** What a beat is whose interval is far from its neighbours or from their median. */
function kindOf(
  series: ReturnType<typeof seriesOf>,
  j: number
): 'extra' | 'missed' | 'longshort' | undefined {
  const at = (values: Float64Array) => values[j] ?? NaN
  const long = at(series.steps) > 1 && at(series.s22) < -1
  const short = at(series.steps) < -1 && at(series.s22) > 1
  if (!long && !short && !(Math.abs(at(series.fromMedian)) > 3)) return undefined
  const halved = Math.abs(at(series.rr) / 2 - at(series.median)) < at(series.limit)
  const joined = Math.abs(at(series.rr) + (series.rr[j + 1] ?? NaN) - at(series.median)) < at(series.limit)
  if (short && joined) return 'extra'
  return long && halved ? 'missed' : 'longshort'
}

/** Intervals in seconds and the two measures of the paper, each over its own time-varying threshold. */
function seriesOf(beatsUs: readonly number[]) {
  const rr = withMeanFirst(beatsUs.map((beat, i) => (beat - (beatsUs[i - 1] ?? beat)) / 1e6))
  const raw = withMeanFirst([...rr].map((value, i) => value - (rr[i - 1] ?? value)))
  const stepLimit = thresholds(raw)
  const steps = raw.map((value, i) => value / (stepLimit[i] ?? NaN))
  const median = rr.map((_, i) => medianOf(around(rr, i, MEDIAN)))
  const distance = rr.map((value, i) => {
    const d = value - (median[i] ?? NaN)
    return d < 0 ? 2 * d : d
  })
  const limit = thresholds(distance)
  const fromMedian = distance.map((value, i) => value / (limit[i] ?? NaN))
  const n = steps.length
  const mirrored = (i: number) => steps[i < 0 ? -i : i >= n ? 2 * (n - 1) - i : i] ?? NaN
  const s12 = steps.map((step, i) => {
    const sides = [mirrored(i - 1), mirrored(i + 1)]
    return step > 0 ? Math.max(...sides) : step < 0 ? Math.min(...sides) : 0
  })
  const s22 = steps.map((step, i) => {
    const ahead = [mirrored(i + 1), mirrored(i + 2)]
    return step >= 0 ? Math.min(...ahead) : step < 0 ? Math.max(...ahead) : 0
  })
  return { rr, steps, median, limit, fromMedian, s12, s22 }
}

/** The first value does not exist; it is taken as the mean of the others. */
function withMeanFirst(values: readonly number[]): Float64Array<ArrayBuffer> {
  const out = Float64Array.from(values)
  out[0] = out.subarray(1).reduce((sum, value) => sum + value, 0) / (out.length - 1)
  return out
}

function thresholds(values: Float64Array): Float64Array<ArrayBuffer> {
  const sizes = Float64Array.from(values, Math.abs)
  return sizes.map((_, i) => {
    const near = around(sizes, i, WINDOW)
    return (ALPHA * (quantileOf(near, 0.75) - quantileOf(near, 0.25))) / 2
  })
}

function around(values: Float64Array, i: number, window: number): Float64Array {
  const half = (window - 1) / 2
  return values.subarray(Math.max(0, i - half), i + half + 1)
}
