import { z } from 'zod'
import { ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command } from './command'
import { updated } from './rules/row-change'

const Input = z.object({ ids: z.array(Id).min(1) })

/** Put recordings in this order, first to last; those not named follow in their old order. */
export const recordingOrder: Command<z.infer<typeof Input>> = {
  id: 'recording-order',
  input: Input,
  title: () => 'Sort the recordings',
  apply(rows, { ids }) {
    const wanted = new Map([...new Set(ids)].map((id, index) => [id, index]))
    const rank = (id: string): number => wanted.get(id) ?? Infinity
    const sorted = [...rows.all('recording')].sort((a, b) => {
      const [left, right] = [rank(a.id), rank(b.id)]
      return left === right ? a.position - b.position : left - right
    })
    return ok(
      sorted.flatMap((row, index) =>
        row.position === index + 1 ? [] : [updated('recording', row, { position: index + 1 })]
      )
    )
  }
}
