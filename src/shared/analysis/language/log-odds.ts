import type { Method } from '../../metrics/base/metric'

/** A word in two groups of texts. */
export interface WordContrast {
  readonly word: string
  readonly countA: number
  readonly countB: number
  /** Log-odds ratio with the prior; above 0: more of A. */
  readonly delta: number
  /** delta / its standard error. */
  readonly z: number
}

/** What the log-odds ratio with a prior is. */
export const logOddsMethod: Method = {
  kind: 'method',
  id: 'log_odds_prior',
  name: 'Log-odds with prior',
  definition:
    'd = ln((a+p)/(A+P-a-p)) - ln((b+p)/(B+P-b-p)), z = d / sqrt(1/(a+p) + 1/(b+p)); a of A and b of B words, prior p of P',
  convention:
    'The prior of a word is its share of the background times the strength P. z beyond ±1.96 is unusual for one word looked at alone, not for the first of a thousand.',
  source: 'Monroe, Colaresi & Quinn 2008, Political Analysis 16, 372-403 (eqs. 15, 16, 19, 22)',
  missingPolicy: 'A word that occurs in neither group, or that the background does not know, is left out.'
}

/** Counts of words. */
export type WordCounts = ReadonlyMap<string, number>

/**
 * Characteristic words of two groups by log-odds with an informative Dirichlet prior, largest z first, equal ones in
 * alphabetical order.
 * @param background counts that the prior is made of, usually of both groups and everything beside them
 * @param strength words that the prior weighs as much as; above 0
 */
export function logOdds(
  a: WordCounts,
  b: WordCounts,
  background: WordCounts,
  strength: number
): readonly WordContrast[] {
  if (!(strength > 0)) throw new RangeError(`strength must be positive, got ${strength}`)
  const [sumA, sumB, sumAll] = [sumOf(a), sumOf(b), sumOf(background)]
  const words = new Set([...a.keys(), ...b.keys()])
  const found: WordContrast[] = []
  for (const word of words) {
    const prior = (strength * (background.get(word) ?? 0)) / sumAll
    if (!(prior > 0)) continue
    const [countA, countB] = [a.get(word) ?? 0, b.get(word) ?? 0]
    const restA = sumA + strength - countA - prior
    const restB = sumB + strength - countB - prior
    // A background of one word leaves nothing to compare it with.
    if (!(restA > 0 && restB > 0)) continue
    const delta = Math.log((countA + prior) / restA) - Math.log((countB + prior) / restB)
    found.push({
      word,
      countA,
      countB,
      delta,
      z: delta / Math.sqrt(1 / (countA + prior) + 1 / (countB + prior))
    })
  }
  return found.sort((x, y) => y.z - x.z || (x.word < y.word ? -1 : 1))
}

function sumOf(counts: WordCounts): number {
  let sum = 0
  for (const count of counts.values()) sum += count
  return sum
}

/** Add the words of a text to counts. */
export function addWords(counts: Map<string, number>, words: Iterable<string>): void {
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
}
