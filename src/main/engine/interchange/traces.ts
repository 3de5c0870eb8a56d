import { micros } from '../../../shared/domain/time'
import type { Problem } from '../../../shared/domain/problem'
import type { AnnotationDocument, DocumentRecording, TraceDimension, TraceTier } from './document'
import { oneLoss } from './losses'

/** Rate that values without one (a value holds until the next) are sampled at, per second. */
export const STEP_RATE = 25

/** Most samples that a gap may add, so that one stray time does not fill the disk: a day at 100 Hz. */
const LARGEST_GRID = 8_640_000

export const traceTiersOf = (recording: DocumentRecording): readonly TraceTier[] =>
  recording.tiers.filter((tier) => tier.kind === 'trace')

/** Values on an even grid that begins at 0: `rateHz`, and a row of values (null: none) for each step. */
export interface Grid {
  readonly rateHz: number
  readonly dimensions: readonly TraceDimension[]
  readonly confidence: readonly (number | null)[]
}

/** A trace on an even grid from 0. Times go to the nearest step; steps without a sample are null; a trace without rate holds each value until the next. */
export function gridOf(tier: TraceTier): Grid {
  const rateHz = tier.rateHz ?? STEP_RATE
  const last = tier.times.reduce((latest, time) => Math.max(latest, time), 0)
  const count = Math.min(LARGEST_GRID, stepOf(last, rateHz) + 1)
  const source = new Int32Array(tier.times.length === 0 ? 0 : count).fill(-1)
  for (const [i, time] of tier.times.entries()) {
    const step = stepOf(time, rateHz)
    if (step >= 0 && step < source.length) source[step] = i
  }
  if (tier.rateHz === undefined)
    for (let step = 1; step < source.length; step++)
      if ((source[step] ?? -1) < 0) source[step] = source[step - 1] ?? -1
  const column = (values: readonly (number | null)[] | undefined): (number | null)[] =>
    Array.from(source, (from) => (from < 0 ? null : (values?.[from] ?? null)))
  return {
    rateHz,
    dimensions: tier.dimensions.map((dimension) => ({ ...dimension, values: column(dimension.values) })),
    confidence: column(tier.confidence)
  }
}

const stepOf = (time: number, rateHz: number): number => Math.round((time * rateHz) / 1e6 + 1e-6)

/** What putting the traces of a document on even grids changes. */
export function gridLosses(document: AnnotationDocument, name: string): readonly Problem[] {
  const traces = document.recordings.flatMap(traceTiersOf)
  const held = traces.filter(({ rateHz }) => rateHz === undefined).length
  const moved = traces.filter(
    ({ rateHz, times }) =>
      rateHz !== undefined && times.some((time) => Math.abs(time - (stepOf(time, rateHz) * 1e6) / rateHz) > 1)
  ).length
  const found: Problem[] = []
  if (held > 0)
    found.push(
      oneLoss(
        'sampled',
        `${count(held)} whose values hold until the next would be sampled ${STEP_RATE} times a second, because ${name} has one rate.`
      )
    )
  if (moved > 0)
    found.push(
      oneLoss(
        'grid',
        `${count(moved)} would be moved to whole steps from 0, by half a step at most, because ${name} gives no times.`
      )
    )
  return found
}

const count = (traces: number): string =>
  traces === 1 ? '1 continuous rating' : `${traces} continuous ratings`

/** Times of even steps from `start` (µs). */
export const evenTimes = (samples: number, rateHz: number, start = 0) =>
  Array.from({ length: samples }, (_, i) => micros(start + (i / rateHz) * 1e6))

/** Least and greatest value of a dimension: as given, else of its values; 0 and 1 where there are none. */
export function rangeOf(dimension: TraceDimension): readonly [number, number] {
  let least = Infinity
  let greatest = -Infinity
  for (const value of dimension.values) {
    if (value === null) continue
    least = Math.min(least, value)
    greatest = Math.max(greatest, value)
  }
  return [
    dimension.min ?? (least === Infinity ? 0 : least),
    dimension.max ?? (greatest === -Infinity ? 1 : greatest)
  ]
}
