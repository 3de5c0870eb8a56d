import type { RegionKey } from '../domain/segment-value'
import type { Place, Region } from './region'
import { placeOf } from './region'

/**
 * Where a region is at a time (microseconds of the recording): linear between the two keys around it, the first key's
 * place before it and the last key's after it. Undefined while it is hidden: from a hidden key until the next one.
 */
export function regionAt(region: Region, time: number): Place | undefined {
  const next = keyAfter(region.keys, time)
  const from = region.keys[next - 1] ?? region.keys[0]
  const to = region.keys[next]
  if (!from || from.hidden) return undefined
  if (!to || to === from || to.hidden || to.at === from.at) return placeOf(from)
  const share = Math.max(0, Math.min(1, (time - from.at) / (to.at - from.at)))
  const mix = (a: number, b: number): number => a + (b - a) * share
  return {
    x: mix(from.x, to.x),
    y: mix(from.y, to.y),
    ...(from.width === undefined ? {} : { width: mix(from.width, to.width ?? from.width) }),
    ...(from.height === undefined ? {} : { height: mix(from.height, to.height ?? from.height) })
  }
}

/** Position of the first key after a time; the number of keys when there is none. */
export function keyAfter(keys: readonly RegionKey[], time: number): number {
  let [low, high] = [0, keys.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((keys[middle]?.at ?? Infinity) > time) high = middle
    else low = middle + 1
  }
  return low
}
