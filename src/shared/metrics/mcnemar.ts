import { chiSquaredUpper1, fairBinomial } from './base/distributions'
import type { Method } from './base/metric'

/** Two models on the same items; chi-squared parts are null when no item tells them apart. */
export interface McNemar {
  readonly onlyA: number
  readonly onlyB: number
  readonly both: number
  readonly neither: number
  readonly exactP: number
  readonly midP: number
  readonly chi2: number | null
  readonly chi2P: number | null
  readonly chi2Corrected: number | null
  readonly chi2CorrectedP: number | null
  readonly leftOut: number
}

/** What McNemar's test is. */
export const mcnemarMethod: Method = {
  kind: 'method',
  id: 'mcnemar',
  name: "McNemar's test",
  definition:
    'are items that only A has right as frequent as items that only B has right? b and c of n = b + c',
  convention:
    'Two-sided. Exact binomial, mid-p, (b-c)²/n, and (max(|b-c|-1, 0))²/n. No differing item: p = 1 and no chi-squared.',
  source:
    'McNemar 1947, Psychometrika 12; Fagerland, Lydersen & Laake 2013, BMC Medical Research Methodology 13',
  missingPolicy: 'An item without truth or without an answer of either model is left out and counted.'
}

/** Items by who is right. */
export type RightCounts = Pick<McNemar, 'onlyA' | 'onlyB' | 'both' | 'neither' | 'leftOut'>

/** McNemar's test of two models' answers against the truth. */
export function mcnemar<T extends string | number>(
  truth: readonly (T | null)[],
  a: readonly (T | null)[],
  b: readonly (T | null)[]
): McNemar {
  let onlyA = 0
  let onlyB = 0
  let both = 0
  let neither = 0
  let leftOut = 0
  truth.forEach((label, i) => {
    const [x, y] = [a[i], b[i]]
    if (label === null || x == null || y == null) leftOut++
    else if (x === label && y === label) both++
    else if (x === label) onlyA++
    else if (y === label) onlyB++
    else neither++
  })
  return mcnemarOf({ onlyA, onlyB, both, neither, leftOut })
}

/** The same from the counts. */
export function mcnemarOf(counts: RightCounts): McNemar {
  const { onlyA, onlyB } = counts
  const n = onlyA + onlyB
  const { atMost, exactly } = fairBinomial(Math.min(onlyA, onlyB), n)
  const apart = Math.abs(onlyA - onlyB)
  const chi2 = n === 0 ? null : apart ** 2 / n
  const chi2Corrected = n === 0 ? null : Math.max(apart - 1, 0) ** 2 / n
  return {
    ...counts,
    exactP: n === 0 ? 1 : Math.min(1, 2 * atMost),
    midP: n === 0 ? 1 : Math.min(1, 2 * atMost - exactly),
    chi2,
    chi2P: chi2 === null ? null : chiSquaredUpper1(chi2),
    chi2Corrected,
    chi2CorrectedP: chi2Corrected === null ? null : chiSquaredUpper1(chi2Corrected)
  }
}
