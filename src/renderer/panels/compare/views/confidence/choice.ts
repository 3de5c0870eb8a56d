import { ConfidenceSettings } from '../../../../../shared/contract/confidence'
import { keptChoice } from '../../../../session/kept-choice'

const standard = ConfidenceSettings.parse({})

const kept = keptChoice<ConfidenceSettings>('compare-confidence', standard, (stored) => {
  const read = ConfidenceSettings.safeParse(stored)
  return read.success ? read.data : standard
})

export const useSettings = kept.use
export const chooseSettings = kept.choose
export const recallSettings = kept.recall
