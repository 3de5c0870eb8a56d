import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command } from './command'
import { editableSegments, editableTrack } from './rules/editable-track'
import { updated } from './rules/row-change'
import { counted } from './rules/segment-content'

const Input = z.object({ ids: z.array(Id).min(1) })

/**
 * Write down that somebody looked at labels that a model spoke against, and holds them right. The labels stay as they
 * are; the history says who decided when. Predictions are accepted instead.
 */
export const labelKeep: Command<z.infer<typeof Input>> = {
  id: 'label-keep',
  input: Input,
  title: ({ ids }) => `Keep the label of ${counted(ids.length, 'segment')}`,
  apply(rows, { ids }) {
    const found = editableSegments(rows, ids, editableTrack)
    if (!found.ok) return found
    const bare = found.value.segments.find(({ label }) => label === undefined)
    if (bare)
      return fail('label.none', 'A segment without a label has nothing to keep.', 'Give it a label instead.')
    return ok(found.value.segments.map((segment) => updated('segment', segment, { review: 'accepted' })))
  }
}
