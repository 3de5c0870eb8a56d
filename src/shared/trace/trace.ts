import type { Take } from '../domain/rows'

/** A sampled trace: `values[d][i]` is dimension `dims[d]` at `startUs + i * 1e6 / rateHz`; NaN: no value. */
export interface Trace {
  /** Time of the first sample, µs on the recording's clock; a fraction where the rate does not divide a second. */
  readonly startUs: number
  readonly rateHz: number
  readonly dims: readonly string[]
  readonly count: number
  readonly values: readonly Float64Array<ArrayBuffer>[]
}

/** A take with samples of it, row-major in the order of its dimensions; `first` is the index of the first one given. */
export interface TakeSamples {
  readonly take: Pick<
    Take,
    'id' | 'start' | 'end' | 'rateHz' | 'count' | 'dims' | 'position' | 'hidden' | 'lag' | 'fade'
  >
  readonly samples: Float64Array
  readonly first?: number
}

/** Time of sample `index` of a trace, µs. */
export const timeOfSample = (trace: Pick<Trace, 'startUs' | 'rateHz'>, index: number): number =>
  trace.startUs + (index * 1e6) / trace.rateHz

/** Where a take lies when it is read: moved earlier by its lag, unless it is to be read as it was rated. */
export function spanOfTake(
  take: Pick<Take, 'start' | 'end' | 'lag'>,
  withLag: boolean
): { readonly start: number; readonly end: number } {
  const lag = withLag ? (take.lag ?? 0) : 0
  return { start: take.start - lag, end: take.end - lag }
}
