import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import { Micros, micros, toMaster } from '../domain/time'
import type { Command, RowChange } from './command'
import { patchOf, updated } from './rules/row-change'

/** Largest drift that two working recorders show, 1 %: anything above is a wrong value, not a drift. */
const MAX_DRIFT_PPM = 10_000

const Input = z.object({
  id: Id,
  offset: Micros.optional(),
  driftPpm: z.number().min(-MAX_DRIFT_PPM).max(MAX_DRIFT_PPM).optional()
})

/** Place a stream on the recording's clock. The recording becomes as long as its longest stream then reaches, but never shorter than its last label. */
export const streamSync: Command<z.infer<typeof Input>> = {
  id: 'stream-sync',
  input: Input,
  title: () => 'Synchronise a stream',
  apply(rows, { id, ...fields }) {
    const stream = rows.get('stream', id)
    const recording = stream && rows.get('recording', stream.recordingId)
    if (!stream || !recording) return fail('stream.gone', 'The stream does not exist any more.')
    const moved = { ...stream, ...patchOf(fields) }
    const streams = rows.all('stream').filter((other) => other.recordingId === recording.id)
    const ends = streams.map((other) =>
      other.id === id ? toMaster(moved, moved.duration) : toMaster(other, other.duration)
    )
    const labels = rows.all('track').filter((track) => track.recordingId === recording.id)
    const lastLabel = labels
      .flatMap((track) => rows.segmentsOf(track.id))
      .reduce((last, segment) => Math.max(last, segment.end), 0)
    const duration = micros(Math.max(0, lastLabel, ...ends))
    const changes: RowChange[] = [updated('stream', stream, patchOf(fields))]
    if (duration !== recording.duration) changes.push(updated('recording', recording, { duration }))
    return ok(changes)
  }
}
