import { z } from 'zod'
import { ok } from '../domain/problem'
import { Id, Take } from '../domain/rows'
import { Micros, MICROS_PER_SECOND } from '../domain/time'
import type { Command } from './command'
import { patchOf, updated } from './rules/row-change'
import { counted } from './rules/segment-content'
import { editableTakes } from './rules/trace-track'

/** Longest reaction lag that can be set, one minute: beyond it the wrong stretch of a recording would be compared. */
export const LONGEST_LAG = 60 * MICROS_PER_SECOND

const Input = z.object({
  ids: z.array(Id).min(1),
  patch: z.object({
    hidden: z.boolean().optional(),
    lag: Micros.refine((lag) => Math.abs(lag) <= LONGEST_LAG, 'a lag is at most 60 s').nullish(),
    lagSource: Take.shape.lagSource.unwrap().nullish(),
    fade: Micros.refine((fade) => fade >= 0, 'a cross-fade is not negative').nullish(),
    position: z.number().optional()
  })
})
type Input = z.infer<typeof Input>

/** Hide or show takes, set their reaction lag, cross-fade or place in the stack. The samples stay as they were rated. */
export const takeSet: Command<Input> = {
  id: 'take-set',
  input: Input,
  title: ({ ids, patch }) => titleOf(patch, counted(ids.length, 'take')),
  apply(rows, { ids, patch }) {
    const found = editableTakes(rows, ids)
    if (!found.ok) return found
    // Without a lag there is nothing to say about where it came from.
    const clean = patch.lag === null ? { ...patch, lagSource: null } : patch
    return ok(found.value.map((take) => updated('take', take, patchOf(clean))))
  }
}

function titleOf(patch: Input['patch'], what: string): string {
  if (patch.hidden !== undefined) return `${patch.hidden ? 'Hide' : 'Show'} ${what}`
  if (patch.lag === null) return `Take the reaction lag of ${what} away`
  if (patch.lag !== undefined)
    return `Set the reaction lag of ${what} to ${(patch.lag / MICROS_PER_SECOND).toFixed(2)} s`
  if (patch.fade !== undefined) return `Change the cross-fade of ${what}`
  return `Change the order of ${what}`
}
