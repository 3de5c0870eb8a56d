import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Segment, Track } from '../domain/rows'
import type { Command, CommandContext, RowChange, RowReader } from './command'
import { annotatableTrack } from './rules/editable-track'
import { nextTrackPosition } from './rules/next-position'
import { created } from './rules/row-change'

const Input = z.object({
  /** Tracks of words of one recording: those of a transcript. */
  trackIds: z.array(Id).min(1),
  /** Name of the transcript that the copies become. */
  layer: z.string().min(1)
})

/**
 * Copy a transcript that is somebody else's, a recogniser's for instance, into one of the author's own, which can be
 * corrected: a track for each track, with times, words, speakers and labels, each turn with its origin. What is copied
 * stays as it is, so that the two can be compared. Tracks without turns are left out; refused when none has any.
 */
export const transcriptCopy: Command<z.infer<typeof Input>> = {
  id: 'transcript-copy',
  input: Input,
  title: ({ layer }) => `Copy a transcript to "${layer}"`,
  apply(rows, { trackIds, layer }, context) {
    if (!rows.get('author', context.authorId))
      return fail(
        'author.unknown',
        'There is no annotator whose transcript it could become.',
        'Choose or add an annotator first.'
      )
    const changes: RowChange[] = []
    let recordingId: string | undefined
    let position = 0
    for (const id of new Set(trackIds)) {
      const source = annotatableTrack(rows, id)
      if (!source.ok) return source
      if (source.value.kind !== 'utterances')
        return fail('track.no-words', `Track "${source.value.name}" holds labels, not words.`)
      if (recordingId !== undefined && recordingId !== source.value.recordingId)
        return fail('track.other-recording', 'The tracks of a transcript belong to one recording.')
      if (recordingId === undefined) position = nextTrackPosition(rows, source.value.recordingId)
      recordingId = source.value.recordingId
      const turns = rows.segmentsOf(id)
      if (turns.length === 0) continue
      changes.push(...copyOf(source.value, turns, layer, position++, rows, context))
    }
    return changes.length > 0
      ? ok(changes)
      : fail('transcript.empty', 'The transcript has no turns yet.', 'Wait until the model has written some.')
  }
}

function copyOf(
  source: Track,
  turns: readonly Segment[],
  layer: string,
  position: number,
  rows: RowReader,
  context: CommandContext
): RowChange[] {
  const track: Track = {
    id: context.newId(),
    recordingId: source.recordingId,
    authorId: context.authorId,
    schemeId: source.schemeId,
    attributeId: source.attributeId,
    personId: source.personId,
    name: source.name,
    kind: 'utterances',
    overlap: 'allowed',
    position,
    locked: false,
    layer,
    streamId: source.streamId
  }
  const predicted = source.runId !== undefined || rows.get('author', source.authorId)?.kind === 'model'
  return [
    created('track', track),
    ...turns.map(({ id, start, end, text, label, personId, unscored }) =>
      created('segment', {
        id: context.newId(),
        trackId: track.id,
        start,
        end,
        text,
        label,
        personId,
        unscored,
        flagged: false,
        origin: predicted ? { kind: 'prediction', ref: id, runId: source.runId } : { kind: 'import', ref: id }
      })
    )
  ]
}
