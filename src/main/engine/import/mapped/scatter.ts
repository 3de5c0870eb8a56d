import { setImmediate } from 'node:timers/promises'
import type { ArrayAxis } from '../../../../shared/arrays/array-mapping'
import { countOf } from '../arrays/array-value'
import type { NumberArray } from '../arrays/array-value'

/** Numbers read at a time. */
const AT_ONCE = 1024 * 1024

/** Where the samples of one trial go: an array for each channel, from `at` on. */
export interface Target {
  readonly channels: readonly Float32Array[]
  readonly at: number
}

/**
 * Put each number of an array where its channel and time belong, in one pass in the order in which the array is stored, so that
 * arrays larger than the memory can be read. Channels with features are channel-major: all features of the first, then the next.
 * @param targets one for each trial; a trial without a target is passed over
 */
export async function scatter(
  array: NumberArray,
  axes: readonly ArrayAxis[],
  targets: readonly (Target | undefined)[],
  signal: AbortSignal
): Promise<void> {
  const { shape, fastest } = array
  const order = shape.map((_, axis) => axis)
  if (fastest === 'last') order.reverse()
  const features = shape[axes.indexOf('feature')] ?? 1
  const counters = new Int32Array(shape.length)
  const total = countOf(shape)
  const step = { time: 0, trial: 0, channel: 0, left: 0 }
  const roles = order.map((axis) => ({ axis, role: axes[axis] ?? 'first', size: shape[axis] ?? 1 }))
  for (let from = 0; from < total && !signal.aborted; from += AT_ONCE) {
    const numbers = array.read(from, Math.min(total, from + AT_ONCE))
    for (const value of numbers) {
      if (step.left === 0) {
        const target = targets[step.trial]
        const channel = target?.channels[step.channel]
        if (target && channel) channel[target.at + step.time] = value
      }
      for (const { axis, role, size } of roles) {
        const next = (counters[axis] ?? 0) + 1
        const wraps = next >= size
        counters[axis] = wraps ? 0 : next
        const change = wraps ? 1 - size : 1
        if (role === 'time') step.time += change
        else if (role === 'trial') step.trial += change
        else if (role === 'channel') step.channel += change * features
        else if (role === 'feature') step.channel += change
        else step.left += change
        if (!wraps) break
      }
    }
    await setImmediate()
  }
}
