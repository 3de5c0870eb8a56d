import { z } from 'zod'
import type { GroupScores } from '../analysis/open-vocabulary/group-scores'
import type { LeftOut } from '../compare/report'
import type { SelectedItems } from './analysis'

/** How free words are compared. */
export const OpenWordsSettings = z.object({
  /** Words without a group stand for themselves instead of being dropped. */
  unknownStand: z.boolean().default(false)
})
export type OpenWordsSettings = z.output<typeof OpenWordsSettings>

/** Which items: by a group of a wheel, by a word that is in no table, or all whose groups differ. */
export const OpenWordsRegion = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('group'),
    wheel: z.string(),
    group: z.string(),
    which: z.enum(['both', 'missed', 'false'])
  }),
  z.object({ kind: z.literal('word'), word: z.string(), side: z.enum(['reference', 'candidate']) }),
  z.object({ kind: z.literal('differ'), wheel: z.string() })
])
export type OpenWordsRegion = z.input<typeof OpenWordsRegion>

/** Scores on every wheel, and words that no table knows. */
export interface OpenWordsAnswer {
  readonly revision: number
  readonly schemeId: string
  readonly attributeId: string
  readonly recordings: number
  readonly n: number
  readonly leftOut: readonly LeftOut[]
  readonly builtIn: boolean
  /** Sizes of the tables: words of wheels, synonyms, forms. */
  readonly tables: {
    readonly wheels: number
    readonly words: number
    readonly synonyms: number
    readonly forms: number
  }
  readonly wheels: readonly (GroupScores & { readonly wheel: string })[]
  /** Words without a group on any wheel, the most frequent first. */
  readonly unknown: readonly {
    readonly word: string
    readonly side: 'reference' | 'candidate'
    readonly items: number
  }[]
  /** Different words of each side, and those without a group. */
  readonly words: Readonly<
    Record<'reference' | 'candidate', { readonly all: number; readonly unknown: number }>
  >
}

/** Items with the words of both sides. */
export interface OpenWordsItems extends SelectedItems {
  readonly words: readonly { readonly reference: readonly string[]; readonly candidate: readonly string[] }[]
}
