import type { MeasureSettings } from './settings'

/** A measure of the body as people read it. */
export interface MeasureEntry {
  readonly id: string
  readonly name: string
  /** `unit`: that of the channel; `unit/min`: per minute. */
  readonly unit: string
  readonly group: MeasureGroup
  readonly definition: string
  readonly source: string
  readonly digits: number
}

export type MeasureGroup = 'heart' | 'hrv-time' | 'hrv-frequency' | 'skin' | 'breath' | 'levels'

/** Groups in reading order, with their titles. */
export const measureGroups: Readonly<Record<MeasureGroup, string>> = {
  heart: 'Heart',
  'hrv-time': 'Variability of the heart rate, time',
  'hrv-frequency': 'Variability of the heart rate, frequency',
  skin: 'Skin conductance responses',
  breath: 'Breathing',
  levels: 'Channels'
}

const TASK_FORCE = 'Task Force of the ESC and NASPE 1996, Circulation 93, 1043-1065'
const NEUROKIT = 'Makowski et al. 2021, Behavior Research Methods 53, 1689-1696 (NeuroKit)'

const entry =
  (group: MeasureGroup, source: string) =>
  <Id extends string>(id: Id, name: string, unit: string, digits: number, definition: string) => ({
    id,
    name,
    unit,
    group,
    definition,
    source,
    digits
  })

const heart = entry('heart', TASK_FORCE)
const time = entry('hrv-time', `${TASK_FORCE}; equal to NeuroKit's hrv_time`)
const frequency = entry('hrv-frequency', `${TASK_FORCE}; equal to NeuroKit's hrv_frequency with density`)
const skin = entry('skin', 'Boucsein et al. 2012, Psychophysiology 49, 1017-1034')
const breath = entry('breath', 'Khodadad et al. 2018, Physiological Measurement 39, 094001')

/** Measures of tracks of events: one number a stretch. */
export const eventMeasures = [
  heart('heart_rate', 'Heart rate', '1/min', 1, '60 s over the mean interval between beats'),
  heart('beats', 'Beats', '', 0, 'Beats in the stretch, after correction'),
  heart('beats_changed', 'Beats changed', '', 0, 'Beats that the correction moved, took out or put in'),
  time('hrv_mean_nn', 'Mean NN', 'ms', 1, 'Mean interval between normal beats'),
  time('hrv_sdnn', 'SDNN', 'ms', 1, 'Standard deviation of the intervals, n - 1 below'),
  time(
    'hrv_rmssd',
    'RMSSD',
    'ms',
    1,
    'Root of the mean squared difference of intervals that follow one another'
  ),
  time(
    'hrv_sdsd',
    'SDSD',
    'ms',
    1,
    'Standard deviation of the differences of intervals that follow one another'
  ),
  time('hrv_pnn50', 'pNN50', '%', 1, 'Differences above 50 ms as a share of all intervals'),
  time('hrv_pnn20', 'pNN20', '%', 1, 'Differences above 20 ms as a share of all intervals'),
  time('hrv_median_nn', 'Median NN', 'ms', 1, 'Median interval'),
  time('hrv_mad_nn', 'MadNN', 'ms', 1, 'Median absolute deviation of the intervals times 1.4826'),
  time('hrv_cvnn', 'CVNN', '', 4, 'SDNN over the mean interval'),
  time(
    'hrv_hti',
    'HTI',
    '',
    2,
    'Number of intervals over the highest bin of their histogram (bins of 1/128 s)'
  ),
  time('hrv_tinn', 'TINN', 'ms', 1, 'Base of the triangle that fits the histogram best'),
  time('hrv_sdann5', 'SDANN5', 'ms', 1, 'Standard deviation of the mean intervals of 5 min'),
  frequency('hrv_vlf', 'VLF', 'ms²', 1, 'Power from 0.0033 to 0.04 Hz'),
  frequency('hrv_lf', 'LF', 'ms²', 1, 'Power from 0.04 to 0.15 Hz'),
  frequency('hrv_hf', 'HF', 'ms²', 1, 'Power from 0.15 to 0.4 Hz'),
  frequency('hrv_vhf', 'VHF', 'ms²', 1, 'Power from 0.4 to 0.5 Hz'),
  frequency('hrv_lfhf', 'LF/HF', '', 3, 'LF over HF'),
  frequency('hrv_lfn', 'LFn', '', 3, 'LF as a share of all bands'),
  frequency('hrv_hfn', 'HFn', '', 3, 'HF as a share of all bands'),
  skin('scr_count', 'Responses', '', 0, 'Skin conductance responses whose peak lies in the stretch'),
  skin('scr_rate', 'Responses a minute', '1/min', 2, 'Responses over the length of the stretch'),
  skin(
    'scr_amplitude',
    'Mean amplitude',
    'unit',
    3,
    'Mean of the phasic part from onset to peak, over the responses'
  ),
  breath('breath_rate', 'Breathing rate', '1/min', 2, '60 s over the mean time between breaths'),
  breath('breaths', 'Breaths', '', 0, 'Breaths in the stretch')
] as const satisfies readonly MeasureEntry[]
export type EventMeasureId = (typeof eventMeasures)[number]['id']

const level = entry('levels', NEUROKIT)

/** Measures of channels: one number a stretch and channel. */
export const levelMeasures = [
  level('scl_mean', 'Tonic level', 'unit', 3, 'Mean of the tonic part of skin conductance'),
  {
    ...level(
      'emg_mean',
      'Muscle activity',
      'unit',
      4,
      'Mean of the linear envelope: high-pass, rectified, low-pass'
    ),
    source: 'Merletti & Parker 2004; van Boxtel 2001, Psychophysiology 38, 22-34'
  },
  { ...level('temp_mean', 'Temperature', 'unit', 2, 'Mean'), source: 'arithmetic mean' },
  {
    ...level('temp_slope', 'Temperature slope', 'unit/min', 3, 'Straight line of least squares'),
    source: 'least squares'
  },
  {
    ...level('enmo', 'Activity', 'mg', 1, 'ENMO: mean of max(0, length of the acceleration - 1 g)'),
    source: 'van Hees et al. 2013, PLoS ONE 8, e61691'
  },
  {
    ...level('movement_sd', 'Movement', 'g', 4, 'Standard deviation of the length of the acceleration'),
    source: 'needs no calibrated 1 g'
  },
  {
    ...level('turning_mean', 'Turning', 'unit', 2, 'Mean length of the vector of the gyroscope'),
    source: 'arithmetic mean'
  }
] as const satisfies readonly MeasureEntry[]
export type LevelMeasureId = (typeof levelMeasures)[number]['id']

/** Band powers stand beside them: `band_power`, one a band and channel. */
export const bandMeasure = {
  id: 'band_power',
  name: 'Band power',
  unit: 'unit²',
  group: 'levels',
  definition:
    'Area of the trapezoids over the bins of the band, both ends included, of a Welch spectrum (Hann, half overlap, mean taken off)',
  source: 'Welch 1967; equal to SciPy welch and trapezoid',
  digits: 3
} as const satisfies MeasureEntry

/** The unit of a measure of a channel: µS for `unit`, °C/min for `unit/min`. */
export function unitOf({ unit }: Pick<MeasureEntry, 'unit'>, channelUnit: string): string {
  const own = channelUnit === '' ? 'unit' : channelUnit.replace(/^u(?=[A-Z])/, 'µ')
  if (unit === 'unit') return channelUnit === '' ? '' : own
  if (unit === 'unit/min') return `${own}/min`
  if (unit === 'unit²') return /[^\p{L}°%]/u.test(own) ? `(${own})²` : `${own}²`
  return unit
}

/** How a measure was made under these settings, for cards and dictionaries. */
export function conventionOf(
  { group, id }: Pick<MeasureEntry, 'group' | 'id'>,
  settings: MeasureSettings
): string {
  switch (group) {
    case 'heart':
    case 'hrv-time':
    case 'hrv-frequency':
      return [
        correctionText(settings),
        `intervals above ${settings.pauseMs / 1000} s are pauses and left out`,
        ...(group === 'hrv-frequency'
          ? [
              `intervals by quadratic spline at ${settings.interpolationHz} Hz (4 Hz for stretches above an hour), Welch with Hann windows of half the stretch`
            ]
          : [])
      ].join('; ')
    case 'skin':
      return `${partsText(settings)}; ${settings.leastAmplitude > 0 ? `responses below ${settings.leastAmplitude} left out` : 'responses of any size'}`
    case 'breath':
      return `breaths further apart than ${settings.longestBreath} s have a pause between them`
    case 'levels':
      if (id === 'scl_mean') return partsText(settings)
      if (id === 'emg_mean')
        return `zero-phase Butterworth high-pass ${settings.emgHighpassHz} Hz (order 4), low-pass ${settings.emgLowpassHz} Hz (order 2)`
      if (id === 'band_power') return `windows of ${settings.windowSeconds} s`
      return 'samples as recorded; missing ones left out'
  }
}

const partsText = ({ parts }: MeasureSettings): string =>
  parts === 'highpass'
    ? 'low-pass 3 Hz, then tonic and phasic by zero-phase Butterworth of order 2 at 0.05 Hz'
    : 'low-pass 3 Hz, then tonic by median of 4 s, phasic the rest'

/** The correction of beats in words. */
export function correctionText({ correction, shortestMs, longestMs }: MeasureSettings): string {
  switch (correction) {
    case 'off':
      return 'beats as marked; intervals beside ectopic beats left out'
    case 'rule':
      return `beats within ${shortestMs} ms taken out, intervals above ${longestMs} ms filled, ectopic beats put halfway`
    case 'lipponen-tarvainen':
      return 'beats corrected after Lipponen & Tarvainen 2019, ectopic beats put halfway'
  }
}
