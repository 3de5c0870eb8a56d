import { micros } from '../../../src/shared/domain/time'
import type { TakeSamples } from '../../../src/shared/trace/trace'

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A normal number by the sum of twelve uniform ones. */
export const normal = (random: () => number): number =>
  Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, -6)

/** A feeling that changes within seconds: slow waves of random phase, defined at every time in seconds. */
export function truthOf(seed: number): (seconds: number) => number {
  const random = seeded(seed)
  const waves = Array.from({ length: 14 }, (_, k) => ({
    hz: 0.04 + 0.022 * k,
    phase: random() * 2 * Math.PI
  }))
  return (t) => waves.reduce((sum, { hz, phase }) => sum + Math.sin(2 * Math.PI * hz * t + phase), 0) / 14
}

interface Part {
  readonly id?: string
  readonly start?: number
  readonly rateHz?: number
  readonly fade?: number
  readonly position?: number
  readonly hidden?: boolean
  readonly lag?: number
}

/** A take of one dimension from its values. Times in seconds. */
export function takeOf(
  values: readonly number[],
  { id = 'take', start = 0, rateHz = 10, fade, position = 0, hidden = false, lag }: Part = {}
): TakeSamples {
  return {
    take: {
      id,
      start: micros(start * 1e6),
      end: micros((start + values.length / rateHz) * 1e6),
      rateHz,
      count: values.length,
      dims: ['valence'],
      position,
      hidden,
      ...(fade === undefined ? {} : { fade: micros(fade * 1e6) }),
      ...(lag === undefined ? {} : { lag: micros(lag * 1e6) })
    },
    samples: Float64Array.from(values)
  }
}
