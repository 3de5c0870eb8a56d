import { fQuantile, fUpper } from './base/distributions'
import type { RatingsMetric } from './base/metric'
import { isConstant, mean } from './base/moments'
import { completeRows } from './base/pairs'
import { undefinedScore, type Interval } from './base/score'

/** The six coefficients of Shrout and Fleiss: one rating or the mean of k, and how raters are seen. */
export const iccForms = ['ICC1', 'ICC2', 'ICC3', 'ICC1k', 'ICC2k', 'ICC3k'] as const
export type IccForm = (typeof iccForms)[number]

/** One form; everything is null where undefined. */
export interface IccResult {
  readonly value: number | null
  readonly F: number | null
  readonly df: readonly [number, number] | null
  readonly p: number | null
  readonly ci95: readonly [number, number] | null
}

/** Mean squares between items, within items, between raters, and residual; null without a two-way table. */
export interface IccParts {
  readonly used: number
  readonly leftOut: number
  readonly raters: number
  readonly ms: {
    readonly MSB: number
    readonly MSW: number
    readonly MSJ: number
    readonly MSE: number
  } | null
  readonly forms: Readonly<Record<IccForm, IccResult>>
}

const nothing: IccResult = { value: null, F: null, df: null, p: null, ci95: null }

/** All six coefficients of a table with one row per item and one column per rater; incomplete rows are left out. */
export function iccParts(units: readonly (readonly (string | number | null)[])[]): IccParts {
  const rows = completeRows(units)
  const n = rows.length
  const k = units.reduce((most, unit) => Math.max(most, unit.length), 0)
  const base = { used: n, leftOut: units.length - n, raters: k }
  const empty = {
    ICC1: nothing,
    ICC2: nothing,
    ICC3: nothing,
    ICC1k: nothing,
    ICC2k: nothing,
    ICC3k: nothing
  }
  if (n < 2 || k < 2) return { ...base, ms: null, forms: empty }
  const ms = meanSquares(rows, n, k)
  if (isConstant(rows.flat())) return { ...base, ms, forms: empty }
  return { ...base, ms, forms: iccFromMeanSquares(ms, n, k) }
}

/** Mean squares between items, within items, between raters, and residual. */
export type MeanSquares = NonNullable<IccParts['ms']>

/** All six coefficients from the mean squares of n items by k raters, for tables too large to be held at once. */
export function iccFromMeanSquares(
  { MSB, MSW, MSJ, MSE }: MeanSquares,
  n: number,
  k: number
): IccParts['forms'] {
  const ms = { MSB, MSW, MSJ, MSE }
  const oneWay: readonly [number, number] = [n - 1, n * (k - 1)]
  const twoWay: readonly [number, number] = [n - 1, (n - 1) * (k - 1)]
  const test = (error: number, df: readonly [number, number]) => {
    const F = finite(MSB / error)
    return { F, df, p: F === null ? null : fUpper(F, df[0], df[1]) }
  }
  const one = test(MSW, oneWay)
  const two = test(MSE, twoWay)
  const single = (bounds: readonly [number, number] | null, value: number | null, tested: typeof one) => ({
    value,
    ...tested,
    ci95: value === null ? null : bounds
  })
  const b1 = ratioBounds(one.F, oneWay, k)
  const b3 = ratioBounds(two.F, twoWay, k)
  const icc2 = finite((MSB - MSE) / (MSB + (k - 1) * MSE + (k * (MSJ - MSE)) / n))
  const b2 = agreementBounds(ms, icc2, n, k)
  const stepUp = (r: number) => (r * k) / (1 + r * (k - 1))
  return {
    ICC1: single(b1?.one ?? null, finite((MSB - MSW) / (MSB + (k - 1) * MSW)), one),
    ICC2: single(b2, icc2, two),
    ICC3: single(b3?.one ?? null, finite((MSB - MSE) / (MSB + (k - 1) * MSE)), two),
    ICC1k: single(b1?.mean ?? null, finite((MSB - MSW) / MSB), one),
    ICC2k: single(b2 && [stepUp(b2[0]), stepUp(b2[1])], finite((MSB - MSE) / (MSB + (MSJ - MSE) / n)), two),
    ICC3k: single(b3?.mean ?? null, finite((MSB - MSE) / MSB), two)
  }
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

function meanSquares(rows: readonly (readonly number[])[], n: number, k: number) {
  const items = rows.map(mean)
  const raters = Array.from({ length: k }, (_, j) => mean(rows.map((row) => row[j] ?? 0)))
  const grand = mean(items)
  let within = 0
  let residual = 0
  rows.forEach((row, i) =>
    row.forEach((value, j) => {
      within += (value - (items[i] ?? 0)) ** 2
      residual += (value - (items[i] ?? 0) - (raters[j] ?? 0) + grand) ** 2
    })
  )
  const spread = (means: readonly number[]) => means.reduce((sum, value) => sum + (value - grand) ** 2, 0)
  return {
    MSB: (k * spread(items)) / (n - 1),
    MSW: within / (n * (k - 1)),
    MSJ: (n * spread(raters)) / (k - 1),
    MSE: residual / ((n - 1) * (k - 1))
  }
}

/** Bounds of forms 1 and 3 from the F ratio. */
function ratioBounds(F: number | null, [d1, d2]: readonly [number, number], k: number) {
  if (F === null) return null
  const low = F / fQuantile(0.975, d1, d2)
  const high = F * fQuantile(0.975, d2, d1)
  const one: readonly [number, number] = [(low - 1) / (low + k - 1), (high - 1) / (high + k - 1)]
  const average: readonly [number, number] = [1 - 1 / low, 1 - 1 / high]
  return { one, mean: average }
}

/** Bounds of form 2 with the degrees of freedom of Satterthwaite. */
function agreementBounds(
  { MSB, MSJ, MSE }: { MSB: number; MSJ: number; MSE: number },
  icc2: number | null,
  n: number,
  k: number
): readonly [number, number] | null {
  if (icc2 === null || MSE === 0) return null
  const Fj = MSJ / MSE
  const rest = n * (1 + (k - 1) * icc2) - k * icc2
  const v =
    ((k - 1) * (n - 1) * (k * icc2 * Fj + rest) ** 2) /
    ((n - 1) * k * k * icc2 * icc2 * Fj * Fj + rest * rest)
  if (!(v > 0)) return null
  const up = fQuantile(0.975, n - 1, v)
  const down = fQuantile(0.975, v, n - 1)
  const others = k * MSJ + (k * n - k - n) * MSE
  return [
    (n * (MSB - up * MSE)) / (up * others + n * MSB),
    (n * (down * MSB - MSE)) / (others + n * down * MSB)
  ]
}

const names: Record<IccForm, readonly [id: string, name: string, definition: string, what: string]> = {
  ICC1: [
    'icc_1_1',
    'ICC(1,1)',
    '(MSB - MSW)/(MSB + (k-1) MSW)',
    'one rating; raters differ from item to item'
  ],
  ICC2: [
    'icc_2_1',
    'ICC(2,1)',
    '(MSB - MSE)/(MSB + (k-1) MSE + k (MSJ - MSE)/n)',
    'one rating; absolute agreement of raters drawn from many'
  ],
  ICC3: [
    'icc_3_1',
    'ICC(3,1)',
    '(MSB - MSE)/(MSB + (k-1) MSE)',
    'one rating; consistency of exactly these raters'
  ],
  ICC1k: ['icc_1_k', 'ICC(1,k)', '(MSB - MSW)/MSB', 'mean of k ratings; raters differ from item to item'],
  ICC2k: [
    'icc_2_k',
    'ICC(2,k)',
    '(MSB - MSE)/(MSB + (MSJ - MSE)/n)',
    'mean of k ratings; absolute agreement of raters drawn from many'
  ],
  ICC3k: ['icc_3_k', 'ICC(3,k)', '(MSB - MSE)/MSB', 'mean of k ratings; consistency of exactly these raters']
}

const iccAt = (form: IccForm): RatingsMetric => ({
  kind: 'ratings',
  id: names[form][0],
  name: names[form][1],
  definition: `${names[form][2]}; ${names[form][3]}`,
  convention:
    'At most 1; negative estimates are kept. 95 % interval from F; for ICC(2,·) with the degrees of freedom of Satterthwaite.',
  source: 'Shrout & Fleiss 1979, Psychological Bulletin 86, 420-428; McGraw & Wong 1996',
  missingPolicy: 'An item with a missing rating is left out and counted.',
  compute(units) {
    if (units.some((unit) => unit.some((rating) => typeof rating === 'string')))
      return undefinedScore('An intraclass correlation needs numbers; these ratings are category names.')
    const { used, leftOut, raters, forms } = iccParts(units)
    const { value, ci95 } = forms[form]
    if (value === null)
      return {
        value,
        reason:
          raters < 2
            ? 'There are fewer than two raters.'
            : used < 2
              ? 'Fewer than two items have a rating from every rater.'
              : 'The ratings do not vary.',
        used,
        leftOut
      }
    const interval: Interval | undefined = ci95
      ? { low: ci95[0], high: ci95[1], level: 0.95, method: 'F distribution' }
      : undefined
    return { value, ...(interval ? { interval } : {}), used, leftOut }
  }
})

/** Reliability of one rating when every item has its own raters. */
export const icc11 = iccAt('ICC1')
/** Absolute agreement of single ratings of the same raters. */
export const icc21 = iccAt('ICC2')
/** Consistency of single ratings of the same raters. */
export const icc31 = iccAt('ICC3')
/** Reliability of the mean of k ratings when every item has its own raters. */
export const icc1k = iccAt('ICC1k')
/** Absolute agreement of the mean of the same k raters. */
export const icc2k = iccAt('ICC2k')
/** Consistency of the mean of the same k raters. */
export const icc3k = iccAt('ICC3k')
