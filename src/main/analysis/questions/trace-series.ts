import type { PairStrip } from '../../../shared/analysis/traces/pair-strip'
import { traceSeries as seriesOf } from '../../../shared/analysis/traces/trace-series'
import { fail, ok } from '../../../shared/domain/problem'
import type { TraceDimInfo } from '../../../shared/trace/trace-dims'
import type { Question } from '../question'
import { traceStrips } from '../trace-strips'

/** Both sides along one recording, for drawing. */
export const traceSeries: Question<'analysis.traceSeries'> = function* (
  desk,
  { recordingId, bins, ...query }
) {
  const recording = desk.reader.get('recording', recordingId)
  if (!recording) return fail('unknown-recording', 'The recording is not part of the project any more.')
  const found = yield* traceStrips(desk, query)
  if (!found.ok) return found
  const { strips, info } = found.value
  const own = strips.filter((strip) => strip.recordingId === recordingId)
  const last = Math.max(recording.duration, ...own.map(lastTime))
  return ok({ ...seriesOf(own, recordingId, last, bins), range: rangeOf(info, own) })
}

const lastTime = ({ time, reference }: PairStrip): number =>
  time.kind === 'steps'
    ? time.startUs + reference.length * time.stepUs
    : time.end.reduce((most, end) => Math.max(most, end), 0)

/** Ends of the scale, else of the values. */
export function rangeOf(
  info: TraceDimInfo | undefined,
  strips: readonly PairStrip[]
): readonly [number, number] {
  let low = info?.min ?? Infinity
  let high = info?.max ?? -Infinity
  if (low < high) return [low, high]
  for (const { reference, candidate } of strips)
    for (const column of [reference, candidate])
      for (const value of column) {
        if (value < low) low = value
        if (value > high) high = value
      }
  return low < high ? [low, high] : low === high ? [low - 1, high + 1] : [0, 1]
}
