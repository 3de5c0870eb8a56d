import { markBeats } from './mark-beats'
import type { BeatMarks } from './mark-beats'

/** Corrected beats, and what was found in the last round that changed them (indices of its input). */
export interface CorrectedBeats {
  /** Times in whole µs, ascending. */
  readonly beatsUs: readonly number[]
  readonly marks: BeatMarks
  readonly rounds: number
}

/** Longest chain of corrections; each round must find fewer than the one before, so this is never reached in practice. */
const MOST_ROUNDS = 100

/**
 * Beats without ectopic, missed and extra ones, after Lipponen & Tarvainen 2019 (Journal of Medical Engineering & Technology
 * 43, 173-181), round after round while fewer are found; NeuroKit's `signal_fixpeaks(method='Kubios')`, with times in µs
 * instead of samples. An extra beat is taken out, a missed one put halfway, ectopic, long and short ones moved halfway between their neighbours.
 */
export function correctBeatsLipponenTarvainen(beatsUs: readonly number[]): CorrectedBeats {
  let marks = markBeats(beatsUs)
  let beats = corrected(beatsUs, marks)
  let count = total(marks)
  let rounds = count > 0 ? 1 : 0
  while (count > 0 && rounds < MOST_ROUNDS) {
    const next = markBeats(beats)
    if (total(next) >= count) break
    count = total(next)
    if (count === 0) break
    marks = next
    beats = corrected(beats, marks)
    rounds++
  }
  return { beatsUs: beats, marks, rounds }
}

function total({ ectopic, missed, extra, longshort }: BeatMarks): number {
  return ectopic.length + missed.length + extra.length + longshort.length
}

function corrected(beatsUs: readonly number[], marks: BeatMarks): readonly number[] {
  let { missed, ectopic, longshort } = marks
  let beats = [...beatsUs]
  if (marks.extra.length > 0) {
    const extra = new Set(marks.extra)
    beats = beats.filter((_, i) => !extra.has(i))
    missed = shifted(missed, marks.extra, -1)
    ectopic = shifted(ectopic, marks.extra, -1)
    longshort = shifted(longshort, marks.extra, -1)
  }
  if (missed.length > 0) {
    beats = withHalfway(beats, missed)
    ectopic = shifted(ectopic, missed, 1)
    longshort = shifted(longshort, missed, 1)
  }
  return moved(moved(beats, ectopic), longshort)
}

/** Indices after beats were taken out (-1) or put in (1) before them. */
function shifted(all: readonly number[], changes: readonly number[], by: number): readonly number[] {
  const after = changes.reduce((list, at) => list.map((i) => (i > at ? i + by : i)), [...all])
  return [...new Set(after)].sort((a, b) => a - b)
}

function withHalfway(beats: readonly number[], missed: readonly number[]): number[] {
  const added = missed
    .filter((i) => i > 1 && i < beats.length)
    .map((i) => Math.floor(((beats[i - 1] ?? 0) + (beats[i] ?? 0)) / 2))
  return [...beats, ...added].sort((a, b) => a - b)
}

function moved(beats: readonly number[], indices: readonly number[]): number[] {
  const inside = new Set(indices.filter((i) => i > 1 && i < beats.length - 1))
  const halfway = [...inside].map((i) => Math.floor(((beats[i - 1] ?? 0) + (beats[i + 1] ?? 0)) / 2))
  return [...beats.filter((_, i) => !inside.has(i)), ...halfway].sort((a, b) => a - b)
}
