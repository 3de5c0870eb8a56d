import type { AgreementCurve } from '../../../shared/agreement/agreement-curve'

/** Length of what is played, microseconds; shorter recordings: one bin. */
const STRETCH = 4_000_000

/** The stretch of a few seconds with the lowest mean agreement; undefined where all agree or nobody meets. */
export function lowestStretch({
  step,
  agreement
}: AgreementCurve): { readonly start: number; readonly end: number; readonly agreement: number } | undefined {
  const bins = Math.max(1, Math.round(STRETCH / step))
  let best: { start: number; end: number; agreement: number } | undefined
  for (let from = 0; from + bins <= agreement.length; from++) {
    const known = agreement.slice(from, from + bins).filter((value) => value !== null)
    if (known.length < bins / 2) continue
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length
    if (mean < (best?.agreement ?? 1))
      best = { start: Math.round(from * step), end: Math.round((from + bins) * step), agreement: mean }
  }
  return best
}
