import type { z } from 'zod'
import type { AnalysisResultOf } from '../../../shared/signal/analyses'
import type { BadChannelsAnalysis } from '../../../shared/signal/analyses/bad-channels'
import { badChannelHints } from '../../../shared/signal/dsp/bad-channel-hints'
import { Refused } from './input'
import type { AnalysisInput } from './input'
import { oneRate } from './one-rate'

/** Which channels are flat, too large or too small, or go with no other; over all stretches one after the other. */
export async function badChannels(
  input: AnalysisInput,
  { flatBelow }: z.infer<typeof BadChannelsAnalysis>
): Promise<AnalysisResultOf<'bad-channels'>> {
  if (input.channels.length < 3)
    throw new Refused('At least three channels are needed to hold one against the others.')
  const rateHz = oneRate(input)
  const parts = input.channels.map((): Float64Array[] => [])
  for (const [index, span] of input.spans.entries()) {
    input.progress(index, input.spans.length)
    const rows = await input.read(span, input.channels)
    const length = Math.min(...rows.map(({ samples }) => samples.length))
    rows.forEach(({ samples }, at) => parts[at]?.push(samples.subarray(0, length)))
    await input.pause()
  }
  const hints = badChannelHints(parts.map(joined), {
    rateHz,
    ...(flatBelow === undefined ? {} : { flatBelow })
  })
  return {
    kind: 'bad-channels',
    hints: hints.map((hint) => ({ ...hint, channel: input.channels[hint.channel] ?? -1 })),
    asRecorded: [...input.asRecorded]
  }
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
