import { z } from 'zod'
import type { Leakage } from '../../analysis/duplicates/leakage'
import type { LeakageBanner } from '../../analysis/duplicates/leakage-words'
import { EmbeddingRef } from '../embeddings'

/** A moment that is like others. */
export interface AlikeItem {
  readonly recordingId: string
  readonly segmentId?: string
  readonly trackId?: string
  readonly start: number
  readonly end: number
  /** Cosine with the first of its group; 1 for what is the same. */
  readonly cosine: number
  /** The words, where the words are the same. */
  readonly text?: string
}

export interface AlikeGroup {
  readonly kind: 'embedding' | 'file' | 'text'
  readonly items: readonly AlikeItem[]
  readonly recordings: number
}

/** What is nearly the same: by embeddings of a run, by file content, by words. */
export const DuplicateQuery = z.object({
  embeddings: EmbeddingRef.optional(),
  threshold: z.number().min(0.5).max(1).default(0.98),
  /** Only groups that lie in more than one recording. */
  across: z.boolean().default(true),
  limit: z.number().int().min(1).max(2000).default(500)
})

export interface Duplicates {
  readonly revision: number
  readonly groups: readonly AlikeGroup[]
  readonly total: number
  /** Embeddings that were compared, and how many there are. */
  readonly compared: number
  readonly embeddings: number
  readonly cut: boolean
  readonly files: number
  readonly texts: number
}

/** How the part of each item is told. */
export const SplitSource = z.discriminatedUnion('from', [
  /** The group of the recording. */
  z.object({ from: z.literal('group') }),
  /** What a pattern finds in the name of the recording, or in the path of its file. */
  z.object({ from: z.literal('pattern'), pattern: z.string().max(300), on: z.enum(['name', 'path']) }),
  /** Lists of names, one for every part. */
  z.object({
    from: z.literal('lists'),
    lists: z
      .array(z.object({ part: z.string().max(200), names: z.array(z.string().max(1000)).max(500_000) }))
      .max(100)
  })
])
export type SplitSource = z.infer<typeof SplitSource>

/** What items must not share between parts. */
export const sharedKinds = ['person', 'recording', 'group', 'grouping', 'pattern'] as const

export const LeakageQuery = z.object({
  split: SplitSource,
  shared: z.enum(sharedKinds).default('person'),
  /** Finds the group in the name of an item, for `pattern`. */
  pattern: z.string().max(300).default(''),
  /** What a group is called. */
  noun: z.object({ one: z.string().min(1).max(40), many: z.string().min(1).max(40) })
})

export interface LeakageAnswer {
  readonly revision: number
  readonly leakage: Leakage
  readonly banners: readonly LeakageBanner[]
  /** Names of the lists that are no recording of the project, and all names. */
  readonly names: number
  readonly unknownNames: number
  /** Part of each recording of the project that has one. */
  readonly partOf: Readonly<Record<string, string>>
  /** Recordings of each shared group, by its name. */
  readonly recordingsOf: Readonly<Record<string, readonly string[]>>
}
