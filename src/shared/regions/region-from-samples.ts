import type { RegionKey } from '../domain/segment-value'
import type { Region } from './region'

/** Where something was seen at a time; x, y, width, height as shares of the picture. */
export interface RegionSample {
  /** Microseconds of the recording. */
  readonly at: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Options {
  /** Farthest that the region may be from a sample in any of the four numbers, as a share of the picture. */
  readonly tolerance?: number
  /** Longer without a sample, and the region is hidden in between, microseconds. */
  readonly gap?: number
}

/**
 * A region with few keys that passes every sample (in order of time) within the tolerance: keys are kept where the
 * straight line between their neighbours would miss a sample (Douglas and Peucker 1973, with the distance taken at the
 * sample's own time). Undefined for no samples.
 */
export function regionFromSamples(
  samples: readonly RegionSample[],
  { tolerance = 0.004, gap = 1_000_000 }: Options = {}
): Region | undefined {
  const keys: RegionKey[] = []
  for (const stretch of stretchesOf(samples, gap)) {
    const before = keys.at(-1)
    if (before) keys.push({ ...before, at: before.at + SEEN_FOR, hidden: true })
    keys.push(...thinned(stretch, tolerance))
  }
  return keys.length === 0 ? undefined : { kind: 'region', shape: 'box', keys }
}

/** How long something counts as seen after its last sample before a gap: more than what stands for one picture. */
const SEEN_FOR = 20_000

/** Samples in runs without a long gap. */
function stretchesOf(samples: readonly RegionSample[], gap: number): readonly (readonly RegionSample[])[] {
  const stretches: RegionSample[][] = []
  let before: RegionSample | undefined
  for (const sample of samples) {
    if (before && sample.at - before.at <= gap) stretches.at(-1)?.push(sample)
    else stretches.push([sample])
    before = sample
  }
  return stretches
}

/** Samples thinned at a time: their ends are always kept, and time grows with the number of samples only. */
const BLOCK = 500

function thinned(samples: readonly RegionSample[], tolerance: number): readonly RegionSample[] {
  const kept = new Set<number>()
  const open: [number, number][] = []
  for (let from = 0; from < samples.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, samples.length - 1)
    kept.add(from).add(to)
    open.push([from, to])
  }
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span
    const [a, b] = [samples[from], samples[to]]
    if (!a || !b || to - from < 2) continue
    let [worst, distance] = [-1, tolerance]
    for (let index = from + 1; index < to; index++) {
      const sample = samples[index]
      const missed = sample ? distanceFrom(a, b, sample) : 0
      if (missed > distance) [worst, distance] = [index, missed]
    }
    if (worst < 0) continue
    kept.add(worst)
    open.push([from, worst], [worst, to])
  }
  return samples.filter((_, index) => kept.has(index))
}

function distanceFrom(a: RegionSample, b: RegionSample, sample: RegionSample): number {
  const share = b.at === a.at ? 0 : (sample.at - a.at) / (b.at - a.at)
  const missed = (field: 'x' | 'y' | 'width' | 'height'): number =>
    Math.abs(a[field] + (b[field] - a[field]) * share - sample[field])
  return Math.max(missed('x'), missed('y'), missed('width'), missed('height'))
}
