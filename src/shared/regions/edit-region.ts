import type { RegionKey } from '../domain/segment-value'
import type { Place, Region } from './region'
import { placeOf } from './region'
import { regionAt } from './region-at'

/** Keys closer than this stand for the same picture, microseconds: less than a frame at 60 per second. */
const SAME = 15_000

/** A region with a place at a time: the key there is changed, or one is added. A hidden region is seen again from there on. */
export const withKey = (region: Region, at: number, place: Place): Region =>
  withKeys(region, [...without(region.keys, at), { at: Math.round(at), ...place }])

/** A region that goes out of sight at a time, until its next key. */
export function hiddenFrom(region: Region, at: number): Region {
  const place = regionAt(region, at) ?? lastPlace(region, at)
  return withKeys(region, [...without(region.keys, at), { at: Math.round(at), ...place, hidden: true }])
}

/** A hidden region that is seen again from a time on, where it was last. */
export const shownFrom = (region: Region, at: number): Region => withKey(region, at, lastPlace(region, at))

/** A region without the key at a time; the last key stays. */
export function withoutKey(region: Region, at: number): Region {
  const keys = without(region.keys, at)
  return keys.length === 0 ? region : { ...region, keys }
}

/** The key at a time, within the same picture. */
export const keyAt = (region: Region, at: number): RegionKey | undefined =>
  region.keys.find((key) => Math.abs(key.at - at) < SAME)

/** A region with all its keys moved in time and stretched about a time: `about + (at - about) * factor + by`. */
export const retimed = (region: Region, by: number, factor = 1, about = 0): Region => ({
  ...region,
  keys: region.keys.map((key) => ({ ...key, at: Math.round(about + (key.at - about) * factor + by) }))
})

/** Two regions of one thing as one: the keys of both, those of the first where both have one. */
export function joinedRegions(first: Region, second: Region): Region {
  const more = second.keys.filter((key) => !keyAt(first, key.at))
  return first.shape === second.shape ? withKeys(first, [...first.keys, ...more]) : first
}

const withKeys = (region: Region, keys: readonly RegionKey[]): Region => ({
  ...region,
  keys: [...keys].sort((a, b) => a.at - b.at)
})

const without = (keys: readonly RegionKey[], at: number): RegionKey[] =>
  keys.filter((key) => Math.abs(key.at - at) >= SAME)

function lastPlace(region: Region, at: number): Place {
  const before = region.keys.findLast((key) => key.at <= at) ?? region.keys[0]
  return before ? placeOf(before) : { x: 0.4, y: 0.4, width: 0.2, height: 0.2 }
}
