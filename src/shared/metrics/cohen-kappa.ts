import { margins, type Confusion } from './base/confusion'
import { NO_ITEMS, PAIRS_ONLY, type ConfusionMetric } from './base/metric'
import { Z_95 } from './base/normal'
import { score, undefinedScore, type Score } from './base/score'

/** Penalty scale of weighted kappa: all disagreements alike, by distance, or by squared distance. */
export type KappaWeights = 'none' | 'linear' | 'quadratic'

/** All parts of a kappa; null where undefined. */
export interface CohenKappa {
  /** Observed (weighted) agreement. */
  readonly po: number | null
  /** (Weighted) agreement expected from the two margins. */
  readonly pe: number | null
  readonly kappa: number | null
  /** Large-sample standard error for kappa different from 0. */
  readonly se: number | null
}

const formula = '(po - pe) / (1 - pe), pe from the class totals of both sides'
const weighted =
  'weights over the listed categories in their order; an unused category keeps its place on the scale'
const undefinedAt = 'Undefined when pe = 1 (both sides used one and the same category only).'
const source =
  'Cohen 1960, Educational and Psychological Measurement 20, 37-46; Cohen 1968, Psychological Bulletin 70; standard error: Fleiss, Cohen & Everitt 1969, Psychological Bulletin 72, 323-327'

/** Chance-corrected agreement of two labellings, at most 1; 0 is chance. */
export const cohenKappa: ConfusionMetric = {
  kind: 'confusion',
  id: 'cohen_kappa',
  name: "Cohen's kappa",
  definition: formula,
  convention: `Unweighted. ${undefinedAt}`,
  source,
  missingPolicy: PAIRS_ONLY,
  compute: (table) => kappaScore(table, 'none')
}

/** Kappa with penalties that grow with the distance of the categories. */
export const cohenKappaLinear: ConfusionMetric = {
  kind: 'confusion',
  id: 'cohen_kappa_linear',
  name: 'Kappa, linear',
  definition: `${formula}; weight 1 - |i-j|/(k-1)`,
  convention: `Only for ordered categories: ${weighted}. ${undefinedAt}`,
  source,
  missingPolicy: PAIRS_ONLY,
  compute: (table) => kappaScore(table, 'linear')
}

/** Kappa with penalties that grow with the squared distance of the categories. */
export const cohenKappaQuadratic: ConfusionMetric = {
  kind: 'confusion',
  id: 'cohen_kappa_quadratic',
  name: 'Kappa, quadratic',
  definition: `${formula}; weight 1 - ((i-j)/(k-1))²`,
  convention: `Only for ordered categories: ${weighted}. ${undefinedAt}`,
  source,
  missingPolicy: PAIRS_ONLY,
  compute: (table) => kappaScore(table, 'quadratic')
}

/**
 * Cohen's kappa with its parts and standard error from a confusion table of counts.
 * The standard error holds for counts of independent items only, not for time.
 */
export function cohenKappaParts(table: Confusion, weights: KappaWeights): CohenKappa {
  const m = margins(table)
  if (m.total === 0) return { po: null, pe: null, kappa: null, se: null }
  const { k, total } = m
  const penalty = (i: number, j: number) => disagreement(i, j, k, weights)
  const r = m.reference.map((value) => value / total)
  const c = m.candidate.map((value) => value / total)
  // Summing disagreement keeps 1 - pe exactly 0 where it is 0; 1 minus a sum of shares would not.
  let observed = 0
  let expected = 0
  const rowPenalty = new Float64Array(k)
  const columnPenalty = new Float64Array(k)
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      const d = penalty(i, j)
      observed += (d * (table.cells[i * k + j] ?? 0)) / total
      expected += d * (r[i] ?? 0) * (c[j] ?? 0)
      rowPenalty[i] = (rowPenalty[i] ?? 0) + d * (c[j] ?? 0)
      columnPenalty[j] = (columnPenalty[j] ?? 0) + d * (r[i] ?? 0)
    }
  const po = 1 - observed
  const pe = 1 - expected
  if (expected === 0) return { po, pe, kappa: null, se: null }
  const kappa = 1 - observed / expected
  let spread = 0
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      const share = (table.cells[i * k + j] ?? 0) / total
      if (share === 0) continue
      const chance = 2 - (rowPenalty[i] ?? 0) - (columnPenalty[j] ?? 0)
      spread += share * (1 - penalty(i, j) - chance * (1 - kappa)) ** 2
    }
  const variance = (spread - (kappa - pe * (1 - kappa)) ** 2) / (total * expected * expected)
  return { po, pe, kappa, se: Math.sqrt(Math.max(0, variance)) }
}

function kappaScore(table: Confusion, weights: KappaWeights): Score {
  const { kappa, se } = cohenKappaParts(table, weights)
  if (margins(table).total === 0) return undefinedScore(NO_ITEMS)
  if (kappa === null || se === null)
    return undefinedScore('Both sides used one and the same category only, so chance agreement is already 1.')
  const interval = {
    low: Math.max(-1, kappa - Z_95 * se),
    high: Math.min(1, kappa + Z_95 * se),
    level: 0.95,
    method: 'large-sample standard error (Fleiss, Cohen & Everitt 1969), items taken as independent'
  }
  return score(kappa, NO_ITEMS, interval)
}

function disagreement(i: number, j: number, k: number, weights: KappaWeights): number {
  if (i === j) return 0
  if (weights === 'none') return 1
  const distance = Math.abs(i - j) / (k - 1)
  return weights === 'linear' ? distance : distance * distance
}
