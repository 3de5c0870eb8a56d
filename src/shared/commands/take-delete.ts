import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command } from './command'
import { deleted } from './rules/row-change'
import { counted } from './rules/segment-content'
import { editableTakes } from './rules/trace-track'

const Input = z.object({ ids: z.array(Id).min(1) })

/** Delete takes; what lies below shows again. What a model made stays. The samples are kept, so that undo brings all back. */
export const takeDelete: Command<z.infer<typeof Input>> = {
  id: 'take-delete',
  input: Input,
  title: ({ ids }) => `Delete ${counted(ids.length, 'take')}`,
  apply(rows, { ids }) {
    const found = editableTakes(rows, ids)
    if (!found.ok) return found
    if (found.value.some(({ source }) => source === 'model'))
      return fail(
        'take.prediction',
        'A trace that a model made stays as the model made it.',
        'Hide it, or delete the whole track.'
      )
    return ok(found.value.map((take) => deleted('take', take)))
  }
}
