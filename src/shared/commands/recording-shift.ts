import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import { micros } from '../domain/time'
import type { Command, RowChange } from './command'
import { movedValue } from './rules/moved-value'
import { updated } from './rules/row-change'

const DAY = 86_400_000_000

const Input = z.object({
  id: Id,
  /** Microseconds by which the recording starts earlier: everything in it comes that much later. */
  by: z.number().int().positive().max(DAY)
})

/**
 * Let a recording start earlier, so that a stream which began before the others fits: every stream, label and take
 * moves along, so nothing changes its place beside anything else.
 */
export const recordingShift: Command<z.infer<typeof Input>> = {
  id: 'recording-shift',
  input: Input,
  title: ({ by }) => `Start the recording ${(by / 1e6).toFixed(3)} s earlier`,
  apply(rows, { id, by }) {
    const recording = rows.get('recording', id)
    if (!recording) return fail('recording.gone', 'The recording does not exist any more.')
    const later = (time: number) => micros(time + by)
    const changes: RowChange[] = [
      updated('recording', recording, { duration: later(recording.duration) }),
      ...rows
        .all('stream')
        .filter((stream) => stream.recordingId === id)
        .map((stream) =>
          updated('stream', stream, {
            offset: later(stream.offset),
            ...(stream.sync && {
              sync: {
                ...stream.sync,
                anchors: stream.sync.anchors.map((anchor) => ({ ...anchor, master: later(anchor.master) }))
              }
            })
          })
        )
    ]
    const tracks = rows.all('track').filter((track) => track.recordingId === id)
    for (const track of tracks)
      for (const segment of rows.segmentsOf(track.id))
        changes.push(
          updated('segment', segment, {
            start: later(segment.start),
            end: later(segment.end),
            ...movedValue(segment, by)
          })
        )
    const ids = new Set(tracks.map((track) => track.id))
    for (const take of rows.all('take'))
      if (ids.has(take.trackId))
        changes.push(updated('take', take, { start: later(take.start), end: later(take.end) }))
    return ok(changes)
  }
}
