import type { ClockFit } from '../../../../shared/domain/clock-fit'
import { StepStatistics } from '../step-statistics'
import { clockSync, lastIsGarbage } from './clock-sync'
import { dejitter } from './dejitter'
import type { Stretches } from './dejitter'
import type { XdfStream } from './scan-streams'

/** A stream with its times on the common clock. */
export interface PlacedStream extends Stretches {
  readonly stream: XdfStream
  readonly stamps: Float64Array
  readonly clockFit?: ClockFit
  /** Samples beyond the footer's count that came with a garbage clock measurement and were left out. */
  readonly leftOut: number
}

/** Bring the times of a stream to the common clock, and take their jitter out, in the order of pyxdf. */
export function placeStream(stream: XdfStream): PlacedStream {
  const { header, clockTimes, clockValues, footerSamples } = stream
  const garbage =
    footerSamples !== undefined &&
    stream.stamps.length > footerSamples &&
    lastIsGarbage(clockTimes, clockValues)
  const stamps = garbage ? stream.stamps.slice(0, footerSamples) : stream.stamps
  const measured = garbage ? clockTimes.length - 1 : clockTimes.length
  const clockFit = clockSync(stamps, clockTimes.slice(0, measured), clockValues.slice(0, measured))
  return {
    stream,
    stamps,
    ...(clockFit ? { clockFit } : {}),
    leftOut: stream.stamps.length - stamps.length,
    ...dejitter(stamps, header.nominalRateHz, header.canDropSamples)
  }
}

/** Stretches of a stream that lie on one even grid. */
export interface StreamPart {
  readonly stretches: Stretches['stretches']
  readonly rateHz: number
  /** Times are those of the grid; otherwise samples go to the step nearest to their time. */
  readonly even: boolean
}

/** Farther from its step than this, in steps, a sample would be told at a wrong time. */
const FARTHEST = 0.5
/** More parts than this help nobody; then samples go to the nearest step. */
const MOST_PARTS = 16

/**
 * Parts of a stream with a grid each: a device that was started anew may run at another speed, and samples on a common grid
 * would slowly leave their times. No parts: the stream is empty.
 */
export function partsOf(placed: PlacedStream): readonly StreamPart[] {
  const { stamps, stream, stretches, effectiveRateHz } = placed
  const { nominalRateHz, canDropSamples } = stream.header
  if (stamps.length === 0) return []
  if (nominalRateHz > 0 && !canDropSamples && effectiveRateHz > 0) {
    const parts = evenParts(stamps, stretches, nominalRateHz)
    if (parts.length <= MOST_PARTS) return parts
    const rateHz = Math.max(...parts.map((part) => part.rateHz))
    return [{ stretches, rateHz, even: true }]
  }
  const steps = new StepStatistics()
  for (const time of stamps) steps.add(time)
  return [{ stretches, rateHz: steps.finish()?.rateHz ?? (nominalRateHz || 1), even: false }]
}

function evenParts(
  stamps: Float64Array,
  stretches: Stretches['stretches'],
  nominalRateHz: number
): readonly StreamPart[] {
  const parts: (readonly [number, number])[][] = []
  const rateOf = (members: readonly (readonly [number, number])[]): number => {
    const steps = members.reduce((sum, [from, to]) => sum + to - from, 0)
    const span = members.reduce((sum, [from, to]) => sum + (stamps[to] ?? 0) - (stamps[from] ?? 0), 0)
    return span > 0 ? steps / span : nominalRateHz
  }
  const fits = (members: readonly (readonly [number, number])[]): boolean => {
    const rateHz = rateOf(members)
    return members.every(
      ([from, to]) => Math.abs(((stamps[to] ?? 0) - (stamps[from] ?? 0)) * rateHz - (to - from)) < FARTHEST
    )
  }
  for (const stretch of stretches) {
    const home = parts.find((members) => fits([...members, stretch]))
    if (home) home.push(stretch)
    else parts.push([stretch])
  }
  return parts.map((members) => ({ stretches: members, rateHz: rateOf(members), even: true }))
}
