import type { ComparedSegment } from './pairing'

/** Per-frame labels of one person (or of the whole picture) in one recording. */
export interface LabelledFrames {
  readonly recordingId: string
  readonly personId?: string
  /** Start of the ids of the segments made here. */
  readonly idPrefix: string
  /** Presentation times in microseconds, ascending. */
  readonly times: ArrayLike<number>
  /** Label of each frame; undefined where there is none, for instance without a face. */
  readonly labels: readonly (string | undefined)[]
  /** Confidence of each frame, 0 to 1. */
  readonly confidences?: ArrayLike<number>
  /** Longest time in microseconds that a frame's label holds when the next frame is late or missing. */
  readonly longestHold: number
}

/**
 * Runs of equal frame labels as segments. A frame's label holds until the next frame, at most `longestHold`;
 * a frame without a label, or a longer wait, is a gap and never a repeated label.
 * Confidence is the mean over the run's frames.
 */
export function segmentsFromFrames(frames: LabelledFrames): ComparedSegment[] {
  const { times, labels, confidences, longestHold } = frames
  const segments: ComparedSegment[] = []
  let first = 0
  for (let i = 0; i < times.length; i++) {
    const end = Math.min((times[i] ?? 0) + longestHold, times[i + 1] ?? Infinity)
    const goesOn = i + 1 < times.length && labels[i + 1] === labels[first] && end === times[i + 1]
    if (goesOn) continue
    const label = labels[first]
    if (label !== undefined)
      segments.push({
        id: `${frames.idPrefix}${first}`,
        recordingId: frames.recordingId,
        personId: frames.personId,
        start: times[first] ?? 0,
        end,
        label,
        confidence: confidences && mean(confidences, first, i)
      })
    first = i + 1
  }
  return segments
}

function mean(values: ArrayLike<number>, from: number, to: number): number {
  let sum = 0
  for (let i = from; i <= to; i++) sum += values[i] ?? 0
  return sum / (to - from + 1)
}
