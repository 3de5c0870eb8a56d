import type { Method, TimedLabel } from './base/metric'
import { pieces } from './base/timeline'

/** Time by what became of it, in the unit of the segments; the error is null for an empty recording. */
export interface EmotionDiarization {
  readonly falseAlarm: number
  readonly missed: number
  readonly confusion: number
  /** Several emotions were said at once, the right one among them. */
  readonly overlap: number
  /** Neutral time for which nothing was said. */
  readonly gapInNeutral: number
  readonly correct: number
  readonly error: number | null
}

/** What the emotion diarization error is. */
export const emotionDiarizationMethod: Method = {
  kind: 'method',
  id: 'eder',
  name: 'EDER',
  definition:
    '(false alarm + missed + confusion + overlap + neutral gap) / duration = 1 - correct / duration',
  convention:
    'Uncovered reference time is neutral; uncovered candidate time is an error. Any number of emotional segments. Frame windows with different labels that overlap are split in the middle.',
  source: 'Wang, Ravanelli & Yacoubi 2023, ASRU (Speech Emotion Diarization); SpeechBrain',
  missingPolicy: 'Time after the end of the recording is cut off.'
}

/**
 * Emotion diarization error of one recording.
 * @param duration length of the recording, from 0, in the unit of the segments
 */
export function emotionDiarization(
  reference: readonly TimedLabel[],
  candidate: readonly TimedLabel[],
  duration: number,
  neutral: string
): EmotionDiarization {
  const sum = { falseAlarm: 0, missed: 0, confusion: 0, overlap: 0, gapInNeutral: 0, correct: 0 }
  if (!(duration > 0)) return { ...sum, error: null }
  for (const { start, end, labels } of pieces([reference, candidate], 0, duration)) {
    const truth = labels[0]?.[0] ?? neutral
    sum[verdict(truth, [...new Set(labels[1] ?? [])], neutral)] += end - start
  }
  return { ...sum, error: 1 - sum.correct / duration }
}

function verdict(truth: string, said: readonly string[], neutral: string) {
  if (said.length === 0) return truth === neutral ? 'gapInNeutral' : 'missed'
  if (said.includes(truth)) return said.length === 1 ? 'correct' : 'overlap'
  if (truth === neutral) return 'falseAlarm'
  return said.every((label) => label === neutral) ? 'missed' : 'confusion'
}

/**
 * Segments from labels of windows: window i covers [i x stride, i x stride + window], cut off at the duration.
 * Equal neighbours are joined; different ones that overlap meet in the middle of the overlap.
 */
export function segmentsOfWindows(
  labels: readonly string[],
  window: number,
  stride: number,
  duration: number
): TimedLabel[] {
  const out: { start: number; end: number; label: string }[] = []
  labels.forEach((label, i) => {
    const start = i * stride
    const end = Math.min(duration, start + window)
    const last = out.at(-1)
    if (last && last.label === label && last.end >= start - 1e-9) last.end = end
    else if (last && last.end > start) {
      const middle = (last.end + start) / 2
      last.end = middle
      out.push({ start: middle, end, label })
    } else out.push({ start, end, label })
  })
  return out.filter(({ start, end }) => end > start)
}
