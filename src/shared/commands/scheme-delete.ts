import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command } from './command'
import { deleted } from './rules/row-change'
import { counted } from './rules/segment-content'

const Input = z.object({ id: Id })

/** Take a label scheme out of the project. Refused while tracks or answers use it. */
export const schemeDelete: Command<z.infer<typeof Input>> = {
  id: 'scheme-delete',
  input: Input,
  title: ({ id }) => `Delete the scheme "${id}"`,
  apply(rows, { id }) {
    const scheme = rows.get('scheme', id)
    if (!scheme) return fail('scheme.unknown', `The project has no label scheme "${id}".`)
    const uses = rows.all('track').filter((track) => track.schemeId === id).length
    if (uses > 0)
      return fail(
        'scheme.in-use',
        `The scheme "${scheme.name}" is used by ${counted(uses, 'track')}.`,
        'Delete those tracks first.'
      )
    const answers = rows.all('response').filter((response) => response.questionnaireId === id).length
    if (answers > 0)
      return fail(
        'scheme.in-use',
        `The questionnaire "${scheme.name}" has ${counted(answers, 'answer')}.`,
        'Delete those answers first, with “Questionnaires…” in the palette.'
      )
    return ok([deleted('scheme', scheme)])
  }
}
