import type { RegionKey, SegmentValue } from '../domain/segment-value'

/** A value that says where something is in the picture. */
export type Region = Extract<SegmentValue, { kind: 'region' }>

/** A place in the picture: x, y of the upper left corner (of a point: itself) and size, as shares 0 to 1 of the upright picture. */
export interface Place {
  readonly x: number
  readonly y: number
  /** Absent for a point. */
  readonly width?: number
  readonly height?: number
}

/** The region of a value; undefined for other values. */
export const regionOf = (value: SegmentValue | undefined): Region | undefined =>
  value?.kind === 'region' ? value : undefined

/** The place of a key without its time. */
export const placeOf = ({ x, y, width, height }: RegionKey): Place => ({
  x,
  y,
  ...(width === undefined ? {} : { width }),
  ...(height === undefined ? {} : { height })
})

/** A place kept inside the picture: moved back in, and no larger than the picture. Sizes below `least` (a share) become that. */
export function placeInside({ x, y, width, height }: Place, least = 0.002): Place {
  const size = (value: number | undefined): number | undefined =>
    value === undefined ? undefined : Math.max(least, Math.min(1, value))
  const [w, h] = [size(width), size(height)]
  return {
    x: Math.max(0, Math.min(1 - (w ?? 0), x)),
    y: Math.max(0, Math.min(1 - (h ?? 0), y)),
    ...(w === undefined ? {} : { width: w }),
    ...(h === undefined ? {} : { height: h })
  }
}
