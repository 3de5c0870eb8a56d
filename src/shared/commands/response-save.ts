import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import { QuestionnaireResponse } from '../domain/study'
import { questionnaireOf } from '../questionnaires/find-questionnaire'
import { wrongAnswer } from '../questionnaires/wrong-answer'
import type { Command } from './command'
import { created, updated } from './rules/row-change'

const Input = z.object({
  id: Id.optional(),
  questionnaireId: z.string(),
  recordingId: Id.optional(),
  personId: Id.optional(),
  /** Absent: the author of the edit. */
  authorId: Id.optional(),
  /** When it was given, ISO 8601, UTC. */
  at: z.string(),
  /** All answers; an item that is not named is unanswered. */
  answers: QuestionnaireResponse.shape.answers,
  note: z.string().optional()
})

/**
 * Give or change the answers to a questionnaire. Without an id the author's answers about the same recording and
 * person are changed where there are some. Refused where the questionnaire has no such item or answer.
 */
export const responseSave: Command<z.infer<typeof Input>> = {
  id: 'response-save',
  input: Input,
  title: ({ questionnaireId }) => `Answer the questionnaire "${questionnaireId}"`,
  apply(rows, input, context) {
    const authorId = input.authorId ?? context.authorId
    const questionnaire = questionnaireOf(input.questionnaireId, rows.all('scheme'))
    if (!questionnaire)
      return fail(
        'questionnaire.unknown',
        `The project has no questionnaire "${input.questionnaireId}".`,
        'Add its scheme to the project first.'
      )
    if (!rows.get('author', authorId))
      return fail('author.unknown', 'The answers need an annotator that exists.', 'Choose or add one first.')
    if (input.recordingId !== undefined && !rows.get('recording', input.recordingId))
      return fail('recording.gone', 'The recording does not exist any more.')
    if (input.personId !== undefined && !rows.get('person', input.personId))
      return fail('person.unknown', 'The person does not exist any more.')
    for (const [item, answer] of Object.entries(input.answers)) {
      const wrong = wrongAnswer(questionnaire, item, answer)
      if (wrong) return wrong
    }
    const before =
      (input.id === undefined ? undefined : rows.get('response', input.id)) ??
      rows
        .all('response')
        .find(
          (row) =>
            input.id === undefined &&
            row.questionnaireId === input.questionnaireId &&
            row.recordingId === input.recordingId &&
            row.personId === input.personId &&
            row.authorId === authorId
        )
    const fields = { answers: input.answers, note: input.note, at: input.at }
    if (before) return ok([updated('response', before, fields)])
    return ok([
      created('response', {
        ...fields,
        id: input.id ?? context.newId(),
        questionnaireId: input.questionnaireId,
        recordingId: input.recordingId,
        personId: input.personId,
        authorId
      })
    ])
  }
}
