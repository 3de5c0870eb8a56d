import type { LabelSetRegion } from '../../../../../shared/contract/label-sets'

/** What a count of the view does when it is chosen. */
export type OpenLabelSets = (region: LabelSetRegion, title: string) => void
