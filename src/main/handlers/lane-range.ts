import { traceDims } from '../../shared/trace/trace-dims'
import type { Project } from '../store'

/** The range that a scheme needs for these values of its dimension; undefined where it has room for them already. NaN is no value. */
export function laneRange(
  project: Project,
  scheme: { readonly id: string; readonly attributeId: string; readonly dim: string },
  values: ArrayLike<number>
): readonly [number, number] | undefined {
  const row = project.get('scheme', scheme.id)
  const now = row && traceDims(row, scheme.attributeId, [scheme.dim])[0]
  let low = Infinity
  let high = -Infinity
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN
    if (value < low) low = value
    if (value > high) high = value
  }
  if (now?.min !== undefined && now.max !== undefined && now.min <= low && now.max >= high) return undefined
  const room = Math.max((high - low) * 0.1, Math.abs(high) * 1e-3, 1e-9)
  const step = 10 ** Math.floor(Math.log10(room))
  return [
    Math.min(now?.min ?? Infinity, Number((Math.floor((low - room) / step) * step).toPrecision(12))),
    Math.max(now?.max ?? -Infinity, Number((Math.ceil((high + room) / step) * step).toPrecision(12)))
  ]
}
