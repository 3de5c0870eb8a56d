import { resamplePoly, resampleRatio } from '../../shared/signal/dsp/resample-poly'
import type { SampleBlock } from './read-samples'

/** Largest of up and down; above, the filter would be longer than what is shown. */
const MOST_STEPS = 5000

/** Most samples that are made of one that was recorded. */
const MOST_TIMES = 4

/** Reach of the low-pass of `resamplePoly`, in steps of the slower rate, and one more. */
const REACH = 11

/** Whether a channel of a rate can be shown at another. */
export function cannotResample(fromHz: number, toHz: number | undefined): boolean {
  if (toHz === undefined) return false
  const { up, down } = resampleRatio(fromHz, toHz)
  return up < 1 || Math.max(up, down) > MOST_STEPS || toHz > MOST_TIMES * fromHz
}

/** How much around a stretch is needed for the low-pass, seconds. */
export const resamplingSeconds = (toHz: number | undefined, slowestHz: number): number =>
  toHz === undefined ? 0 : REACH / Math.min(toHz, slowestHz)

/**
 * Blocks at another rate, each run between gaps on its own. What comes out lies on one grid of the stream, wherever a block
 * begins, so that pages and parts read one by one fit together.
 */
export function atRate(blocks: readonly SampleBlock[], toHz: number | undefined): readonly SampleBlock[] {
  if (toHz === undefined) return blocks
  return blocks.flatMap((block) => {
    const { up, down } = resampleRatio(block.rateHz, toHz)
    return up === down ? [block] : runsOf(block).map((run) => resampled(run, up, down))
  })
}

function resampled({ startUs, rateHz, samples }: SampleBlock, up: number, down: number): SampleBlock {
  // Sample number of the run's begin on the grid of the stream; the output lies where (number x up) is a multiple of down.
  const first = Math.round((startUs / 1e6) * rateHz)
  const phase = (((-first * up) % down) + down) % down
  const last = samples.length - 1
  // Beyond its ends the run goes on along the line through them instead of falling to zero.
  const [from, slope] = [samples[0] ?? 0, last > 0 ? ((samples[last] ?? 0) - (samples[0] ?? 0)) / last : 0]
  const flat = Float64Array.from(samples, (value, i) => value - from - slope * i)
  const out = resamplePoly(flat, up, down, phase)
  return {
    startUs: startUs + (phase / up / rateHz) * 1e6,
    rateHz: (rateHz * up) / down,
    samples: Float32Array.from(out, (value, n) => value + from + (slope * (n * down + phase)) / up)
  }
}

function runsOf(block: SampleBlock): readonly SampleBlock[] {
  const { startUs, rateHz, samples } = block
  const runs: SampleBlock[] = []
  for (let from = 0; from < samples.length;) {
    if (Number.isNaN(samples[from])) {
      from++
      continue
    }
    let to = from + 1
    while (to < samples.length && !Number.isNaN(samples[to])) to++
    runs.push({ startUs: startUs + (from / rateHz) * 1e6, rateHz, samples: samples.subarray(from, to) })
    from = to
  }
  return runs
}
