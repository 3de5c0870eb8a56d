import type { Section, Sos } from '../../shared/signal/dsp/sos'
import { sosSteadyState } from '../../shared/signal/dsp/sosfilt'

/**
 * Filter samples [from, to) of an array in place with second-order sections: zero-phase with an odd extension of `pad` samples
 * at either end, or causal. The same numbers as `sosfiltfilt` and `sosfilt`, in one array that is used again and again: a page
 * of sixty-four channels must not leave hundreds of arrays behind.
 */
export class SectionFilter {
  private readonly steady: Float64Array
  private room = new Float64Array(0)

  constructor(
    private readonly sos: Sos,
    private readonly zeroPhase: boolean
  ) {
    this.steady = sosSteadyState(sos)
  }

  run(values: Float64Array, from: number, to: number): void {
    if (to <= from) return
    if (!this.zeroPhase) {
      pass(this.sos, this.steady, values, from, to, 1)
      return
    }
    const count = to - from
    const pad = Math.min(padding(this.sos), count - 1)
    const all = count + 2 * pad
    if (this.room.length < all) this.room = new Float64Array(all)
    const room = this.room
    const first = values[from] as number
    const last = values[to - 1] as number
    for (let i = 0; i < pad; i++) {
      room[i] = 2 * first - (values[from + pad - i] as number)
      room[pad + count + i] = 2 * last - (values[to - 2 - i] as number)
    }
    for (let i = 0; i < count; i++) room[pad + i] = values[from + i] as number
    pass(this.sos, this.steady, room, 0, all, 1)
    pass(this.sos, this.steady, room, 0, all, -1)
    for (let i = 0; i < count; i++) values[from + i] = room[pad + i] as number
  }
}

/** Three times the taps of the filter, as SciPy's default: sections of first order count one tap less. */
function padding(sos: Sos): number {
  const firstOrder = Math.min(
    sos.filter((section) => section[2] === 0).length,
    sos.filter((section) => section[5] === 0).length
  )
  return 3 * (2 * sos.length + 1 - firstOrder)
}

/** One pass, forward or backward, that starts as if its first value had always been there. */
function pass(
  sos: Sos,
  steady: Float64Array,
  values: Float64Array,
  from: number,
  to: number,
  step: 1 | -1
): void {
  const start = values[step === 1 ? from : to - 1] as number
  for (let section = 0; section < sos.length; section += 2) {
    const one = sos[section] as Section
    const two = sos[section + 1] ?? THROUGH
    twoSections(one, two, start, steady, section * 2, values, from, to, step)
  }
}

/** A section that changes nothing. */
const THROUGH: Section = [1, 0, 0, 1, 0, 0]

/** Two sections in one loop: while one waits for its last result, the other works. */
function twoSections(
  [b0, b1, b2, , a1, a2]: Section,
  [d0, d1, d2, , c1, c2]: Section,
  start: number,
  steady: Float64Array,
  at: number,
  values: Float64Array,
  from: number,
  to: number,
  step: 1 | -1
): void {
  let z0 = (steady[at] as number) * start
  let z1 = (steady[at + 1] as number) * start
  let w0 = (steady[at + 2] ?? 0) * start
  let w1 = (steady[at + 3] ?? 0) * start
  const count = to - from
  for (let n = 0, i = step === 1 ? from : to - 1; n < count; n++, i += step) {
    const x = values[i] as number
    const y = b0 * x + z0
    z0 = b1 * x - a1 * y + z1
    z1 = b2 * x - a2 * y
    const out = d0 * y + w0
    w0 = d1 * y - c1 * out + w1
    w1 = d2 * y - c2 * out
    values[i] = out
  }
}
