import type { Method } from './base/metric'
import { mean } from './base/moments'

/** Free words about one item, on both sides. */
export interface OpenVocabularyItem {
  readonly reference: readonly string[]
  readonly candidate: readonly string[]
}

/** Agreement of free words after grouping; null when no item could be scored. */
export interface OpenVocabulary {
  readonly scored: number
  readonly leftOut: number
  /** Share of the candidate's groups that the reference has. */
  readonly accuracy: number | null
  /** Share of the reference's groups that the candidate has. */
  readonly recall: number | null
  readonly average: number | null
  readonly fOfMeans: number | null
}

/** What the scores of free words are. */
export const openVocabularyMethod: Method = {
  kind: 'method',
  id: 'open_vocabulary',
  name: 'Open vocabulary',
  definition: 'words become groups G and P; accuracy |G∩P|/|P|, recall |G∩P|/|G|, means over items',
  convention:
    'Case and outer spaces are ignored. No candidate word: 0 and 0. Words without a group stand for themselves, or are dropped. Both summaries are given: mean of the two (MER2024), and F of the two means (EW).',
  source: 'Lian et al. 2024, MER2024 (OV track); Lian et al. 2025 (EW metric)',
  missingPolicy: 'An item whose reference has no word left is left out and counted.'
}

/**
 * Agreement of free words.
 * @param groupOf group of each word, in lower case
 * @param dropUnknown whether words without a group are dropped instead of standing for themselves
 */
export function openVocabulary(
  items: readonly (OpenVocabularyItem & { readonly groupOf: ReadonlyMap<string, string> })[],
  dropUnknown: boolean
): OpenVocabulary {
  const scores = items.flatMap(({ reference, candidate, groupOf }) => {
    const groups = (words: readonly string[]) =>
      new Set(
        words.flatMap((word) => {
          const clean = word.trim().toLowerCase()
          const group = groupOf.get(clean)
          return group !== undefined ? [group] : dropUnknown || clean === '' ? [] : [clean]
        })
      )
    const g = groups(reference)
    const p = groups(candidate)
    if (g.size === 0) return []
    const shared = [...g].filter((group) => p.has(group)).length
    return [{ accuracy: p.size === 0 ? 0 : shared / p.size, recall: shared / g.size }]
  })
  const base = { scored: scores.length, leftOut: items.length - scores.length }
  if (scores.length === 0) return { ...base, accuracy: null, recall: null, average: null, fOfMeans: null }
  const accuracy = mean(scores.map((one) => one.accuracy))
  const recall = mean(scores.map((one) => one.recall))
  const sum = accuracy + recall
  return {
    ...base,
    accuracy,
    recall,
    average: sum / 2,
    fOfMeans: sum === 0 ? 0 : (2 * accuracy * recall) / sum
  }
}
