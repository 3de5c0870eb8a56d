import type { RatingsMetric } from './base/metric'
import { correlation, sampleVariance } from './base/moments'
import { completeRows } from './base/pairs'
import { undefinedScore } from './base/score'

/** Raw and standardised alpha; null where undefined. */
export interface CronbachAlpha {
  readonly used: number
  readonly leftOut: number
  readonly items: number
  readonly raw: number | null
  readonly standardised: number | null
}

/** Cronbach's alpha of a table with one row per case and one column per item (or rater); incomplete rows are left out. */
export function cronbachAlphaParts(table: readonly (readonly (string | number | null)[])[]): CronbachAlpha {
  const rows = completeRows(table)
  const k = table.reduce((most, row) => Math.max(most, row.length), 0)
  const base = { used: rows.length, leftOut: table.length - rows.length, items: k }
  if (rows.length < 2 || k < 2) return { ...base, raw: null, standardised: null }
  const columns = Array.from({ length: k }, (_, j) => rows.map((row) => row[j] ?? 0))
  const total = sampleVariance(rows.map((row) => row.reduce((sum, value) => sum + value, 0)))
  const parts = columns.reduce((sum, column) => sum + sampleVariance(column), 0)
  const raw = total === 0 ? null : (k / (k - 1)) * (1 - parts / total)
  return { ...base, raw, standardised: standardised(columns, k) }
}

function standardised(columns: readonly (readonly number[])[], k: number): number | null {
  let sum = 0
  for (let a = 0; a < k; a++)
    for (let b = a + 1; b < k; b++) {
      const r = correlation(columns[a] ?? [], columns[b] ?? [])
      if (r === null) return null
      sum += r
    }
  const r = sum / ((k * (k - 1)) / 2)
  const below = 1 + (k - 1) * r
  return below === 0 ? null : (k * r) / below
}

const alphaOf = (which: 'raw' | 'standardised', definition: string, reason: string): RatingsMetric => ({
  kind: 'ratings',
  id: which === 'raw' ? 'cronbach_alpha' : 'cronbach_alpha_standardised',
  name: which === 'raw' ? "Cronbach's alpha" : "Cronbach's alpha, standardised",
  definition,
  convention:
    'Columns are items or raters. Negative values are kept; an item that never varies stays in (some programs drop it silently).',
  source: 'Cronbach 1951, Psychometrika 16, 297-334',
  missingPolicy: 'A case with a missing value is left out and counted.',
  compute(units) {
    if (units.some((unit) => unit.some((rating) => typeof rating === 'string')))
      return undefinedScore("Cronbach's alpha needs numbers; these ratings are category names.")
    const parts = cronbachAlphaParts(units)
    const value = parts[which]
    const counts = { used: parts.used, leftOut: parts.leftOut }
    if (value !== null) return { value, ...counts }
    if (parts.items < 2) return { value, reason: 'There are fewer than two columns.', ...counts }
    if (parts.used < 2) return { value, reason: 'Fewer than two cases are complete.', ...counts }
    return { value, reason, ...counts }
  }
})

/** Internal consistency of summed items or raters, at most 1. */
export const cronbachAlpha = alphaOf(
  'raw',
  'k/(k-1) (1 - sum of item variances / variance of the total)',
  'The totals do not vary.'
)
/** The same after every column is scaled to equal variance. */
export const cronbachAlphaStandardised = alphaOf(
  'standardised',
  'k r / (1 + (k-1) r), r the mean correlation between columns',
  'A column does not vary, so its correlations do not exist.'
)
