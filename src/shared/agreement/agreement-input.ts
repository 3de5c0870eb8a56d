import type { AgreementReport } from './report'
import type { SumBootstrapOptions } from './sum-bootstrap'
import type { AgreementSegment, AgreementUnit } from './units'

/** What the agreement of annotators is computed from. */
export interface AgreementInput {
  /** Ids of the authors; `AgreementSegment.author` is an index into them. */
  readonly authorIds: readonly string[]
  /** Ids of the labels; `AgreementSegment.code` is an index into them. */
  readonly labels: readonly string[]
  readonly segments: readonly AgreementSegment[]
  readonly recordings: readonly {
    readonly id: string
    /** Microseconds, 0 while unknown. */
    readonly duration: number
    /** Recordings of one group are resampled together. */
    readonly group?: string
  }[]
  /** For each author, recordings in which there is a track, whatever is on it. */
  readonly tracked: readonly ReadonlySet<string>[]
  readonly unit: AgreementUnit
  /** Least overlap (tIoU) of matched segments, above 0 to 1. */
  readonly least: number
  /** Tolerance of boundaries in microseconds. */
  readonly tolerance: number
  readonly unmapped: AgreementReport['unmapped']
  readonly bootstrap?: SumBootstrapOptions | false
}
