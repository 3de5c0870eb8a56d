import { oddExtension } from './odd-extension'
import { doubles } from './samples'
import type { Samples } from './samples'

/** A linear-phase filter with its delay taken back: zero phase in one pass. Ends are continued point-symmetrically. No NaN inside. */
export function firFilter(h: Float64Array, x: Samples): Float64Array<ArrayBuffer> {
  const input = doubles(x)
  const half = (h.length - 1) / 2
  const y = new Float64Array(input.length)
  if (input.length === 0) return y
  const pad = Math.min(half, input.length - 1)
  const wide = oddExtension(input, pad)
  for (let i = 0; i < y.length; i++) {
    let sum = 0
    for (let k = 0; k < h.length; k++) sum += (h[k] ?? 0) * (wide[i + pad + half - k] ?? 0)
    y[i] = sum
  }
  return y
}
