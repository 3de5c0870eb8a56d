import { z } from 'zod'
import type { FacetInfo, FacetPart } from '../analysis/facets/facet-column'
import type { FacetReport } from '../analysis/slices/facet-report'
import type { WorstSlices } from '../analysis/slices/worst-slice'
import type { CorpusMatrix } from '../analysis/slices/corpus-matrix'
import { Id } from '../domain/id'
import { CompareQuery } from './questions'

/** Edges between groups of numbers, by facet. */
const Edges = z.record(z.string().max(200), z.array(z.number()).min(1).max(20)).default({})

/** Score the groups of a facet, or the pairs of groups of two. */
export const SlicesQuery = CompareQuery.extend({
  facet: z.string().max(200).default('label'),
  and: z.string().max(200).optional(),
  /** Id of a metric: accuracy, uar, f1_macro, f1_weighted, or `recall:<label>`. */
  metric: z.string().max(200).default('accuracy'),
  /** Groups with fewer items (or seconds) take no part in the gaps. */
  least: z.number().min(0).default(0),
  edges: Edges
})

/** Groups of a facet with their scores, and what else there is to slice by. */
export interface SlicesAnswer {
  readonly facets: readonly FacetInfo[]
  readonly name: string
  readonly report: FacetReport
  /** Conditions that the items of each row of the report meet. */
  readonly parts: readonly (readonly FacetPart[])[]
  /** Edges between the groups of each facet of numbers in it. */
  readonly edges: Readonly<Record<string, readonly number[]>>
  /** Other people whose labels on the same items make the human ceiling. */
  readonly ceilingAuthorIds: readonly string[]
  /** Why there is no ceiling. */
  readonly noCeiling?: string
  readonly labels: readonly { readonly id: string; readonly name: string }[]
  readonly schemeId: string
  readonly attributeId?: string
  readonly revision: number
}

/** Look for the groups, and pairs of groups, with the strongest evidence of more errors. */
export const WorstSlicesQuery = CompareQuery.extend({
  joined: z.union([z.literal(1), z.literal(2)]).default(2),
  /** Smallest slice that is looked at, items. */
  least: z.number().int().min(2).max(1_000_000).default(10),
  correction: z.enum(['bh', 'holm']).default('bh'),
  /** Facets to search; all when absent. */
  facets: z.array(z.string().max(200)).max(40).optional(),
  /** A slice to tell of in any case, by the conditions that its items meet. */
  keep: z
    .array(
      z.object({
        facet: z.string().max(200),
        value: z.string().max(500).optional(),
        from: z.number().optional(),
        to: z.number().optional()
      })
    )
    .min(1)
    .max(2)
    .optional(),
  edges: Edges,
  limit: z.number().int().min(1).max(200).default(40)
})

/** The slices found. */
export interface WorstSlicesAnswer extends WorstSlices {
  readonly facets: readonly FacetInfo[]
  /** Ids of the facets that were searched. */
  readonly searched: readonly string[]
  /** Other people whose labels on the same items make the human ceiling. */
  readonly ceilingAuthorIds: readonly string[]
  readonly noun: string
  readonly revision: number
}

/** How recordings make up corpora. */
export const CorpusBy = z.enum(['folder', 'group', 'language', 'scheme'])
export type CorpusBy = z.infer<typeof CorpusBy>

/** Every model on every corpus. */
export const CrossCorpusQuery = z.object({
  /** Who is right; in a corpus that this author has not labelled, the person or import with most labels there. */
  referenceAuthorId: Id.optional(),
  /** Models; all when empty. */
  candidateIds: z.array(Id).max(40).default([]),
  by: CorpusBy.optional(),
  practice: z.boolean().default(false)
})

/** Scores of models by corpora. */
export interface CrossCorpusAnswer extends CorpusMatrix {
  readonly by: CorpusBy
  /** Ways in which the project's recordings fall into more than one corpus. */
  readonly choices: readonly CorpusBy[]
  readonly revision: number
}
