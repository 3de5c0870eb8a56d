import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command } from './command'
import { annotatableTrack, editableSegments } from './rules/editable-track'
import { updated } from './rules/row-change'
import { counted } from './rules/segment-content'

const Input = z.object({ ids: z.array(Id).min(1) })

/** Mark predicted segments as rejected. They stay, because the comparison must see what the model said. */
export const predictionReject: Command<z.infer<typeof Input>> = {
  id: 'prediction-reject',
  input: Input,
  title: ({ ids }) => `Reject ${counted(ids.length, 'prediction')}`,
  apply(rows, { ids }) {
    const found = editableSegments(rows, ids, annotatableTrack)
    if (!found.ok) return found
    for (const track of found.value.tracks.values()) {
      if (rows.get('author', track.authorId)?.kind !== 'model') {
        return fail(
          'prediction.not',
          `Track "${track.name}" does not hold predictions.`,
          'Delete the segment instead.'
        )
      }
    }
    return ok(found.value.segments.map((segment) => updated('segment', segment, { review: 'rejected' })))
  }
}
