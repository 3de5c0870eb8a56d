import { leastSquares } from './least-squares'
import { doubles } from './samples'
import type { Samples } from './samples'
import type { Sos } from './sos'
import { sosfilt } from './sosfilt'

/** A response below this share of its largest value has ended. */
const ENDED = 1e-16

/**
 * Zero-phase filter whose ends are chosen so that forward-backward and backward-forward agree best, instead of padding
 * (Gustafsson 1996, IEEE Transactions on Signal Processing 44, 988-992). Equal to SciPy's `filtfilt(method='gust')`. No NaN inside.
 */
export function filtfiltGustafsson(sos: Sos, x: Samples): Float64Array<ArrayBuffer> {
  const input = doubles(x)
  const n = input.length
  const free = freeResponses(sos, n)
  const reach = reachOf(free)
  // Two ends that do not meet are solved on their own; otherwise both at once over the whole signal.
  const apart = n > 2 * reach
  const m = apart ? reach : n
  const observed = free.map((column) => column.subarray(0, m))
  const again = observed.map((column) => sosfilt(sos, column.slice().reverse()).y)
  const back = (column: Float64Array) => column.slice().reverse()
  const atStart = observed.map((column, k) => difference(back(again[k] ?? column), column))
  const y = twice(sos, input)
  const mirrored = back(twice(sos, back(input)))
  const delta = difference(mirrored, y)
  if (apart) {
    const begin = leastSquares(atStart, delta.subarray(0, m))
    // Backwards the far end is the near one, and the order of the two passes is exchanged.
    const finish = leastSquares(atStart.map(negative), back(delta.subarray(n - m)))
    add(y, 0, again.map(back), begin)
    add(y, n - m, observed.map(back), finish)
  } else {
    const atEnd = observed.map((column, k) => difference(back(column), again[k] ?? column))
    const both = leastSquares([...atStart, ...atEnd], delta)
    add(y, 0, again.map(back), both.subarray(0, free.length))
    add(y, 0, observed.map(back), both.subarray(free.length))
  }
  return y
}

/** What comes out for each delay set to 1 and no input. */
function freeResponses(sos: Sos, length: number): readonly Float64Array<ArrayBuffer>[] {
  return Array.from({ length: 2 * sos.length }, (_, k) => {
    const state = new Float64Array(2 * sos.length)
    state[k] = 1
    return sosfilt(sos, new Float64Array(length), state).y
  })
}

/** Samples after which every free response has ended. */
function reachOf(free: readonly Float64Array[]): number {
  return Math.max(
    1,
    ...free.map((column) => {
      const most = column.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
      return column.findLastIndex((value) => Math.abs(value) > ENDED * most) + 1
    })
  )
}

function twice(sos: Sos, x: Float64Array): Float64Array<ArrayBuffer> {
  return sosfilt(sos, sosfilt(sos, x).y.reverse()).y.reverse()
}

function difference(a: Float64Array, b: Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(a, (value, i) => value - (b[i] ?? 0))
}

const negative = (column: Float64Array): Float64Array<ArrayBuffer> =>
  Float64Array.from(column, (value) => -value)

function add(y: Float64Array, from: number, columns: readonly Float64Array[], weights: Float64Array): void {
  columns.forEach((column, k) => {
    const weight = weights[k] ?? 0
    for (let i = 0; i < column.length; i++) y[from + i] = (y[from + i] ?? 0) + weight * (column[i] ?? 0)
  })
}
