import { layoutDuration, sampleBytes, samplesOf } from './signal-layout'
import type { LayoutChannel, SignalLayout } from './signal-layout'
import type { PyramidChannel } from './pyramid-file'

/** Each level of a planned pyramid has runs this many times longer than the level below. */
export const PLAN_FACTOR = 4

/** Share of the data that all levels of a planned pyramid may take, a little below the 2 % that an overview may cost. */
const SHARE = 0.0175

/** Where everything of a pyramid will lie, known before the first sample is read; NaN runs fill the gaps. */
export interface PyramidPlan {
  readonly channels: readonly PyramidChannel[]
  /** Bytes of the data behind the header. */
  readonly bytes: number
}

/**
 * Plan of the pyramid of a layout. Runs of all channels last equally long, as short as the share of the data allows: a slow
 * channel beside fast ones keeps shorter runs, so that a view of any span reads about as much of each. Each channel is a
 * grid of samples from the start of the stream to its end, gaps included.
 */
export function planPyramid(layout: SignalLayout): PyramidPlan {
  const seconds = layoutDuration(layout) / 1e6
  const dataBytes = layout.channels.reduce(
    (sum, channel) => sum + samplesOf(layout, channel) * sampleBytes(channel.format),
    0
  )
  const pairs = layout.channels.reduce((sum, { format }) => sum + pairBytes(format), 0)
  const runSeconds =
    dataBytes === 0 ? 1 : (pairs * PLAN_FACTOR * seconds) / ((PLAN_FACTOR - 1) * SHARE * dataBytes)
  let offset = 0
  const channels = layout.channels.map((channel): PyramidChannel => {
    const { label, unit, rateHz, format, scale, shift } = channel
    const base = Math.max(1, Math.ceil(rateHz * runSeconds - 1e-9))
    const sampleCount = gridSamples(layout, channel)
    const levels = levelRuns(sampleCount, base).map((runs) => {
      const place = { offset, count: runs * 2 }
      offset += runs * pairBytes(format)
      return place
    })
    return {
      label,
      unit,
      rateHz,
      startUs: 0,
      sampleCount,
      base,
      factor: PLAN_FACTOR,
      levels,
      ...(isPacked(format) ? { packed: { scale, shift } } : {})
    }
  })
  return { channels, bytes: offset }
}

/** Place of a record's first sample on the grid of its channel. */
export const gridIndex = (channel: LayoutChannel, recordStartUs: number): number =>
  Math.round((recordStartUs / 1e6) * channel.rateHz)

/** Samples from the start of the stream to the end of the last record. */
function gridSamples(layout: SignalLayout, channel: LayoutChannel): number {
  const last = layout.segments.at(-1)
  return last ? gridIndex(channel, last.startUs) + last.records * channel.perRecord : 0
}

/** Runs on each level, up to the first that has two or fewer; there is always one level. */
function levelRuns(sampleCount: number, base: number): readonly number[] {
  const runs = [Math.ceil(sampleCount / base)]
  for (let top = runs[0] ?? 0; top > 2;) {
    top = Math.ceil(top / PLAN_FACTOR)
    runs.push(top)
  }
  return runs
}

/** Numbers that fit 16 bits are kept as they are stored: half the bytes, and no rounding. */
export const isPacked = (format: LayoutChannel['format']): boolean =>
  format === 'u8' || format === 'i8' || format === 'i16'

const pairBytes = (format: LayoutChannel['format']): number => (isPacked(format) ? 4 : 8)
