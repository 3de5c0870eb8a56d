import { touchesStretch } from '../../signal/bad-stretches'
import type { TimeStretch } from '../../signal/bad-stretches'
import { correctBeatsByRule } from '../correct-beats-rule'
import { correctBeatsLipponenTarvainen } from '../correct-beats'
import { markBeats } from '../mark-beats'
import type { MeasureSettings } from './settings'

/** A beat as it is marked; an ectopic one is a beat whose intervals are not normal. */
export interface MarkedBeat {
  /** µs of the recording. */
  readonly atUs: number
  readonly ectopic: boolean
}

/** Beats between two pauses of the record. */
export interface BeatRun {
  readonly beatsUs: readonly number[]
  /** Indices of beats whose intervals are left out; none once ectopic beats were moved. */
  readonly ectopic: ReadonlySet<number>
  /** They lie where the signal is bad: no beat and no interval of them counts. */
  readonly bad?: boolean
}

/** What a correction found and did. */
export interface CorrectionCounts {
  /** Marked by people. */
  readonly byHand: number
  /** By the marks of Lipponen & Tarvainen in the first round, or by the rule. */
  readonly ectopic: number
  readonly missed: number
  readonly extra: number
  readonly longshort: number
  /** In stretches that are marked as bad. */
  readonly bad: number
  /** Beats of the track that are not there any more, and beats that are new: a moved beat is both. */
  readonly taken: number
  readonly put: number
}

export interface PreparedBeats {
  readonly runs: readonly BeatRun[]
  readonly counts: CorrectionCounts
  /** Times of beats taken and put, ascending, µs. */
  readonly takenUs: readonly number[]
  readonly putUs: readonly number[]
}

/**
 * Beats of a whole track as measures take them: cut at pauses, corrected run by run, so that a pause is never filled with
 * beats. Two beats of one time are one. Beats in a bad stretch are runs of their own, so that no interval leads into or across it.
 * @param bad stretches of the recording, in order
 */
export function prepareBeats(
  beats: readonly MarkedBeat[],
  settings: Pick<MeasureSettings, 'correction' | 'shortestMs' | 'longestMs' | 'pauseMs'>,
  bad: readonly TimeStretch[] = []
): PreparedBeats {
  const sorted = beats
    .toSorted((a, b) => a.atUs - b.atUs)
    .filter(({ atUs }, i, all) => i === 0 || atUs > (all[i - 1]?.atUs ?? 0))
  const found = { ectopic: 0, missed: 0, extra: 0, longshort: 0 }
  const cut = runsOf(sorted, settings.pauseMs * 1000, bad)
  const runs = cut.map((run) => (isBad(run, bad) ? asMarked(run) : correctedRun(run, settings, found)))
  const before = new Set(sorted.map(({ atUs }) => atUs))
  const after = new Set(runs.flatMap(({ beatsUs }) => [...beatsUs]))
  const takenUs = [...before].filter((at) => !after.has(at))
  const putUs = [...after].filter((at) => !before.has(at))
  return {
    runs,
    takenUs,
    putUs,
    counts: {
      ...found,
      bad: cut.reduce((sum, run) => sum + (isBad(run, bad) ? run.length : 0), 0),
      byHand: sorted.filter(({ ectopic }) => ectopic).length,
      taken: takenUs.length,
      put: putUs.length
    }
  }
}

function runsOf(
  beats: readonly MarkedBeat[],
  pauseUs: number,
  bad: readonly TimeStretch[]
): readonly (readonly MarkedBeat[])[] {
  const runs: MarkedBeat[][] = []
  for (const beat of beats) {
    const run = runs.at(-1)
    const last = run?.at(-1)?.atUs ?? 0
    if (run && beat.atUs - last <= pauseUs && !touchesStretch(last, beat.atUs, bad)) run.push(beat)
    else runs.push([beat])
  }
  return runs
}

/** Whether a run lies in a bad stretch: it then is one beat, because intervals that touch one end a run. */
const isBad = ([first]: readonly MarkedBeat[], bad: readonly TimeStretch[]): boolean =>
  first !== undefined && touchesStretch(first.atUs, first.atUs, bad)

const asMarked = (run: readonly MarkedBeat[]): BeatRun => ({
  beatsUs: run.map(({ atUs }) => atUs),
  ectopic: new Set(run.keys()),
  bad: true
})

function correctedRun(
  run: readonly MarkedBeat[],
  { correction, shortestMs, longestMs }: Pick<MeasureSettings, 'correction' | 'shortestMs' | 'longestMs'>,
  found: { ectopic: number; missed: number; extra: number; longshort: number }
): BeatRun {
  if (correction === 'off')
    return {
      beatsUs: run.map(({ atUs }) => atUs),
      ectopic: new Set(run.flatMap(({ ectopic }, i) => (ectopic ? [i] : [])))
    }
  const even = halfway(run)
  if (correction === 'rule') {
    const { beatsUs, removed, added } = correctBeatsByRule(even, { shortestMs, longestMs })
    found.extra += removed
    found.missed += added
    return { beatsUs, ectopic: new Set() }
  }
  const marks = markBeats(even)
  found.ectopic += marks.ectopic.length
  found.missed += marks.missed.length
  found.extra += marks.extra.length
  found.longshort += marks.longshort.length
  return { beatsUs: correctBeatsLipponenTarvainen(even).beatsUs, ectopic: new Set() }
}

/** Ectopic beats evenly between the normal ones around them; at the ends of a run they have no two neighbours and are left out. */
function halfway(run: readonly MarkedBeat[]): number[] {
  const normal = run.flatMap(({ ectopic }, i) => (ectopic ? [] : [i]))
  return normal.flatMap((i, n) => {
    const from = run[i]?.atUs ?? 0
    const next = normal[n + 1]
    if (next === undefined) return [from]
    const parts = next - i
    const step = ((run[next]?.atUs ?? 0) - from) / parts
    return Array.from({ length: parts }, (_, part) => Math.round(from + part * step))
  })
}
