import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Segment, Stream, Take } from '../domain/rows'
import { StreamSync } from '../domain/stream-sync'
import { Micros, micros, toMaster, toMedia } from '../domain/time'
import type { Command, RowChange } from './command'
import { movedValue } from './rules/moved-value'
import { patchOf, updated } from './rules/row-change'
import { takesOf } from './rules/trace-track'

/** Largest drift that two working recorders show, 1 %: anything above is a wrong value, not a drift. */
const MAX_DRIFT_PPM = 10_000

const Input = z.object({
  id: Id,
  offset: Micros.optional(),
  driftPpm: z.number().min(-MAX_DRIFT_PPM).max(MAX_DRIFT_PPM).optional(),
  /** How it was found; null: forget it. Absent: as it was, or `typed` where an offset or drift is given alone. */
  sync: StreamSync.nullable().optional(),
  /** Leave out to move only this stream; otherwise streams of the same file go with it. Default true. */
  wholeFile: z.boolean().optional()
})

/**
 * Place a stream on the recording's clock. Streams of the same file share its clock and go with it, unless they were
 * placed apart. Labels whose times were taken from the stream (events of its file, what a model found in it) and curves computed from it go with
 * it; labels that people made on the master clock stay. The recording becomes as long as its longest stream then
 * reaches, but never shorter than its last label.
 */
export const streamSync: Command<z.infer<typeof Input>> = {
  id: 'stream-sync',
  input: Input,
  title: () => 'Synchronise a stream',
  apply(rows, { id, wholeFile = true, sync, ...place }) {
    const stream = rows.get('stream', id)
    const recording = stream && rows.get('recording', stream.recordingId)
    if (!stream || !recording) return fail('stream.gone', 'The stream does not exist any more.')
    const fields = patchOf({ ...place, sync: sync === undefined ? typedWhen(place, stream) : sync })
    const streams = rows.all('stream').filter((other) => other.recordingId === recording.id)
    const moving = new Map(
      streams
        .filter((other) => other.id === id || (wholeFile && together(other, stream)))
        .map((other) => [other.id, { before: other, after: { ...other, ...fields } }])
    )
    const changes: RowChange[] = [...moving.values()].map(({ before }) => updated('stream', before, fields))
    const tracks = rows.all('track').filter((track) => track.recordingId === recording.id)
    let lastLabel = 0
    let firstStart = 0
    for (const track of tracks) {
      const clocks = moving.get(track.streamId ?? '')
      for (const segment of rows.segmentsOf(track.id)) {
        const moved = clocks && onClock(segment, clocks.before, clocks.after)
        if (moved) changes.push(updated('segment', segment, moved))
        firstStart = Math.min(firstStart, (moved ?? segment).start)
        lastLabel = Math.max(lastLabel, (moved ?? segment).end)
      }
      for (const take of clocks ? takesOf(rows, track.id) : []) {
        const moved = clocks && computedOnClock(take, clocks.before, clocks.after)
        if (moved) changes.push(updated('take', take, moved))
      }
    }
    if (firstStart < 0)
      return fail(
        'stream.before-start',
        `Placed there, a label of this stream would begin ${(-firstStart / 1e6).toFixed(3)} s before the recording does.`,
        'Let the recording start earlier first: “Start the recording earlier” moves everything in it along.'
      )
    const ends = streams.map((other) => {
      const { after } = moving.get(other.id) ?? { after: other }
      return toMaster(after, after.duration)
    })
    const duration = micros(Math.max(0, lastLabel, ...ends))
    if (duration !== recording.duration) changes.push(updated('recording', recording, { duration }))
    return ok(changes)
  }
}

/** Streams of one file run on one clock, as long as nobody placed one of them elsewhere. */
const together = (a: Stream, b: Stream): boolean =>
  a.fileId === b.fileId && a.offset === b.offset && a.driftPpm === b.driftPpm

/** A typed offset or drift says so, and takes the place of what was found before. */
const typedWhen = (
  place: { readonly offset?: Micros; readonly driftPpm?: number },
  stream: Stream
): StreamSync | undefined =>
  place.offset === undefined && place.driftPpm === undefined ? stream.sync : { method: 'typed', anchors: [] }

/** A curve that was computed or read from a stream goes with it; what people rated on the master clock stays. Its part before the recording is kept, unseen. */
function computedOnClock(
  take: Take,
  before: Stream,
  after: Stream
): Pick<Take, 'start' | 'end' | 'rateHz'> | undefined {
  if (take.source === 'live' || take.source === 'drawn') return undefined
  const start = toMaster(after, toMedia(before, take.start))
  const end = toMaster(after, toMedia(before, take.end))
  if ((start === take.start && end === take.end) || end <= start) return undefined
  const slower = (1 + after.driftPpm / 1e6) / (1 + before.driftPpm / 1e6)
  return { start, end, rateHz: take.rateHz / slower }
}

/** A segment's times when its stream has another place; undefined where nothing moves. A point stays a point. */
function onClock(
  segment: Segment,
  before: Stream,
  after: Stream
): Pick<Segment, 'start' | 'end' | 'value'> | undefined {
  const start = toMaster(after, toMedia(before, segment.start))
  const point = segment.end - segment.start <= 1
  const end = point ? start + 1 : Math.max(start + 1, toMaster(after, toMedia(before, segment.end)))
  if (start === segment.start && end === segment.end) return undefined
  const factor = point ? 1 : (end - start) / (segment.end - segment.start)
  return {
    start,
    end: micros(end),
    ...movedValue(segment, start - segment.start, factor, segment.start)
  }
}
