import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import { Micros } from '../domain/time'
import type { Command } from './command'
import { patchOf, updated } from './rules/row-change'

const Input = z.object({
  id: Id,
  patch: z.object({
    name: z.string().min(1).max(500).optional(),
    note: z.string().nullish(),
    group: z.string().nullish(),
    position: z.number().optional(),
    duration: Micros.optional()
  })
})

/** Change a recording's name, note, group, place in the list or length (0 or more). */
export const recordingSet: Command<z.infer<typeof Input>> = {
  id: 'recording-set',
  input: Input,
  title: ({ patch }) =>
    patch.name === undefined ? 'Change a recording' : `Rename a recording "${patch.name}"`,
  apply(rows, { id, patch }) {
    const recording = rows.get('recording', id)
    if (!recording) return fail('recording.gone', 'The recording does not exist any more.')
    if (patch.duration !== undefined && patch.duration < 0)
      return fail('recording.duration', 'The length of a recording cannot be negative.')
    return ok([updated('recording', recording, patchOf(patch))])
  }
}
