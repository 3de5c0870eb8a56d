import { z } from 'zod'
import { ok } from '../domain/problem'
import { Montage } from '../signal/montage'
import type { Command } from './command'
import { created, updated } from './rules/row-change'

const Input = z.object({ montage: Montage })

/** Keep a montage with the project; one of the same name is replaced. */
export const montageSave: Command<z.infer<typeof Input>> = {
  id: 'montage-save',
  input: Input,
  title: ({ montage }) => `Keep the montage "${montage.name}"`,
  apply(rows, { montage }, context) {
    const before = rows.all('montage').find(({ name }) => name === montage.name)
    return ok([
      before
        ? updated('montage', before, { document: montage })
        : created('montage', { id: context.newId(), name: montage.name, document: montage })
    ])
  }
}
