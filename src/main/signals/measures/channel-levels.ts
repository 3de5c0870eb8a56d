import { undefinedScore } from '../../../shared/metrics/base/score'
import type { Score } from '../../../shared/metrics/base/score'
import { edaClean, edaParts } from '../../../shared/physio/eda'
import { emgEnvelope } from '../../../shared/physio/emg'
import type { LevelMeasureId } from '../../../shared/physio/measures/catalogue'
import type { Stretch } from '../../../shared/physio/measures/heart-measures'
import type { MeasuredChannel } from '../../../shared/physio/measures/measure-work'
import type { MeasureSettings } from '../../../shared/physio/measures/settings'
import type { SizedResponse } from '../../../shared/physio/measures/skin-and-breath'
import { vectorMagnitude } from '../../../shared/physio/movement'
import type { AnalysisInput, EvenSamples } from '../analyses/input'
import { eachBlock } from './each-block'
import { Tally } from './tally'

/** Channels that one set of numbers is made of. */
export type LevelSource =
  | { readonly kind: 'eda' | 'emg' | 'temp'; readonly channels: readonly [MeasuredChannel] }
  | { readonly kind: 'acceleration' | 'turning'; readonly channels: readonly MeasuredChannel[] }

/** One number of a source in every stretch. */
export interface LevelNumbers {
  readonly measure: LevelMeasureId
  readonly scores: readonly Score[]
}

/** Seconds that a filter needs to settle: 60 s are twenty times the time constant of 0.05 Hz, 5 s plenty above 1 Hz. */
const MARGIN_SECONDS = { eda: 60, emg: 5, temp: 0, acceleration: 0, turning: 0 } as const

/** What numbers of a source need. */
interface LevelsAsked {
  /** µs of the stream. */
  readonly stretches: readonly Stretch[]
  readonly settings: MeasureSettings
  readonly durationUs: number
  /** Skin conductance only: responses to be measured, µs of the stream. */
  readonly responses?: readonly SizedResponse[] | undefined
}

/** Numbers of a source in every stretch, and the responses with their sizes. */
export async function channelLevels(
  input: AnalysisInput,
  source: LevelSource,
  { stretches, settings, durationUs, responses = [] }: LevelsAsked,
  progress: (share: number) => void
): Promise<{ readonly numbers: readonly LevelNumbers[]; readonly responses: readonly SizedResponse[] }> {
  const [first] = source.channels
  const slow = source.kind === 'emg' && first && first.rateHz <= 2 * settings.emgHighpassHz
  if (slow) {
    const reason = `An envelope from ${settings.emgHighpassHz} Hz on needs a rate above ${2 * settings.emgHighpassHz} Hz; this is ${first.rateHz} Hz.`
    return {
      numbers: [{ measure: 'emg_mean', scores: stretches.map(() => undefinedScore(reason)) }],
      responses: []
    }
  }
  const sized = [...responses]
  const tallies = stretches.map(() => new Tally())
  // Activity is no linear function of the length: it has sums of its own.
  const above = stretches.map(() => new Tally())
  const parts = [
    ...stretches,
    ...responses.map(({ onsetUs, peakUs }) => ({ fromUs: onsetUs - LOOK_BACK_US, toUs: peakUs + 1e6 }))
  ]
  const blocks = eachBlock(
    input,
    source.channels.map(({ index }) => index),
    parts,
    { marginUs: MARGIN_SECONDS[source.kind] * 1e6, durationUs }
  )
  for await (const block of blocks) {
    const made = derivedSamples(source, block.rows, settings)
    if (made) {
      const over = source.kind === 'acceleration' ? made.level.map((g) => Math.max(0, g - 1)) : undefined
      for (const [at, stretch] of stretches.entries()) {
        const span = { ...made, ...overlap(stretch, block), since: stretch.fromUs }
        const [own, ownAbove] = [tallies[at], above[at]]
        if (own) tallied(made.level, span, own)
        if (ownAbove && over) tallied(over, span, ownAbove)
      }
      if (made.phasic) {
        const { phasic } = made
        for (const [at, response] of sized.entries())
          if (response.peakUs >= block.fromUs && response.peakUs < block.toUs)
            sized[at] = withSize(response, phasic, made)
      }
    }
    progress(block.share)
    await input.pause()
  }
  return { numbers: numbersOf(source.kind, tallies, above), responses: sized }
}

function numbersOf(
  kind: LevelSource['kind'],
  tallies: readonly Tally[],
  above: readonly Tally[]
): readonly LevelNumbers[] {
  const means = tallies.map((tally) => tally.mean())
  switch (kind) {
    case 'eda':
      return [{ measure: 'scl_mean', scores: means }]
    case 'emg':
      return [{ measure: 'emg_mean', scores: means }]
    case 'temp':
      return [
        { measure: 'temp_mean', scores: means },
        { measure: 'temp_slope', scores: tallies.map((tally) => tally.slopePerMinute()) }
      ]
    case 'acceleration':
      return [
        { measure: 'enmo', scores: above.map((tally) => thousandfold(tally.mean())) },
        { measure: 'movement_sd', scores: tallies.map((tally) => tally.deviation()) }
      ]
    case 'turning':
      return [{ measure: 'turning_mean', scores: means }]
  }
}

const thousandfold = (one: Score): Score => (one.value === null ? one : { ...one, value: 1000 * one.value })

interface Grid {
  /** Time of the first sample, µs of the stream. */
  readonly startUs: number
  readonly rateHz: number
}

/** What is looked at instead of the samples of a source. */
export function derivedSamples(
  source: LevelSource,
  rows: readonly EvenSamples[],
  settings: MeasureSettings
): (Grid & { readonly level: Float64Array; readonly phasic?: Float64Array }) | undefined {
  const [x, y, z] = rows
  const [channel] = source.channels
  if (!x || !channel) return undefined
  const grid = { startUs: x.startUs, rateHz: x.rateHz }
  switch (source.kind) {
    case 'eda': {
      const { tonic, phasic } = edaParts(edaClean(x.samples, x.rateHz), x.rateHz, settings.parts)
      return { ...grid, level: tonic, phasic }
    }
    case 'emg': {
      const { emgHighpassHz: highpassHz, emgLowpassHz: lowpassHz } = settings
      return { ...grid, level: emgEnvelope(x.samples, x.rateHz, { highpassHz, lowpassHz }) }
    }
    case 'temp':
      return { ...grid, level: x.samples }
    case 'acceleration':
    case 'turning': {
      if (!y || !z) return undefined
      const gs = source.kind === 'acceleration' ? perG(channel.unit) : 1
      return { ...grid, level: vectorMagnitude(x.samples, y.samples, z.samples).map((size) => size / gs) }
    }
  }
}

/** How many of a unit of acceleration one g is. */
const perG = (unit: string): number => accelerationUnits[unit.trim().toLowerCase()] ?? 1

/** Units of acceleration, one g in each. */
export const accelerationUnits: Readonly<Record<string, number>> = {
  g: 1,
  mg: 1000,
  'm/s^2': 9.80665,
  'm/s²': 9.80665,
  'm/s2': 9.80665
}

const overlap = (stretch: Stretch, block: Stretch): Stretch => ({
  fromUs: Math.max(stretch.fromUs, block.fromUs),
  toUs: Math.min(stretch.toUs, block.toUs)
})

function tallied(
  values: Float64Array,
  { fromUs, toUs, since, startUs, rateHz }: Stretch & Grid & { readonly since: number },
  tally: Tally
): void {
  const step = 1e6 / rateHz
  const from = Math.max(0, Math.ceil((fromUs - startUs) / step - 1e-4))
  const to = Math.min(values.length, Math.ceil((toUs - startUs) / step - 1e-4))
  for (let i = from; i < to; i++) tally.add(values[i] ?? Number.NaN, (startUs + i * step - since) / 1e6)
}

/** The onset of a response that is marked by its peak alone is the lowest point of this time before it. */
const LOOK_BACK_US = 5e6

/** Phasic part at the peak less that at the onset. */
function withSize(response: SizedResponse, phasic: Float64Array, { startUs, rateHz }: Grid): SizedResponse {
  const indexOf = (timeUs: number): number =>
    Math.min(phasic.length - 1, Math.max(0, Math.round(((timeUs - startUs) / 1e6) * rateHz)))
  const peak = indexOf(response.peakUs)
  const marked = indexOf(response.onsetUs)
  let onset = marked
  if (response.onsetUs >= response.peakUs) {
    for (let i = peak; i >= indexOf(response.peakUs - LOOK_BACK_US); i--)
      if ((phasic[i] ?? Number.NaN) < (phasic[onset] ?? Number.NaN)) onset = i
  }
  const amplitude = (phasic[peak] ?? Number.NaN) - (phasic[onset] ?? Number.NaN)
  return Number.isNaN(amplitude) ? response : { ...response, amplitude }
}
