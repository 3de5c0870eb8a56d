import { z } from 'zod'
import { ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command, RowChange } from './command'
import { placeSegments } from './rules/place-segments'
import type { Wanted } from './rules/place-segments'
import { deleted } from './rules/row-change'
import { twoTracks } from './tracks-swap'

const Input = z.object({ into: Id, from: Id })

/**
 * Two tracks were one identity: everything of one moves to the other, and the emptied track goes. Where both have
 * something at one time and the track forbids overlap, what is there stays and the rest is trimmed to the free time.
 */
export const tracksMerge: Command<z.infer<typeof Input>> = {
  id: 'tracks-merge',
  input: Input,
  title: () => 'Merge two identities',
  apply(rows, { into, from }, context) {
    const pair = twoTracks(rows, into, from)
    if (!pair.ok) return pair
    const [target, source] = pair.value
    const mine = rows.segmentsOf(source.id)
    const wanted = mine.map((before): Wanted => ({
      before,
      segment: {
        ...before,
        trackId: target.id,
        personId:
          before.personId !== undefined && before.personId === source.personId
            ? target.personId
            : before.personId
      }
    }))
    const placed = placeSegments(rows, target, wanted, 'trim', context)
    if (!placed.ok) return placed
    const gone = placed.value.left.flatMap(({ wanted: { before } }): readonly RowChange[] =>
      before ? [deleted('segment', before)] : []
    )
    return ok([...placed.value.changes, ...gone, deleted('track', source)])
  }
}
