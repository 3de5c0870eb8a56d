import { z } from 'zod'
import { ecgClean } from '../../../../shared/physio/ecg-clean'
import { ecgPeaks } from '../../../../shared/physio/ecg-peaks'
import { edaClean, edaParts } from '../../../../shared/physio/eda'
import { meanHeartRate } from '../../../../shared/physio/heart-rate'
import { hrvFrequency } from '../../../../shared/physio/hrv-frequency'
import { hrvTime } from '../../../../shared/physio/hrv-time'
import { nnIntervals, type NnIntervals } from '../../../../shared/physio/nn-intervals'
import { ppgBeats, ppgClean } from '../../../../shared/physio/ppg-beats'
import { scrPeaks } from '../../../../shared/physio/scr-peaks'
import { channelStep, stretchStep, tensorOf } from './channel-values'
import { valueOp, type Op } from './op'
import type { Channels } from './value'

/** Longer ones are pauses in the record. */
const LONGEST_INTERVAL_MS = 3000

/**
 * Heart rate and its variability in the unit, from the first channel: an `ecg` or `ppg` (beats are found in the whole stretch that was read), `rr`
 * intervals in milliseconds, or a series of `hr` in beats per minute, each of whose samples counts as one interval.
 * Names as NeuroKit's (SDNN, RMSSD, pNN50, LF, HF, LFHF ...) and `HR`, the mean rate. NaN where the unit is too short.
 */
const signalHrv = valueOp(
  'signal.hrv',
  z.looseObject({
    from: z.enum(['rr', 'ecg', 'ppg', 'hr']),
    features: z.array(z.string()).min(1),
    mainsHz: z.number().positive().default(50)
  }),
  ({ from, features, mainsHz }) => {
    const beatsOf = keptByRow((row, rateHz) =>
      from === 'ecg'
        ? ecgPeaks(ecgClean(row, rateHz, mainsHz), rateHz)
        : ppgBeats(ppgClean(row, rateHz), rateHz)
    )
    return channelStep('signal.hrv', (channels) => {
      const row = channels.data[0] ?? new Float64Array(0)
      const intervals =
        from === 'rr' || from === 'hr'
          ? listed(row.subarray(channels.from, channels.to), from)
          : nnIntervals(
              beatsOf(row, channels.rateHz)
                .filter((beat) => beat >= channels.from && beat < channels.to)
                .map((beat) => Math.round((beat * 1e6) / channels.rateHz)),
              LONGEST_INTERVAL_MS
            )
      return tensorOf(bodyFigures(intervals, features), [features.length])
    })
  },
  ({ from }) => {
    const seconds = from === 'ecg' || from === 'ppg' ? 5 : 0
    return { beforeSeconds: seconds, afterSeconds: seconds }
  }
)

const skinFeatures = [
  'tonicMean',
  'tonicSlope',
  'phasicMean',
  'phasicStd',
  'scrCount',
  'scrRate',
  'scrAmplitude',
  'scrRise'
] as const

/**
 * Skin conductance in its slow and fast part: each channel becomes `tonic`, `phasic` or both, one after the other. With `features` it becomes figures of the unit instead: mean and slope of the
 * tonic part, the phasic part's spread, responses (their number, per minute, mean amplitude and rise).
 */
const signalEda = valueOp(
  'signal.eda',
  z.looseObject({
    decompose: z.enum(['both', 'tonic', 'phasic']).default('both'),
    method: z.enum(['highpass', 'median']).default('highpass'),
    clean: z.boolean().default(true),
    features: z.array(z.enum(skinFeatures)).min(1).optional(),
    minAmplitude: z.number().nonnegative().default(0.01)
  }),
  ({ decompose, method, clean, features, minAmplitude }) => {
    const parts = stretchStep('signal.eda', ({ names, units, data, rateHz }) => {
      const split = data.map((row) => edaParts(clean ? edaClean(row, rateHz) : row, rateHz, method))
      const wanted = decompose === 'both' || features ? (['tonic', 'phasic'] as const) : [decompose]
      return {
        names: names.flatMap((name) => wanted.map((part) => `${name} ${part}`)),
        units: units.flatMap((unit) => wanted.map(() => unit)),
        data: split.flatMap((one) => wanted.map((part) => one[part]))
      }
    })
    if (!features) return parts
    const figures = channelStep('signal.eda', (channels) => {
      const values = skinFigures(channels, minAmplitude)
      return tensorOf(
        features.map((name) => values[name]),
        [features.length]
      )
    })
    return (value, unit) => figures(parts(value, unit), unit)
  },
  // The slow part is what lies below 0.05 Hz.
  () => ({ beforeSeconds: 40, afterSeconds: 40 })
)

export const bodyOps: readonly Op[] = [signalHrv, signalEda]

/** Found once in a row, which the units of a stretch share. */
function keptByRow(find: (row: Float64Array, rateHz: number) => readonly number[]): typeof find {
  const found = new WeakMap<Float64Array, readonly number[]>()
  return (row, rateHz) => {
    const known = found.get(row) ?? find(row, rateHz)
    found.set(row, known)
    return known
  }
}

/** Intervals that are given one by one. */
function listed(samples: Float64Array, kind: 'rr' | 'hr'): NnIntervals {
  const ms = samples.map((value) => (kind === 'rr' ? value : value > 0 ? 60_000 / value : NaN))
  let at = 0
  const endsUs = ms.map((value) => (at += Number.isNaN(value) ? 0 : value * 1000))
  const used = ms.filter((value) => !Number.isNaN(value)).length
  return { ms, endsUs, used, leftOut: ms.length - used }
}

function bodyFigures(intervals: NnIntervals, names: readonly string[]): number[] {
  const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')
  const known = new Map<string, number | null>([['hr', meanHeartRate(intervals).value]])
  const measures = [hrvTime(intervals).measures, hrvFrequency(intervals).measures]
  for (const [name, { value }] of measures.flatMap((one) => Object.entries(one)))
    known.set(plain(name), value)
  return names.map((name) => {
    const value = known.get(plain(name))
    if (value === undefined)
      throw new Error(
        `signal.hrv: "${name}" is no measure of the heart; known: HR, ${measures.flatMap((one) => Object.keys(one)).join(', ')}`
      )
    return value ?? NaN
  })
}

function skinFigures(
  channels: Channels,
  minAmplitude: number
): Record<(typeof skinFeatures)[number], number> {
  const { data, from, to, rateHz } = channels
  const [tonic = new Float64Array(0), phasic = new Float64Array(0)] = data
  const own = (row: Float64Array) => row.subarray(from, to).filter((value) => !Number.isNaN(value))
  const [slow, fast] = [own(tonic), own(phasic)]
  const responses = scrPeaks(phasic, rateHz, { leastAmplitude: minAmplitude }).filter(
    ({ peak }) => peak >= from && peak < to
  )
  const mean = (values: ArrayLike<number>): number =>
    Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
  const centre = mean(fast)
  const seconds = (to - from) / rateHz
  const middle = (slow.length - 1) / 2
  const across = slow.reduce((sum, _, i) => sum + (i - middle) ** 2, 0)
  return {
    tonicMean: mean(slow),
    tonicSlope: (slow.reduce((sum, value, i) => sum + (i - middle) * value, 0) / across) * rateHz,
    phasicMean: centre,
    phasicStd: Math.sqrt(mean(fast.map((value) => (value - centre) ** 2))),
    scrCount: responses.length,
    scrRate: (responses.length * 60) / seconds,
    scrAmplitude: responses.length === 0 ? 0 : mean(responses.map(({ amplitude = 0 }) => amplitude)),
    scrRise: responses.length === 0 ? 0 : mean(responses.map(({ riseSeconds = 0 }) => riseSeconds))
  }
}
