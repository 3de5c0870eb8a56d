import type { Interval } from '../../metrics/base/score'
import { wilson } from '../../metrics/proportion-interval'

/**
 * Interval of the difference p1 - p2 of two independent shares from their Wilson intervals (Newcombe 1998, Statistics in
 * Medicine 17, 873-890, method 10); undefined when one of them rests on nothing.
 */
export function shareDifference(
  right1: number,
  n1: number,
  right2: number,
  n2: number
): Interval | undefined {
  const first = wilson.compute(right1, n1)
  const second = wilson.compute(right2, n2)
  if (first.value === null || second.value === null || !first.interval || !second.interval) return undefined
  const difference = first.value - second.value
  return {
    low: difference - Math.hypot(first.value - first.interval.low, second.interval.high - second.value),
    high: difference + Math.hypot(first.interval.high - first.value, second.value - second.interval.low),
    level: 0.95,
    method: 'Newcombe, from Wilson intervals; items taken as independent'
  }
}
