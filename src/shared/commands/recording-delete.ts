import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command, RowChange } from './command'
import { deleted } from './rules/row-change'
import { counted } from './rules/segment-content'
import { takesOf } from './rules/trace-track'

const Input = z.object({ ids: z.array(Id).min(1) })

/** Take recordings out of the project with everything said about them. The user's files are never touched. */
export const recordingDelete: Command<z.infer<typeof Input>> = {
  id: 'recording-delete',
  input: Input,
  title: ({ ids }) => `Remove ${counted(ids.length, 'recording')}`,
  apply(rows, { ids }) {
    const chosen = new Set(ids)
    const inside = (row: { readonly recordingId: string }): boolean => chosen.has(row.recordingId)
    const changes: RowChange[] = []
    for (const track of rows.all('track').filter(inside)) {
      for (const segment of rows.segmentsOf(track.id)) changes.push(deleted('segment', segment))
      for (const take of takesOf(rows, track.id)) changes.push(deleted('take', take))
      changes.push(deleted('track', track))
    }
    for (const item of rows.all('item').filter(inside)) changes.push(deleted('item', item))
    for (const response of rows.all('response'))
      if (response.recordingId !== undefined && chosen.has(response.recordingId))
        changes.push(deleted('response', response))
    for (const stream of rows.all('stream').filter(inside)) {
      const view = rows.get('streamView', stream.id)
      if (view) changes.push(deleted('streamView', view))
      changes.push(deleted('stream', stream))
    }
    for (const file of rows.all('file').filter(inside)) changes.push(deleted('file', file))
    for (const id of chosen) {
      const recording = rows.get('recording', id)
      if (!recording) return fail('recording.gone', 'The recording does not exist any more.')
      changes.push(deleted('recording', recording))
    }
    return ok(changes)
  }
}
