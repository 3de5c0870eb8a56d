import type { z } from 'zod'
import type { AnalysisResultOf } from '../../../shared/signal/analyses'
import type { ConnectivityAnalysis } from '../../../shared/signal/analyses/connectivity'
import { connectivity as ofAllPairs } from '../../../shared/signal/dsp/connectivity'
import { Refused } from './input'
import type { AnalysisInput } from './input'
import { joined } from './joined'
import { windowsOf } from './windows'

/** Connectivity of all pairs of the channels. */
export async function connectivity(
  input: AnalysisInput,
  asked: z.infer<typeof ConnectivityAnalysis>
): Promise<AnalysisResultOf<'connectivity'>> {
  const { rateHz, rows } = await joined(input)
  const { band, connection } = asked
  if (band.highHz >= rateHz / 2)
    throw new Refused(`${band.highHz} Hz is not below half the rate of the channels (${rateHz / 2} Hz).`)
  const work = ofAllPairs(rows, windowsOf(asked, rateHz), band, connection)
  let steps = 0
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) {
      const found = step.value
      if ('reason' in found) throw new Refused(found.reason)
      const { values, used, leftOut } = found
      return {
        kind: 'connectivity',
        channels: input.channels,
        values,
        used,
        leftOut,
        asRecorded: [...input.asRecorded]
      }
    }
    input.progress(rows.length + ++steps, 3 * rows.length)
    await input.pause()
  }
}
