import { fail } from '../domain/problem'
import type { Result } from '../domain/problem'
import { answersOfItem, type Questionnaire } from './questionnaire'

/** Why an answer does not fit its item; undefined when it does. */
export function wrongAnswer(
  questionnaire: Questionnaire,
  id: string,
  answer: number | string
): Result<never> | undefined {
  const item = questionnaire.items.find((candidate) => candidate.id === id)
  if (!item)
    return fail(
      'questionnaire.item',
      `"${questionnaire.name}" has no item "${id}".`,
      `It has: ${questionnaire.items.map((known) => known.id).join(', ')}.`
    )
  if (item.kind === 'text')
    return typeof answer === 'string'
      ? undefined
      : fail('questionnaire.answer', `"${item.text}" asks for words.`)
  if (item.kind === 'choice')
    return item.choices?.some((choice) => choice.id === answer)
      ? undefined
      : fail(
          'questionnaire.answer',
          `"${item.text}" has no choice "${answer}".`,
          `It has: ${item.choices?.map((choice) => choice.id).join(', ')}.`
        )
  const answers = answersOfItem(questionnaire, item)
  return answers.some(({ value }) => value === answer)
    ? undefined
    : fail(
        'questionnaire.answer',
        `"${item.text}" has no answer ${answer}.`,
        `It has: ${answers.map(({ value }) => value).join(', ')}.`
      )
}
