import { PyramidBuilder } from '../../../shared/signal/pyramid'
import type { CachePlace } from '../import/cache-place'
import { writePyramid } from './write-pyramid'

/** One channel of a signal file, evenly spaced, NaN where nothing was recorded. */
export interface SignalChannel {
  readonly label: string
  readonly unit: string
  readonly rateHz: number
  readonly startUs: number
  readonly samples: Float32Array<ArrayBuffer>
}

/** Samples per run of the lowest level of a signal pyramid; finer views read the samples, which are kept with it. */
const SIGNAL_BASE = 16

/** Write the channels as one pyramid file with their samples; answers the row's cache key and channel facts. */
export async function writeSignals(channels: readonly SignalChannel[], index: number, cache: CachePlace) {
  const name = `signal-${index}.afp`
  const parts = channels.map((channel) => {
    const builder = new PyramidBuilder(SIGNAL_BASE)
    builder.push(channel.samples)
    return { ...channel, pyramid: builder.finish() }
  })
  await writePyramid(cache.path(name), parts)
  return {
    cache: { pyramid: cache.key(name) },
    channels: parts.map(({ label, unit, rateHz, pyramid }) => {
      const [min, max] = extremes(pyramid.levels.at(-1) ?? new Float32Array())
      return { label, unit, rateHz, ...(min === undefined || max === undefined ? {} : { min, max }) }
    })
  }
}

function extremes(top: Float32Array): readonly [number?, number?] {
  const real = top.filter((value) => !Number.isNaN(value))
  return real.length === 0 ? [] : [Math.min(...real), Math.max(...real)]
}
