import type { LayoutChannel, SignalLayout } from '../../shared/signal/signal-layout'
import { readPhysical } from '../../shared/signal/signal-layout'
import type { OpenFile } from './open-files'
import type { Pause } from './pause'
import { readBlocks, recordsWithin } from './read-blocks'

/** Samples without a gap between them, in physical units. */
export interface SampleBlock {
  /** Time of the first, µs of the stream. */
  readonly startUs: number
  readonly rateHz: number
  readonly samples: Float32Array<ArrayBuffer>
}

/** Samples of channels for times [fromUs, toUs) and two more on either side, gap by gap. */
export async function readSamples(
  file: OpenFile,
  layout: SignalLayout,
  channels: readonly LayoutChannel[],
  fromUs: number,
  toUs: number,
  pause: Pause
): Promise<readonly (readonly SampleBlock[])[]> {
  const found = channels.map((): SampleBlock[] => [])
  for (const span of recordsWithin(layout, fromUs, toUs, 1)) {
    const { segment } = span
    const open = channels.map((channel) => {
      const base = segment.record * channel.perRecord
      const near = (timeUs: number): number => base + ((timeUs - segment.startUs) / 1e6) * channel.rateHz
      const first = Math.max(span.from * channel.perRecord, Math.floor(near(fromUs) + 1e-3) - 2)
      const end = Math.max(first, Math.min(span.to * channel.perRecord, Math.ceil(near(toUs) - 1e-3) + 2))
      const startUs = segment.startUs + ((first - base) / channel.rateHz) * 1e6
      return { first, end, startUs, samples: new Float32Array(end - first), filled: 0 }
    })
    for (const parts of readBlocks(file, layout, channels, span, fromUs, toUs)) {
      for (const part of parts) {
        const into = open[part.row]
        if (!into) continue
        const skip = Math.max(0, into.first - part.first)
        const count = Math.min(part.count, into.end - part.first) - skip
        if (count <= 0) continue
        const at = part.first + skip - into.first
        readPhysical(
          part.bytes,
          part.at + skip * part.stride,
          part.stride,
          part.channel,
          count,
          into.samples,
          at
        )
        into.filled = Math.max(into.filled, at + count)
      }
      await pause()
    }
    for (const [row, { startUs, samples, filled }] of open.entries())
      if (filled > 0)
        found[row]?.push({
          startUs,
          rateHz: channels[row]?.rateHz ?? 1,
          samples: samples.subarray(0, filled)
        })
  }
  return found
}
