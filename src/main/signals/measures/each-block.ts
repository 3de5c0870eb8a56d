import type { Stretch } from '../../../shared/physio/measures/heart-measures'
import type { AnalysisInput, EvenSamples } from '../analyses/input'

/** Samples of a channel that are worked on at a time. */
const BLOCK_SAMPLES = 1e6

/** Samples of some time, with what a filter needs on either side. */
export interface Block extends Stretch {
  /** Of the stream; they begin before `fromUs` and end after `toUs` by the margin. */
  readonly rows: readonly EvenSamples[]
}

/**
 * Channels block after block, but only where one of the parts asked for lies; times in µs of the stream. Each block is read
 * with `marginUs` on either side, so that a filter has settled inside it.
 */
export async function* eachBlock(
  input: AnalysisInput,
  channels: readonly number[],
  parts: readonly Stretch[],
  { marginUs, durationUs }: { readonly marginUs: number; readonly durationUs: number }
): AsyncGenerator<Block & { readonly share: number }> {
  const rateHz = Math.max(...channels.map((channel) => input.rateOf(channel) ?? 1))
  const length = Math.max((BLOCK_SAMPLES / rateHz) * 1e6, 4 * marginUs)
  const [from, to] = [
    Math.max(0, Math.min(...parts.map(({ fromUs }) => fromUs))),
    Math.min(durationUs, Math.max(...parts.map(({ toUs }) => toUs)))
  ]
  const count = Math.max(0, Math.ceil((to - from) / length))
  for (let block = 0; block < count; block++) {
    const fromUs = from + block * length
    const toUs = Math.min(to, fromUs + length)
    const here = parts.filter((part) => part.fromUs < toUs && part.toUs > fromUs)
    if (here.length === 0) continue
    // Only as far as there is something to look at.
    const needed = {
      fromUs: Math.max(fromUs, Math.min(...here.map((part) => part.fromUs))),
      toUs: Math.min(toUs, Math.max(...here.map((part) => part.toUs)))
    }
    const rows = await input.read(
      { fromUs: Math.max(0, needed.fromUs - marginUs), toUs: Math.min(durationUs, needed.toUs + marginUs) },
      channels
    )
    await input.pause()
    yield { ...needed, rows, share: (block + 1) / count }
  }
}
