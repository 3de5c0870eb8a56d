import { LabelSetSettings } from '../../../../../shared/contract/label-sets'
import { keptChoice } from '../../../../session/kept-choice'

const standard = LabelSetSettings.parse({})

const kept = keptChoice<LabelSetSettings>('compare-label-sets', standard, (stored) => {
  const read = LabelSetSettings.safeParse(stored)
  return read.success ? read.data : standard
})

export const useSettings = kept.use
export const chooseSettings = kept.choose
export const recallSettings = kept.recall
