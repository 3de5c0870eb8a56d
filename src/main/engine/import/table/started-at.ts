import type { RowPlaces } from './row-places'

/** Seconds from which on a time counts from 1970: 1980. */
const EPOCH = 3.15e8

/** When the first row was taken, ISO 8601, where times are dates; in UTC (Z) where they name a zone or count from 1970. */
export function startedAt({
  first,
  unit,
  zoned
}: Pick<RowPlaces, 'first' | 'unit' | 'zoned'>): string | undefined {
  if (first === undefined || unit === 'clock' || first < EPOCH || first > 5.68e9) return undefined
  const text = new Date(Math.round(first * 1000)).toISOString()
  return unit === 'number' || zoned ? text : text.slice(0, -1)
}
