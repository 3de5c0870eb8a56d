import type { NumberCardContent } from '../../../../../ui/number-card'
import type { TracePairQuery } from '../../../../../session/compare-traces'
import type { Query } from '../../../choice'
import type { ReportPart } from '../part'

/** What sections are made from. */
export interface ReportContext {
  readonly query: Query
  /** The two sources of values that Traces compares, where there are two. */
  readonly traces:
    { readonly query: TracePairQuery; readonly reference: string; readonly candidate: string } | undefined
  readonly projectName: string
  readonly referenceName: string
  readonly candidateName: string
  readonly examples: number
  /** Stills and sound of the examples go into the document. */
  readonly media: boolean
  /** Throws when the report was given up. */
  goesOn(): void
  /** Facts that every card carries. */
  facts(revision: number): NonNullable<NumberCardContent['facts']>
}

/** One kind of section. */
export interface ReportSection {
  readonly id: string
  readonly title: string
  readonly hint: string
  /** Offered only where there is this. */
  readonly needs?: 'traces'
  readonly make: (context: ReportContext) => Promise<ReportPart>
}
