import { z } from 'zod'
import { chooseHighest } from './choices'
import { decodeOp } from './decode-op'
import { rowsOf, type Decoded } from './decoded'
import { frameSpans } from './frame-spans'

/**
 * A calmer series, each column for itself; rows without a value are left out of the means. `sec` is the whole width of a
 * mean or median, the standard deviation of a Gaussian, the time constant of an exponential mean.
 */
const smooth = decodeOp(
  'smooth',
  z.looseObject({ kind: z.enum(['mean', 'median', 'gaussian', 'ema']), sec: z.number().positive() }),
  ({ kind, sec }) =>
    (decoded) => {
      const rows = decoded.dims[0] ?? 0
      if (decoded.hz === undefined) throw new Error('"smooth" needs the rate of the series: "target.hz"')
      const columns = rows > 0 ? decoded.data.length / rows : 0
      const data = new Float64Array(decoded.data.length)
      for (let column = 0; column < columns; column++) {
        const series = Float64Array.from(
          { length: rows },
          (_, row) => decoded.data[row * columns + column] ?? Number.NaN
        )
        smoothed(series, kind, sec * decoded.hz).forEach(
          (value, row) => (data[row * columns + column] = value)
        )
      }
      return { ...decoded, data }
    }
)

/** Predictions are moved by so many seconds; positive: later. */
const delay = decodeOp('delay', z.looseObject({ sec: z.number() }), ({ sec }) => (decoded) => ({
  ...decoded,
  offsetSeconds: (decoded.offsetSeconds ?? 0) + sec,
  ...(decoded.spans
    ? {
        spans: decoded.spans.map((span) => ({
          ...span,
          fromSeconds: span.fromSeconds + sec,
          toSeconds: span.toSeconds + sec
        }))
      }
    : {})
}))

/** Frames to stretches of one label; see `frameSpans`. */
const framesToSegments = decodeOp(
  'framesToSegments',
  z.looseObject({
    hopSec: z.number().positive(),
    windowSec: z.number().positive().optional(),
    minSec: z.number().min(0).default(0),
    medianFrames: z.number().int().positive().default(1),
    neutral: z.string().optional()
  }),
  ({ hopSec, windowSec = hopSec, minSec, medianFrames, neutral }) =>
    (decoded) => {
      const chosen = decoded.scores ? decoded : chooseHighest(decoded)
      return {
        ...chosen,
        spans: frameSpans(chosen, {
          hopSeconds: hopSec,
          windowSeconds: windowSec,
          minSeconds: minSec,
          frames: medianFrames,
          neutral
        })
      }
    }
)

/**
 * Frames of a model that was trained with a blank between its labels (Graves et al. 2006): equal neighbours are one, blanks
 * are left out. `chosen` is the row of labels; the values are their mean over the frames without a blank, blank left out.
 */
const ctcCollapse = decodeOp(
  'ctcCollapse',
  z.looseObject({ blank: z.number().int().min(0).default(0) }),
  ({ blank }) =>
    (decoded) => {
      const { rows, width } = rowsOf(decoded)
      const names = namesAround(decoded.labels, width, blank)
      const best = chooseHighest(decoded).data
      const chosen: string[] = []
      const sums = new Float64Array(width)
      best.forEach((label, row) => {
        if (label === blank) return
        if (best[row - 1] !== label) chosen.push(names[label] ?? String(label))
        for (let i = 0; i < width; i++)
          sums[i] = (sums[i] ?? 0) + (decoded.data[row * width + i] ?? Number.NaN)
      })
      const without = [...sums].toSpliced(blank, 1)
      const total = without.reduce((sum, value) => sum + value, 0)
      return {
        ...decoded,
        data: Float64Array.from(without, (value) => (total > 0 ? value / total : Number.NaN)),
        dims: [width - 1],
        labels: names.toSpliced(blank, 1),
        chosen: rows > 0 ? chosen : []
      }
    }
)

/** Labels of the columns, the blank among them; the manifest may list them with or without it. */
function namesAround(labels: readonly string[] | undefined, width: number, blank: number): string[] {
  const given = labels ?? Array.from({ length: width - 1 }, (_, index) => String(index))
  return given.length === width ? [...given] : given.toSpliced(blank, 0, '')
}

const Transitions = z.union([
  z.array(z.array(z.number())),
  z.object({
    transitions: z.array(z.array(z.number())),
    start: z.array(z.number()).optional(),
    end: z.array(z.number()).optional()
  })
])

/**
 * The most likely row of labels, by the values of each place and the scores of going from one label (row) to another
 * (column); Viterbi 1967. All of them add up, as in a conditional random field.
 */
const viterbi = decodeOp(
  'viterbi',
  z.looseObject({
    transitions: z.string(),
    start: z.array(z.number()).optional(),
    end: z.array(z.number()).optional()
  }),
  ({ transitions, start, end }, assets) => {
    const file = Transitions.parse(assets.json(transitions))
    const matrix = Array.isArray(file) ? file : file.transitions
    const first = start ?? (Array.isArray(file) ? undefined : file.start)
    const last = end ?? (Array.isArray(file) ? undefined : file.end)
    return (decoded) => {
      const { width } = rowsOf(decoded)
      if (matrix.length !== width)
        throw new Error(`"viterbi" has transitions between ${matrix.length} labels, the output has ${width}`)
      const path = bestPath(decoded, matrix, first ?? [], last ?? [])
      return {
        ...decoded,
        data: Float64Array.from(path),
        dims: decoded.dims.slice(0, -1),
        scores: { data: decoded.data, dims: decoded.dims }
      }
    }
  }
)

export const seriesOps = [smooth, delay, framesToSegments, ctcCollapse, viterbi]

function bestPath(
  decoded: Decoded,
  matrix: readonly (readonly number[])[],
  start: readonly number[],
  end: readonly number[]
): number[] {
  const { rows, width } = rowsOf(decoded)
  const value = (row: number, label: number): number => decoded.data[row * width + label] ?? Number.NaN
  let best = Array.from({ length: width }, (_, label) => value(0, label) + (start[label] ?? 0))
  const cameFrom: number[][] = []
  for (let row = 1; row < rows; row++) {
    const from = best.map((_, label) =>
      argmaxOf(best.map((score, before) => score + (matrix[before]?.[label] ?? 0)))
    )
    const current = best
    best = from.map(
      (before, label) => (current[before] ?? 0) + (matrix[before]?.[label] ?? 0) + value(row, label)
    )
    cameFrom.push(from)
  }
  const path = rows > 0 ? [argmaxOf(best.map((score, label) => score + (end[label] ?? 0)))] : []
  for (let row = rows - 2; row >= 0; row--) path.unshift(cameFrom[row]?.[path[0] ?? 0] ?? 0)
  return path
}

const argmaxOf = (values: readonly number[]): number =>
  values.reduce((best, value, index) => (value > (values[best] ?? -Infinity) ? index : best), 0)

function smoothed(
  series: Float64Array,
  kind: 'mean' | 'median' | 'gaussian' | 'ema',
  rows: number
): Float64Array {
  if (kind === 'ema') {
    const share = 1 - Math.exp(-1 / rows)
    let held = Number.NaN
    return series.map((value) => {
      if (!Number.isNaN(value)) held = Number.isNaN(held) ? value : held + share * (value - held)
      return held
    })
  }
  // An odd number of rows, so that the series is not shifted.
  const reach = kind === 'gaussian' ? Math.ceil(3 * rows) : Math.floor(Math.max(1, Math.round(rows)) / 2)
  return series.map((_, at) => {
    const from = Math.max(0, at - reach)
    const near = series.subarray(from, Math.min(series.length, at + reach + 1))
    if (kind === 'median') return medianOf(near)
    let sum = 0
    let total = 0
    near.forEach((value, index) => {
      if (Number.isNaN(value)) return
      const weight = kind === 'mean' ? 1 : Math.exp(-0.5 * ((from + index - at) / rows) ** 2)
      sum += weight * value
      total += weight
    })
    return total > 0 ? sum / total : Number.NaN
  })
}

function medianOf(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value)).sort()
  if (known.length === 0) return Number.NaN
  const middle = known.length >> 1
  return known.length % 2
    ? (known[middle] ?? Number.NaN)
    : ((known[middle - 1] ?? 0) + (known[middle] ?? 0)) / 2
}
