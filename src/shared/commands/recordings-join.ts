import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import { micros } from '../domain/time'
import type { Command, RowChange } from './command'
import { joinItems } from './rules/join-items'
import { nextTrackPosition } from './rules/next-position'
import { deleted, updated } from './rules/row-change'
import { counted } from './rules/segment-content'

const Input = z.object({ into: Id, ids: z.array(Id).min(1) })

/**
 * Recordings of one session become one: files, streams and tracks of `ids` move into `into`, on its clock and behind
 * its own, and the emptied recordings are deleted. `into` becomes as long as the longest and keeps its name; a note or
 * group it lacks comes from the first that has one.
 */
export const recordingsJoin: Command<z.infer<typeof Input>> = {
  id: 'recordings-join',
  input: Input,
  title: ({ ids }) => `Join ${counted(ids.length + 1, 'recording')}`,
  apply(rows, { into, ids }) {
    const target = rows.get('recording', into)
    const others = [...new Set(ids)].filter((id) => id !== into)
    if (!target || others.length === 0)
      return fail('recording.gone', 'Joining needs two recordings that are part of the project.')
    const changes: RowChange[] = []
    let position = nextTrackPosition(rows, into)
    let joined = target
    for (const id of others) {
      const recording = rows.get('recording', id)
      if (!recording) return fail('recording.gone', 'One of the recordings does not exist any more.')
      const inside = (row: { readonly recordingId: string }): boolean => row.recordingId === id
      for (const file of rows.all('file').filter(inside))
        changes.push(updated('file', file, { recordingId: into }))
      for (const stream of rows.all('stream').filter(inside))
        changes.push(updated('stream', stream, { recordingId: into }))
      for (const response of rows.all('response').filter((row) => row.recordingId === id))
        changes.push(updated('response', response, { recordingId: into }))
      const work = joinItems(rows, id, into)
      changes.push(...work.changes)
      const tracks = [...rows.all('track').filter(inside)].sort((a, b) => a.position - b.position)
      for (const track of tracks)
        changes.push(
          updated('track', track, {
            recordingId: into,
            position: position++,
            itemId: work.itemOf(track.itemId)
          })
        )
      joined = {
        ...joined,
        duration: micros(Math.max(joined.duration, recording.duration)),
        note: joined.note ?? recording.note,
        group: joined.group ?? recording.group
      }
      changes.push(deleted('recording', recording))
    }
    return ok([updated('recording', target, joined), ...changes])
  }
}
