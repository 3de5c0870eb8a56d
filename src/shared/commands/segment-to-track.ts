import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command } from './command'
import { editableSegments, editableTrack } from './rules/editable-track'
import { labelInScheme } from './rules/label-in-scheme'
import { OnOverlap, placeSegments } from './rules/place-segments'
import type { Wanted } from './rules/place-segments'
import { segmentsUnder, tracksUnder } from './rules/rows-after'
import { counted } from './rules/segment-content'

const Input = z.object({ ids: z.array(Id).min(1), trackId: Id, onOverlap: OnOverlap.default('refuse') })

/**
 * Move segments to another track of their recording, at the same time. Labels that the scheme there does not know, and
 * segments that hold others, refuse the move.
 */
export const segmentToTrack: Command<z.infer<typeof Input>> = {
  id: 'segment-to-track',
  input: Input,
  title: ({ ids }) => `Move ${counted(ids.length, 'segment')} to another track`,
  apply(rows, { ids, trackId, onOverlap }, context) {
    const target = editableTrack(rows, trackId)
    if (!target.ok) return target
    const found = editableSegments(rows, ids)
    if (!found.ok) return found
    const wanted: Wanted[] = []
    for (const before of found.value.segments) {
      const from = found.value.tracks.get(before.trackId)
      if (before.trackId === trackId) continue
      if (from?.recordingId !== target.value.recordingId)
        return fail(
          'track.other-recording',
          `Track "${target.value.name}" belongs to another recording than some of the segments.`,
          'Move the segments of one recording at a time.'
        )
      const holds = tracksUnder(rows, before.trackId).find(
        (below) => segmentsUnder(rows, before.id, below.id).length > 0
      )
      if (holds)
        return fail(
          'segment.holds-others',
          `A segment of "${from.name}" holds segments of "${holds.name}", so it stays on its track.`,
          'Move or delete those first.'
        )
      const label = labelInScheme(rows, target.value, before.label)
      if (!label.ok) return label
      wanted.push({ before, segment: { ...before, trackId, label: label.value, parentId: undefined } })
    }
    const placed = placeSegments(rows, target.value, wanted, onOverlap, context)
    if (!placed.ok) return placed
    const [left] = placed.value.left
    return left ? { ok: false, error: left.problem } : ok(placed.value.changes)
  }
}
