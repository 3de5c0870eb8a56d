import { Refused } from './input'
import type { AnalysisInput } from './input'

/** The rate that all channels of a question share; refused where they differ. */
export function oneRate({ channels, rateOf }: Pick<AnalysisInput, 'channels' | 'rateOf'>): number {
  const rates = new Set(channels.map((channel) => rateOf(channel)))
  const [rate] = rates
  if (rate === undefined) throw new Refused('The channels do not exist in the file.')
  if (rates.size > 1)
    throw new Refused(
      `The channels have different rates (${[...rates].join(', ')} Hz).`,
      'Take channels of one kind.'
    )
  return rate
}
