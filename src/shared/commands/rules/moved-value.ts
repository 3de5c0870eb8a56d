import type { Segment } from '../../domain/rows'
import { regionOf } from '../../regions/region'
import { retimed } from '../../regions/edit-region'

/** What a segment says after it was moved in time: places in the picture have times of their own, which go along. */
export function movedValue(segment: Segment, by: number, factor = 1, about = 0): Pick<Segment, 'value'> {
  const region = regionOf(segment.value)
  return region ? { value: retimed(region, by, factor, about) } : {}
}
