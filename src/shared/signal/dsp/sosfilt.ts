import { doubles } from './samples'
import type { Samples } from './samples'
import type { Section, Sos } from './sos'

/** Two delays of every section, in order (direct form II transposed, as SciPy's `zi`). */
export type SosState = Float64Array<ArrayBuffer>

/** Filtered samples and the state behind the last one, with which the next block goes on. */
export interface Filtered {
  readonly y: Float64Array<ArrayBuffer>
  readonly state: SosState
}

/**
 * Causal filter: each sample depends on earlier ones only. Equal to SciPy's `sosfilt`.
 * @param state delays before the first sample; at rest (zeros) when absent
 */
export function sosfilt(sos: Sos, x: Samples, state?: SosState): Filtered {
  const y = new Float64Array(doubles(x))
  const after = state ? state.slice() : new Float64Array(2 * sos.length)
  sos.forEach((section, i) => runSection(section, y, after, 2 * i))
  return { y, state: after }
}

/** State of a filter that has always been given the value 1; times the first sample it starts without a step. SciPy's `sosfilt_zi`. */
export function sosSteadyState(sos: Sos): SosState {
  const state = new Float64Array(2 * sos.length)
  let scale = 1
  sos.forEach(([b0, b1, b2, , a1, a2], i) => {
    const first = b1 - a1 * b0
    const z0 = (first + b2 - a2 * b0) / (1 + a1 + a2)
    state[2 * i] = scale * z0
    state[2 * i + 1] = scale * ((1 + a1) * z0 - first)
    scale *= (b0 + b1 + b2) / (1 + a1 + a2)
  })
  return state
}

function runSection([b0, b1, b2, , a1, a2]: Section, y: Float64Array, state: Float64Array, at: number): void {
  let z0 = state[at] ?? 0
  let z1 = state[at + 1] ?? 0
  for (let i = 0; i < y.length; i++) {
    const x = y[i] ?? 0
    const out = b0 * x + z0
    z0 = b1 * x - a1 * out + z1
    z1 = b2 * x - a2 * out
    y[i] = out
  }
  state[at] = z0
  state[at + 1] = z1
}
