import type { ConfidenceRegion } from '../../../../../shared/contract/confidence'

/** What a part of the view does when it is chosen. */
export type OpenRegion = (region: ConfidenceRegion, title: string) => void
