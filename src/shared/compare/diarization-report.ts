import { emotionDiarization } from '../metrics/emotion-diarization'
import type { TimedLabel } from '../metrics/base/metric'
import type { AxisLabel } from './label-codes'
import type { ComparedSegment } from './pairing'
import { changesOf, timedPlaces } from './timed-sides'

/** Seconds of one recording (or of one person in it) by what became of them, and the error they make. */
export interface DiarizationRow {
  readonly recordingId: string
  readonly personId?: string
  readonly seconds: number
  readonly falseAlarm: number
  readonly missed: number
  readonly confusion: number
  readonly overlap: number
  /** Time that the candidate does not cover where the reference is neutral. */
  readonly uncovered: number
  readonly error: number | null
}

/** Emotion diarization error of two authors, recording by recording. */
export interface DiarizationReport {
  /** Label that stands for no emotion. */
  readonly neutral: string
  readonly rows: readonly DiarizationRow[]
  /** All rows as one long recording; its ids are empty. */
  readonly total: DiarizationRow
  /** Milliseconds from each change of the reference to the nearest change of the candidate; positive: the candidate is late. */
  readonly boundaryErrorsMs: readonly number[]
  /** Changes of the reference without a change of the candidate within `BOUNDARY_REACH_MS`. */
  readonly boundariesMissed: number
}

export interface DiarizationInput {
  readonly reference: readonly ComparedSegment[]
  readonly candidate: readonly ComparedSegment[]
  /** Lengths in microseconds; recordings without a segment of either side are left out. */
  readonly recordings: readonly { readonly id: string; readonly duration: number }[]
  readonly axes: readonly AxisLabel[]
  readonly neutral: string
}

/** A change further away than this is no partner. */
export const BOUNDARY_REACH_MS = 1000

/**
 * Emotion diarization error (Wang, Ravanelli & Yacoubi 2023) by recording; where the reference tells several people apart, by
 * person. Any number of emotional segments may stand in a recording: an extension, the published function takes one.
 * Labels without a counterpart among the axes differ from everything; segments without a label count as not there.
 */
export function diarizationReport(input: DiarizationInput): DiarizationReport {
  const durations = new Map(input.recordings.map(({ id, duration }) => [id, duration]))
  const rows: DiarizationRow[] = []
  const boundaryErrorsMs: number[] = []
  let boundariesMissed = 0
  for (const place of timedPlaces(input, [...durations.keys()])) {
    const { recordingId, personId, reference, candidate } = place
    const duration = durations.get(recordingId) ?? 0
    if (!(duration > 0)) continue
    const ids = { recordingId, ...(personId === undefined ? {} : { personId }) }
    rows.push(rowOf(reference, candidate, duration, input.neutral, ids))
    const changes = changesOf(candidate, duration, input.neutral)
    for (const at of changesOf(reference, duration, input.neutral)) {
      const apart = (nearest(changes, at) - at) / 1000
      if (Math.abs(apart) <= BOUNDARY_REACH_MS) boundaryErrorsMs.push(apart)
      else boundariesMissed++
    }
  }
  return { neutral: input.neutral, rows, total: totalOf(rows), boundaryErrorsMs, boundariesMissed }
}

function rowOf(
  reference: readonly TimedLabel[],
  candidate: readonly TimedLabel[],
  duration: number,
  neutral: string,
  ids: Pick<DiarizationRow, 'recordingId' | 'personId'>
): DiarizationRow {
  const found = emotionDiarization(reference, candidate, duration, neutral)
  return {
    ...ids,
    seconds: duration / 1e6,
    falseAlarm: found.falseAlarm / 1e6,
    missed: found.missed / 1e6,
    confusion: found.confusion / 1e6,
    overlap: found.overlap / 1e6,
    uncovered: found.gapInNeutral / 1e6,
    error: found.error
  }
}

function totalOf(rows: readonly DiarizationRow[]): DiarizationRow {
  const sum = (pick: (row: DiarizationRow) => number): number =>
    rows.reduce((total, row) => total + pick(row), 0)
  const seconds = sum((row) => row.seconds)
  const parts = {
    falseAlarm: sum((row) => row.falseAlarm),
    missed: sum((row) => row.missed),
    confusion: sum((row) => row.confusion),
    overlap: sum((row) => row.overlap),
    uncovered: sum((row) => row.uncovered)
  }
  const wrong = parts.falseAlarm + parts.missed + parts.confusion + parts.overlap + parts.uncovered
  return { recordingId: '', seconds, ...parts, error: seconds > 0 ? wrong / seconds : null }
}

/** The time of an ascending list that is closest to another; Infinity where the list is empty. */
function nearest(times: readonly number[], at: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  const [before = -Infinity, after = Infinity] = [times[low - 1], times[low]]
  return at - before <= after - at ? (before === -Infinity ? Infinity : before) : after
}
