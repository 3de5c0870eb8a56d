import { z } from 'zod'
import { ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command } from './command'
import { editableSegments } from './rules/editable-track'
import { deleted } from './rules/row-change'
import { counted } from './rules/segment-content'

const Input = z.object({ ids: z.array(Id).min(1) })

/** Delete segments. */
export const segmentDelete: Command<z.infer<typeof Input>> = {
  id: 'segment-delete',
  input: Input,
  title: ({ ids }) => `Delete ${counted(ids.length, 'segment')}`,
  apply(rows, { ids }) {
    const found = editableSegments(rows, ids)
    return found.ok ? ok(found.value.segments.map((segment) => deleted('segment', segment))) : found
  }
}
