import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id, Track } from '../domain/rows'
import type { Command } from './command'
import { patchOf, updated } from './rules/row-change'

const Input = z.object({
  id: Id,
  patch: z.object({
    name: z.string().min(1).optional(),
    overlap: Track.shape.overlap.optional(),
    personId: Id.nullish(),
    position: z.number().optional(),
    locked: z.boolean().optional()
  })
})

/** Change a track's name, person, place, lock or overlap rule. Overlap can be forbidden only where nothing overlaps; the store holds that. */
export const trackSet: Command<z.infer<typeof Input>> = {
  id: 'track-set',
  input: Input,
  title: ({ patch }) =>
    patch.locked !== undefined
      ? `${patch.locked ? 'Lock' : 'Unlock'} a track`
      : patch.name !== undefined
        ? `Rename a track "${patch.name}"`
        : patch.overlap !== undefined
          ? `${patch.overlap === 'allowed' ? 'Let' : 'Forbid'} segments of a track ${patch.overlap === 'allowed' ? '' : 'to '}overlap`
          : patch.personId !== undefined
            ? 'Say who a track is about'
            : 'Change a track',
  apply(rows, { id, patch }) {
    const track = rows.get('track', id)
    if (!track) return fail('track.gone', 'The track does not exist any more.')
    return ok([updated('track', track, patchOf(patch))])
  }
}
