import type { AgreementUnits } from './units'

/** How far annotators agree along one recording. */
export interface AgreementCurve {
  /** Length of a bin in microseconds. */
  readonly step: number
  /** Share of agreeing pairs by bin, weighted by time, 0..1; null where no two have a label. */
  readonly agreement: readonly (number | null)[]
}

/** Agreeing pairs among all pairs in equal bins from 0 to `duration` (microseconds), from stretches of time of one recording. */
export function agreementCurve(units: AgreementUnits, duration: number, bins: number): AgreementCurve {
  const step = duration / bins
  const pairs = new Float64Array(bins)
  const agreeing = new Float64Array(bins)
  const counts = new Float64Array(units.labels)
  for (let unit = 0; unit < units.count; unit++) {
    counts.fill(0)
    let m = 0
    for (let a = 0; a < units.annotators; a++) {
      const code = units.codes[unit * units.annotators + a] ?? -1
      if (code < 0) continue
      counts[code] = (counts[code] ?? 0) + 1
      m++
    }
    if (m < 2) continue
    const equal = counts.reduce((sum, n) => sum + n * (n - 1), 0)
    const start = units.start[unit] ?? 0
    const end = Math.min(units.end[unit] ?? 0, duration)
    for (let bin = Math.floor(start / step); bin < bins && bin * step < end; bin++) {
      const shared = Math.min(end, (bin + 1) * step) - Math.max(start, bin * step)
      if (shared <= 0) continue
      pairs[bin] = (pairs[bin] ?? 0) + shared * m * (m - 1)
      agreeing[bin] = (agreeing[bin] ?? 0) + shared * equal
    }
  }
  return {
    step,
    agreement: Array.from(pairs, (all, bin) => (all > 0 ? (agreeing[bin] ?? 0) / all : null))
  }
}
