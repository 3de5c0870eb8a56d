import type { SignalArrays } from '../../../../shared/arrays/array-mapping'
import type { NumberArray } from '../arrays/array-value'
import type { FoundArray } from '../arrays/list-arrays'

/** Trials of one stream of one participant: each in an array of its own, or along an axis of one. */
export interface StreamTrials {
  readonly signal: SignalArrays
  readonly channelCount: number
  readonly trials: readonly Trial[]
}

export interface Trial {
  /** As the file counts it, from 1. */
  readonly number: number
  readonly samples: number
  /** The array, and the place on its axis of trials. */
  readonly array: NumberArray
  readonly place: number
  readonly before?: { readonly array: NumberArray; readonly samples: number }
}

/**
 * The trials of one kind of arrays, by the numbers that tell recordings apart. Where an array has an axis of trials, all
 * numbers in its place do; else the last number counts trials.
 */
export function trialsOf(
  signal: SignalArrays,
  arrays: readonly FoundArray[]
): ReadonlyMap<string, StreamTrials> {
  const hasAxis = signal.axes.includes('trial')
  const before = new Map(
    arrays
      .filter(({ pattern }) => signal.before !== undefined && pattern === signal.before)
      .map(({ indices, value }) => [indices.join(' '), value])
  )
  const groups = new Map<string, Trial[]>()
  let channelCount = 0
  for (const { pattern, indices, value } of arrays) {
    if (pattern !== signal.array || value.kind !== 'numbers') continue
    if (value.shape.length !== signal.axes.length) continue
    const size = (role: string): number => value.shape[signal.axes.findIndex((axis) => axis === role)] ?? 1
    channelCount = Math.max(channelCount, size('channel') * size('feature'))
    const key = (hasAxis ? indices : indices.slice(0, -1)).join(' ')
    const group = groups.get(key) ?? []
    groups.set(key, group)
    const resting = before.get(indices.join(' '))
    const count = hasAxis ? size('trial') : 1
    for (let place = 0; place < count; place++)
      group.push({
        number: hasAxis ? place + 1 : (indices.at(-1) ?? 1),
        samples: size('time'),
        array: value,
        place,
        ...(resting?.kind === 'numbers' && resting.shape.length === signal.axes.length
          ? { before: { array: resting, samples: resting.shape[signal.axes.indexOf('time')] ?? 0 } }
          : {})
      })
  }
  return new Map(
    [...groups].map(([key, trials]) => [
      key,
      { signal, channelCount, trials: trials.sort((a, b) => a.number - b.number) }
    ])
  )
}
