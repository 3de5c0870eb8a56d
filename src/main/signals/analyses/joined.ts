import { Refused } from './input'
import type { AnalysisInput } from './input'
import { oneRate } from './one-rate'

/** Samples of all channels that are held at a time. */
const MOST = 24e6

/** All stretches of all channels, one behind the other with a sample of nothing between them, so that no window goes across. */
export async function joined(
  input: AnalysisInput,
  channels = input.channels
): Promise<{ readonly rateHz: number; readonly rows: readonly Float64Array<ArrayBuffer>[] }> {
  const rateHz = oneRate({ channels, rateOf: input.rateOf })
  const seconds = input.spans.reduce((sum, { fromUs, toUs }) => sum + (toUs - fromUs) / 1e6, 0)
  if (seconds * rateHz * channels.length > MOST)
    throw new Refused(
      `${channels.length} channels over ${Math.round(seconds)} s are ${Math.round((seconds * rateHz * channels.length) / 1e6)} million samples; ${MOST / 1e6} million are the most.`,
      'Choose a shorter stretch or fewer channels.'
    )
  const parts: (readonly Float64Array<ArrayBuffer>[])[] = []
  for (const [at, span] of input.spans.entries()) {
    parts.push((await input.read(span, channels)).map(({ samples }) => samples))
    input.progress(at + 1, input.spans.length * 2)
    await input.pause()
  }
  const lengths = parts.map((rows) => Math.max(0, ...rows.map((row) => row.length)))
  const total = lengths.reduce((sum, length) => sum + length, 0) + Math.max(0, parts.length - 1)
  const rows = channels.map((_, c) => {
    const out = new Float64Array(total).fill(Number.NaN)
    let from = 0
    parts.forEach((part, p) => {
      out.set(part[c] ?? [], from)
      from += (lengths[p] ?? 0) + 1
    })
    return out
  })
  return { rateHz, rows }
}
