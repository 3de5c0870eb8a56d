import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import { RegionKey } from '../domain/segment-value'
import { regionOf } from '../regions/region'
import type { Command } from './command'
import { editableSegments } from './rules/editable-track'
import { updated } from './rules/row-change'

const Input = z.object({
  id: Id,
  shape: z.enum(['box', 'point']).default('box'),
  /** Ascending in time; null: the segment has no place in the picture any more. */
  keys: z.array(RegionKey).min(1).max(100_000).nullable(),
  /** What was done, for the history. */
  did: z.enum(['place', 'hide', 'show', 'unplace']).default('place')
})
type Input = z.infer<typeof Input>

const TITLES = {
  place: 'Place a region',
  hide: 'Hide a region',
  show: 'Show a region again',
  unplace: 'Take a place of a region away'
} as const

/** Say where in the picture a segment is through time. A value of another kind is never replaced. */
export const regionSet: Command<Input> = {
  id: 'region-set',
  input: Input,
  title: ({ did }) => TITLES[did],
  apply(rows, { id, shape, keys }) {
    const found = editableSegments(rows, [id])
    if (!found.ok) return found
    const [segment] = found.value.segments
    if (!segment) return fail('segment.gone', 'The segment does not exist any more.')
    if (segment.value !== undefined && !regionOf(segment.value))
      return fail(
        'region.other-value',
        'This segment says something else already, so it cannot hold a place in the picture.',
        'Draw the region on a track of its own.'
      )
    const sorted = keys?.toSorted((a, b) => a.at - b.at)
    return ok([
      updated('segment', segment, { value: sorted ? { kind: 'region', shape, keys: sorted } : undefined })
    ])
  }
}
