import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Track } from '../domain/rows'
import type { Command, RowChange, RowReader } from './command'
import { deleted, updated } from './rules/row-change'
import { tracksUnder } from './rules/rows-after'
import { counted } from './rules/segment-content'
import { takesOf } from './rules/trace-track'

const Input = z.object({
  ids: z.array(Id).min(1),
  /** Tracks under a deleted one that are not deleted themselves: `refuse`, `delete` them too, or `keep` them without a parent. */
  below: z.enum(['refuse', 'delete', 'keep']).default('refuse')
})

/** Delete tracks with their segments and takes. A locked track is refused, one with others under it unless told what becomes of them. */
export const trackDelete: Command<z.infer<typeof Input>> = {
  id: 'track-delete',
  input: Input,
  title: ({ ids }) => `Delete ${counted(ids.length, 'track')}`,
  apply(rows, { ids, below }) {
    const changes: RowChange[] = []
    const chosen = new Set(ids)
    for (const id of chosen) {
      const track = rows.get('track', id)
      if (!track) return fail('track.gone', 'The track does not exist any more.')
      if (track.locked)
        return fail(
          'track.locked',
          `Track "${track.name}" is locked.`,
          'Unlock it first, in the menu of its name in the timeline.'
        )
      const under = tracksUnder(rows, id).filter((child) => !chosen.has(child.id))
      if (under.length > 0 && below === 'refuse')
        return fail(
          'track.has-below',
          `${counted(under.length, 'track')} ${under.length === 1 ? 'lies' : 'lie'} under "${track.name}": ${under.map((child) => `"${child.name}"`).join(', ')}.`,
          'Delete them too, or keep them without a track above.'
        )
      // A set takes up what is added while it is walked through.
      if (below === 'delete') for (const child of under) chosen.add(child.id)
      else for (const child of under) changes.push(...withoutParent(rows, child))
      for (const segment of rows.segmentsOf(id)) changes.push(deleted('segment', segment))
      for (const take of takesOf(rows, id)) changes.push(deleted('take', take))
      changes.push(deleted('track', track))
    }
    return ok(changes)
  }
}

/** A track and its segments let go of what stood above them. */
const withoutParent = (rows: RowReader, track: Track): readonly RowChange[] => [
  updated('track', track, { parentId: undefined }),
  ...rows
    .segmentsOf(track.id)
    .filter((segment) => segment.parentId !== undefined)
    .map((segment) => updated('segment', segment, { parentId: undefined }))
]
