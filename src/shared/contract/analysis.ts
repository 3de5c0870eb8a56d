import { z } from 'zod'
import type { HumanCeiling } from '../analysis/overview/human-ceiling'
import type { ComparisonItem, NumberCard } from '../compare/report'
import type { MappingReport } from '../mapping/label-mapper'

/** A condition on one facet of the items: a category, or numbers from (included) to (not included). */
const FacetCondition = z.object({
  facet: z.string().max(200),
  value: z.string().max(500).optional(),
  from: z.number().optional(),
  to: z.number().optional()
})

/** Which items of a comparison: those that meet every condition. */
export const ItemSelection = z.object({
  /** Label ids of the axes. */
  reference: z.string().optional(),
  candidate: z.string().optional(),
  only: z.enum(['errors', 'right']).optional(),
  facets: z.array(FacetCondition).max(8).default([]),
  /** The candidate's confidence, from (not included unless 0) to (included). */
  confidence: z.tuple([z.number(), z.number()]).optional(),
  /** Units of the comparison, by their number. */
  units: z.array(z.number().int().nonnegative()).max(5000).optional(),
  /** `time`: by recording and time; `sure` and `unsure`: by the candidate's confidence, those without last; `given`: as `units` stand. */
  order: z.enum(['time', 'sure', 'unsure', 'given']).default('time'),
  limit: z.number().int().min(1).max(5000).default(1000)
})
export type ItemSelection = z.input<typeof ItemSelection>
export type ParsedSelection = z.output<typeof ItemSelection>

/** Items of a selection. */
export interface SelectedItems {
  readonly items: readonly ComparisonItem[]
  /** As many meet the conditions; `items` holds the first of them. */
  readonly total: number
  readonly schemeId: string
  readonly attributeId?: string
}

/** Scores of one author against another. */
export interface ScoredPair {
  readonly cards: readonly NumberCard[]
  readonly n: number
  readonly unit: NumberCard['unit']
  readonly leftOut: number
  /** How well people do on the same items; absent while fewer than two labelled them. */
  readonly ceiling?: HumanCeiling
  /** Why there is no ceiling. */
  readonly noCeiling?: string
  /** How labels were mapped, where the two use different schemes. */
  readonly mapping?: MappingReport
  readonly schemeId: string
  readonly attributeId?: string
  readonly revision: number
}
