import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import type { Result } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Segment, Track } from '../domain/rows'
import { Micros } from '../domain/time'
import type { Command, CommandContext, RowChange, RowReader } from './command'
import { editableTrack } from './rules/editable-track'
import { created, updated } from './rules/row-change'
import { tracksUnder } from './rules/rows-after'

const Input = z.object({ a: Id, b: Id, from: Micros })

/**
 * Two tracks exchange what they hold from a time on: two identities were mistaken for each other there. Segments across
 * the time are cut. What is about the person of one track is about the person of the other afterwards.
 */
export const tracksSwap: Command<z.infer<typeof Input>> = {
  id: 'tracks-swap',
  input: Input,
  title: () => 'Swap two identities from a moment on',
  apply(rows, { a, b, from }, context) {
    const pair = twoTracks(rows, a, b)
    if (!pair.ok) return pair
    const [first, second] = pair.value
    const changes = [
      ...movedFrom(rows, first, second, from, context),
      ...movedFrom(rows, second, first, from, context)
    ]
    return changes.length > 0
      ? ok(changes)
      : fail(
          'tracks.nothing-after',
          'Neither track holds anything from here on.',
          'Go back to where they were mixed up.'
        )
  }
}

/** Two different tracks whose segments can change places. */
export function twoTracks(rows: RowReader, a: string, b: string): Result<readonly [Track, Track]> {
  const first = editableTrack(rows, a)
  if (!first.ok) return first
  const second = editableTrack(rows, b)
  if (!second.ok) return second
  if (a === b) return fail('tracks.same', 'Choose another track than the same one.')
  if (first.value.recordingId !== second.value.recordingId)
    return fail('tracks.recordings', 'The two tracks belong to different recordings.')
  const fits =
    first.value.schemeId === second.value.schemeId &&
    first.value.attributeId === second.value.attributeId &&
    first.value.kind === second.value.kind
  if (!fits)
    return fail(
      'tracks.schemes',
      `“${first.value.name}” and “${second.value.name}” hold different kinds of labels.`,
      'Only tracks with the same scheme stand for two identities.'
    )
  const below = [...tracksUnder(rows, a), ...tracksUnder(rows, b)]
  if (below.length > 0 || first.value.parentId !== undefined || second.value.parentId !== undefined)
    return fail(
      'tracks.nested',
      `“${first.value.name}” or “${second.value.name}” stands above or within another track.`,
      'Take the tracks apart first, in their settings.'
    )
  return ok([first.value, second.value])
}

function movedFrom(
  rows: RowReader,
  source: Track,
  target: Track,
  from: Micros,
  context: CommandContext
): readonly RowChange[] {
  const about = (segment: Segment): Segment['personId'] =>
    segment.personId !== undefined && segment.personId === source.personId
      ? target.personId
      : segment.personId
  return rows.segmentsOf(source.id).flatMap((segment): readonly RowChange[] => {
    if (segment.end <= from) return []
    if (segment.start >= from)
      return [updated('segment', segment, { trackId: target.id, personId: about(segment) })]
    const right: Segment = {
      ...segment,
      id: context.newId(),
      trackId: target.id,
      start: from,
      personId: about(segment),
      comment: undefined,
      text: undefined,
      origin: { kind: 'split', ref: segment.id }
    }
    return [updated('segment', segment, { end: from }), created('segment', right)]
  })
}
