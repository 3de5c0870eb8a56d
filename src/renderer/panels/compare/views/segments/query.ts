import type { CallInput } from '../../../../../shared/contract'

/** What is asked about segments in time. */
export type SegmentsQuery = CallInput<'analysis.segments'>
