import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command, RowChange } from './command'
import { deleted } from './rules/row-change'
import { counted } from './rules/segment-content'
import { takesOf } from './rules/trace-track'

const Input = z.object({ ids: z.array(Id).min(1) })

/** Delete tracks with their segments and takes. A locked track is refused. */
export const trackDelete: Command<z.infer<typeof Input>> = {
  id: 'track-delete',
  input: Input,
  title: ({ ids }) => `Delete ${counted(ids.length, 'track')}`,
  apply(rows, { ids }) {
    const changes: RowChange[] = []
    for (const id of new Set(ids)) {
      const track = rows.get('track', id)
      if (!track) return fail('track.gone', 'The track does not exist any more.')
      if (track.locked)
        return fail(
          'track.locked',
          `Track "${track.name}" is locked.`,
          'Unlock it first, in the menu of its name in the timeline.'
        )
      for (const segment of rows.segmentsOf(id)) changes.push(deleted('segment', segment))
      for (const take of takesOf(rows, id)) changes.push(deleted('take', take))
      changes.push(deleted('track', track))
    }
    return ok(changes)
  }
}
