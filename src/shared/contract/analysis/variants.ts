import { z } from 'zod'
import type { VariantStatistic } from '../../analysis/variants/score-variants'
import { Id } from '../../domain/id'
import { CompareQuery } from '../questions'
import { clusterKinds } from './versus'

/** A model and its variants against one reference; the candidate of the comparison is what they are held against. */
export const VariantsQuery = CompareQuery.extend({
  /** Authors of the variants, in the order of the answer. */
  variantIds: z.array(Id).min(1).max(64),
  metric: z.string().max(40).default('uar'),
  cluster: z.enum(clusterKinds).default('group'),
  seed: z.number().int().min(0).default(1)
})
export type VariantsQuery = z.output<typeof VariantsQuery>

/** What the runs of a variant read, where it can be told before it is read (sound, words). */
export interface VariantInputs {
  /** SHA-256 over the hashes of all recordings of the newest run. */
  readonly sha256: string
  readonly recordings: number
  readonly runs: number
  /** Whether every run read the same, to the sample and the letter. */
  readonly same: boolean
}

/** One variant, or what it is held against. */
export interface VariantScore {
  readonly authorId: string
  /** The score, with its interval and its difference to the baseline. */
  readonly score: VariantStatistic
  /** Recall of each label. */
  readonly recalls: readonly VariantStatistic[]
  /** Items with an answer, or seconds. */
  readonly n: number
  /** Items that the reference labelled and this variant did not answer. */
  readonly unanswered: number
  readonly inputs?: VariantInputs
  /** Items that both answered: right only in the baseline, right only here. Absent where seconds are compared. */
  readonly changed?: { readonly broken: number; readonly fixed: number; readonly p: number }
}

export interface VariantsAnswer {
  readonly revision: number
  readonly schemeId: string
  readonly attributeId?: string
  readonly labels: readonly { readonly id: string; readonly name: string }[]
  /** What the others are held against. */
  readonly baseline: VariantScore
  readonly variants: readonly VariantScore[]
  /** Authors that could not be compared, with the reason. */
  readonly missing: readonly { readonly authorId: string; readonly reason: string }[]
  /** Recordings that all of them are done with: the others do not count. */
  readonly recordingIds: readonly string[]
  /** Score of always answering the label that the reference has most often: what is left when nothing is read. */
  readonly nothing: number | null
  readonly unit: 'items' | 's'
  readonly clusters: number
  readonly clusterNoun: string
  readonly resamples: number
}
