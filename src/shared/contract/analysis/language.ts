import { z } from 'zod'
import type { WordContrast } from '../../analysis/language/log-odds'
import { ItemSelection } from '../analysis'
import { CompareQuery } from '../questions'

/** Words of two sets of items beside each other. */
export const LanguageQuery = CompareQuery.extend({
  a: ItemSelection,
  b: ItemSelection,
  /** Words that the prior weighs as much as. */
  strength: z.number().min(1).max(1_000_000).default(500),
  /** Words that occur less often in both together are not listed. */
  least: z.number().int().min(1).max(1000).default(3),
  limit: z.number().int().min(1).max(500).default(60)
})

/** Items and words of one side. */
export interface LanguageSide {
  readonly items: number
  readonly withWords: number
  readonly words: number
}

export interface LanguageAnswer {
  readonly revision: number
  readonly a: LanguageSide
  readonly b: LanguageSide
  /** Most characteristic of A first; the first and the last `limit`. */
  readonly words: readonly WordContrast[]
  /** Different words that were compared. */
  readonly compared: number
  readonly schemeId: string
  readonly attributeId?: string
}

/** Occurrences of a word in these items. */
export const ConcordanceQuery = LanguageQuery.omit({ least: true, strength: true }).extend({
  word: z.string().min(1).max(200),
  side: z.enum(['a', 'b', 'both']).default('both'),
  limit: z.number().int().min(1).max(1000).default(300)
})

export interface ConcordanceLine {
  readonly side: 'a' | 'b'
  readonly left: string
  readonly hit: string
  readonly right: string
  /** The turn that holds it. */
  readonly recordingId: string
  readonly segmentId: string
  readonly trackId: string
  readonly start: number
  readonly end: number
  readonly personId?: string
  /** Label ids of the item. */
  readonly reference: string
  readonly candidate: string
}

export interface Concordance {
  readonly lines: readonly ConcordanceLine[]
  readonly total: number
}
