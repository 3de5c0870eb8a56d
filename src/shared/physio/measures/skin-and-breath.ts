import { score, undefinedScore } from '../../metrics/base/score'
import type { Score } from '../../metrics/base/score'
import { lengthWithin, touchesStretch } from '../../signal/bad-stretches'
import type { TimeStretch } from '../../signal/bad-stretches'
import { meanOf } from '../statistics'
import type { EventMeasureId } from './catalogue'
import { firstAtOrAfter } from './heart-measures'
import type { Stretch } from './heart-measures'
import type { MeasureSettings } from './settings'

/** A response of the skin, µs of the recording. */
export interface MarkedResponse {
  readonly onsetUs: number
  readonly peakUs: number
}

/** A response with its size in the signal; absent: there is no signal to measure it in. */
export interface SizedResponse extends MarkedResponse {
  readonly amplitude?: number
}

const ALL_BAD = 'The whole stretch is marked as bad.'

/**
 * Number, rate and size of responses with their peak in a stretch. Responses whose size is not known count only without a
 * threshold; those that touch a bad stretch never do, and the rate is over the rest.
 * @param bad stretches of the recording, in order
 */
export function skinMeasures(
  responses: readonly SizedResponse[] | undefined,
  { fromUs, toUs }: Stretch,
  { leastAmplitude }: Pick<MeasureSettings, 'leastAmplitude'>,
  bad: readonly TimeStretch[] = []
): Partial<Record<EventMeasureId, Score>> {
  if (!responses) {
    const none = undefinedScore('No track of skin conductance responses is chosen.')
    return { scr_count: none, scr_rate: none, scr_amplitude: none }
  }
  const here = responses.filter(({ peakUs }) => peakUs >= fromUs && peakUs < toUs)
  const counted = here.filter(
    ({ amplitude, onsetUs, peakUs }) =>
      !touchesStretch(onsetUs, peakUs, bad) &&
      (leastAmplitude === 0 || (amplitude !== undefined && amplitude >= leastAmplitude))
  )
  const goodUs = toUs - fromUs - lengthWithin({ fromUs, toUs }, bad)
  const sizes = counted.flatMap(({ amplitude }) => amplitude ?? [])
  return {
    scr_count: { value: counted.length, used: counted.length, leftOut: here.length - counted.length },
    scr_rate: {
      ...score(goodUs > 0 ? counted.length / (goodUs / 60e6) : Number.NaN, ALL_BAD),
      used: counted.length,
      leftOut: here.length - counted.length
    },
    scr_amplitude: {
      ...(counted.length === 0
        ? undefinedScore('There is no response in the stretch.')
        : score(meanOf(sizes), 'There is no skin conductance to measure the responses in.')),
      used: sizes.length,
      leftOut: counted.length - sizes.length
    }
  }
}

/** Number and rate of breaths in a stretch; neither breaths in a bad stretch nor times across one count. @param breathsUs ascending */
export function breathMeasures(
  breathsUs: readonly number[] | undefined,
  { fromUs, toUs }: Stretch,
  { longestBreath }: Pick<MeasureSettings, 'longestBreath'>,
  bad: readonly TimeStretch[] = []
): Partial<Record<EventMeasureId, Score>> {
  if (!breathsUs) {
    const none = undefinedScore('No track of breaths is chosen.')
    return { breath_rate: none, breaths: none }
  }
  const here = breathsUs.slice(firstAtOrAfter(breathsUs, fromUs), firstAtOrAfter(breathsUs, toUs))
  const good = here.filter((at) => !touchesStretch(at, at, bad))
  const periods = here
    .slice(1)
    .map((at, i) => (touchesStretch(here[i] ?? at, at, bad) ? Infinity : (at - (here[i] ?? NaN)) / 1e6))
  const used = periods.filter((period) => period <= longestBreath)
  return {
    breath_rate: {
      ...score(60 / meanOf(used), 'There are fewer than two breaths in the stretch.'),
      used: used.length,
      leftOut: periods.length - used.length
    },
    breaths: { value: good.length, leftOut: here.length - good.length }
  }
}
