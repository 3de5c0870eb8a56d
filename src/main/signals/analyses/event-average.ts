import type { z } from 'zod'
import type { AnalysisResultOf, AnalysisSpan } from '../../../shared/signal/analyses'
import type { EventAverageAnalysis } from '../../../shared/signal/analyses/event-average'
import { touchesStretch } from '../../../shared/signal/bad-stretches'
import { eventAverage as averageOf } from '../../../shared/signal/dsp/event-average'
import { Refused } from './input'
import type { AnalysisInput } from './input'
import { oneRate } from './one-rate'

type Asked = z.infer<typeof EventAverageAnalysis>

/** Events that lie closer together are read in one go, µs. */
const CLOSE_US = 20e6
/** Samples that are read in one go, and that all epochs may have. */
const MOST_READ = 8e6
const MOST_EPOCHS = 32e6

/** Average of every group, with the epochs that do not count told by reason. */
export async function eventAverage(
  input: AnalysisInput,
  asked: Asked
): Promise<AnalysisResultOf<'event-average'>> {
  const { channels } = input
  const rateHz = oneRate(input)
  const first = Math.round(asked.fromSeconds * rateHz)
  const size = Math.round(asked.toSeconds * rateHz) - first + 1
  if (size < 2) throw new Refused('An epoch ends behind its start.', 'Set its end to a later time.')
  const groups = new Map<string, Epochs>()
  const events = [...input.spans].sort((a, b) => a.fromUs - b.fromUs)
  for (const { group = '' } of events) {
    const own = groups.get(group) ?? new Epochs()
    groups.set(group, own)
    own.events++
  }
  if (events.length * size * channels.length > MOST_EPOCHS)
    throw new Refused(
      `${events.length} epochs of ${channels.length} channels are ${Math.round((events.length * size * channels.length) / 1e6)} million samples; ${MOST_EPOCHS / 1e6} million are the most.`,
      'Take fewer channels or shorter epochs.'
    )
  for (const own of groups.values())
    own.channels = channels.map(() => new Float64Array(own.events * size).fill(Number.NaN))
  const [fromUs, toUs] = [asked.fromSeconds * 1e6, asked.toSeconds * 1e6]
  const inside = ({ fromUs: at }: AnalysisSpan): boolean => at + fromUs >= 0 && at + toUs <= asked.recordedUs
  const bad = input.bad ?? []
  const wanted = events.filter((event) => {
    const own = groups.get(event.group ?? '')
    if (!inside(event)) {
      if (own) own.outside++
      return false
    }
    if (!touchesStretch(event.fromUs + fromUs, event.fromUs + toUs, bad)) return true
    if (own) own.bad++
    return false
  })
  let done = 0
  for (const near of together(wanted, toUs - fromUs, (MOST_READ / rateHz / channels.length) * 1e6)) {
    const step = 1e6 / rateHz
    const from = (near[0]?.fromUs ?? 0) + fromUs - 2 * step
    const rows = await input.read(
      { fromUs: from, toUs: (near.at(-1)?.fromUs ?? 0) + toUs + 2 * step },
      channels
    )
    for (const event of near) {
      const own = groups.get(event.group ?? '')
      if (!own) continue
      rows.forEach((row, c) => {
        const at = Math.round((event.fromUs - row.startUs) / step) + first
        const epoch = row.samples.subarray(Math.max(0, at), Math.max(0, at + size))
        if (at >= 0) own.channels[c]?.set(epoch, own.filled * size)
      })
      own.filled++
    }
    done += near.length
    input.progress(done, wanted.length)
    await input.pause()
  }
  const { baseline, peakToPeak, fromSeconds, toSeconds } = asked
  const averages = [...groups].map(([group, own]) => {
    const starts = Array.from({ length: own.filled }, (_, k) => k * size - first)
    const found = averageOf(own.channels, starts, { rateHz, fromSeconds, toSeconds, baseline, peakToPeak })
    const { mean, error, used, rejected } = found
    return { group, mean, error, used, rejected: { ...rejected, outside: own.outside, bad: own.bad } }
  })
  return {
    kind: 'event-average',
    channels,
    rateHz,
    times: Float64Array.from({ length: size }, (_, i) => (first + i) / rateHz),
    groups: averages,
    asRecorded: [...input.asRecorded]
  }
}

/** Epochs of one group, one behind the other, channel by channel. */
class Epochs {
  events = 0
  outside = 0
  bad = 0
  filled = 0
  channels: readonly Float64Array<ArrayBuffer>[] = []
}

/** Events that are read together: close, and not too many. */
function together(
  events: readonly AnalysisSpan[],
  epochUs: number,
  mostUs: number
): readonly (readonly AnalysisSpan[])[] {
  const all: AnalysisSpan[][] = []
  for (const event of events) {
    const last = all.at(-1)
    const gap = event.fromUs - (last?.at(-1)?.fromUs ?? -Infinity)
    const length = event.fromUs - (last?.[0]?.fromUs ?? -Infinity) + epochUs
    if (last && gap < CLOSE_US + epochUs && length < mostUs) last.push(event)
    else all.push([event])
  }
  return all
}
