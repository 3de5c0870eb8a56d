import { undefinedScore } from '../../metrics/base/score'
import type { Score } from '../../metrics/base/score'
import { meanHeartRate } from '../heart-rate'
import { hrvFrequency } from '../hrv-frequency'
import { hrvTime } from '../hrv-time'
import type { NnIntervals } from '../nn-intervals'
import type { EventMeasureId } from './catalogue'
import type { PreparedBeats } from './prepare-beats'
import type { MeasureSettings } from './settings'

/** A stretch of the recording [fromUs, toUs), µs. */
export interface Stretch {
  readonly fromUs: number
  readonly toUs: number
}

/** Above this length 4 Hz are enough to interpolate: a day at 100 Hz is 8.6 million values for nothing. */
const LONG_MS = 3_600_000

/** Heart rate and its variability in a stretch: intervals whose two beats lie in it. */
export function heartMeasures(
  prepared: PreparedBeats,
  stretch: Stretch,
  settings: Pick<MeasureSettings, 'interpolationHz'>
): Partial<Record<EventMeasureId, Score>> {
  const nn = intervalsIn(prepared, stretch)
  const count = (bad: boolean): number =>
    prepared.runs.reduce(
      (sum, run) => sum + ((run.bad ?? false) === bad ? countIn(run.beatsUs, stretch) : 0),
      0
    )
  const time = hrvTime(nn).measures
  const long = nn.ms.reduce((sum, ms) => sum + (Number.isNaN(ms) ? 0 : ms), 0) > LONG_MS
  const frequency = hrvFrequency(nn, {
    interpolationHz: long ? Math.min(4, settings.interpolationHz) : settings.interpolationHz
  }).measures
  const counted = { used: nn.used, leftOut: nn.leftOut }
  const of = (score: Score): Score => ({ ...score, ...counted })
  return {
    heart_rate: meanHeartRate(nn),
    beats: { value: count(false), leftOut: count(true) },
    beats_changed: {
      value: Math.max(countIn(prepared.takenUs, stretch), countIn(prepared.putUs, stretch))
    },
    hrv_mean_nn: of(time.MeanNN),
    hrv_sdnn: of(time.SDNN),
    hrv_rmssd: of(time.RMSSD),
    hrv_sdsd: of(time.SDSD),
    hrv_pnn50: of(time.pNN50),
    hrv_pnn20: of(time.pNN20),
    hrv_median_nn: of(time.MedianNN),
    hrv_mad_nn: of(time.MadNN),
    hrv_cvnn: of(time.CVNN),
    hrv_hti: of(time.HTI),
    hrv_tinn: of(time.TINN),
    hrv_sdann5: of(time.SDANN5),
    hrv_vlf: of(frequency.VLF),
    hrv_lf: of(frequency.LF),
    hrv_hf: of(frequency.HF),
    hrv_vhf: of(frequency.VHF),
    hrv_lfhf: of(frequency.LFHF),
    hrv_lfn: of(frequency.LFn),
    hrv_hfn: of(frequency.HFn)
  }
}

/** What stands there without a track of beats. */
export const noHeart = (): Partial<Record<EventMeasureId, Score>> => {
  const none = undefinedScore('No track of heart beats is chosen.')
  return Object.fromEntries(heartIds.map((id) => [id, none]))
}

const heartIds: readonly EventMeasureId[] = [
  ...(['heart_rate', 'beats', 'beats_changed', 'hrv_mean_nn', 'hrv_sdnn', 'hrv_rmssd', 'hrv_sdsd'] as const),
  ...(['hrv_pnn50', 'hrv_pnn20', 'hrv_median_nn', 'hrv_mad_nn', 'hrv_cvnn', 'hrv_hti', 'hrv_tinn'] as const),
  ...(['hrv_sdann5', 'hrv_vlf', 'hrv_lf', 'hrv_hf', 'hrv_vhf', 'hrv_lfhf', 'hrv_lfn', 'hrv_hfn'] as const)
]

/** Intervals between beats of a stretch; NaN across pauses and bad stretches and beside ectopic beats. */
export function intervalsIn({ runs }: PreparedBeats, stretch: Stretch): NnIntervals {
  const ms: number[] = []
  const endsUs: number[] = []
  let before: number | undefined
  for (const { beatsUs, ectopic } of runs) {
    const from = firstAtOrAfter(beatsUs, stretch.fromUs)
    const to = firstAtOrAfter(beatsUs, stretch.toUs)
    for (let i = from; i < to; i++) {
      const at = beatsUs[i] ?? 0
      if (before !== undefined) {
        const normal = i > from && !ectopic.has(i) && !ectopic.has(i - 1)
        ms.push(normal ? (at - before) / 1000 : Number.NaN)
        endsUs.push(at)
      }
      before = at
    }
  }
  const used = ms.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0)
  return { ms: Float64Array.from(ms), endsUs: Float64Array.from(endsUs), used, leftOut: ms.length - used }
}

const countIn = (times: readonly number[], { fromUs, toUs }: Stretch): number =>
  firstAtOrAfter(times, toUs) - firstAtOrAfter(times, fromUs)

/** Index of the first time not before `at`, in ascending times. */
export function firstAtOrAfter(times: readonly number[], at: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}
