import type { QuestionnaireResponse } from '../domain/study'
import type { Questionnaire, QuestionnaireScore } from './questionnaire'
import { answersOfItem } from './questionnaire'

/** A score of one person's answers. */
export interface ScoreResult {
  readonly id: string
  readonly name: string
  /** null when it is not defined; `reason` says why. */
  readonly value: number | null
  readonly reason?: string
  readonly answered: number
  readonly unanswered: number
  /** Least and most that all items together can give. */
  readonly range: readonly [number, number]
  /** What it is, in words. */
  readonly definition: string
}

/**
 * The scores of answers. A mean is over the answered items; a sum needs all of them, because a sum over fewer items
 * is another quantity. Unanswered items are left out and counted, never taken for the least answer.
 */
export const scoresOf = (
  questionnaire: Questionnaire,
  answers: QuestionnaireResponse['answers']
): readonly ScoreResult[] => questionnaire.scores.map((score) => scoreOf(questionnaire, score, answers))

function scoreOf(
  questionnaire: Questionnaire,
  score: QuestionnaireScore,
  answers: QuestionnaireResponse['answers']
): ScoreResult {
  const numbers: number[] = []
  let [least, most] = [0, 0]
  for (const id of score.items) {
    const item = questionnaire.items.find((candidate) => candidate.id === id)
    if (!item) continue
    const values = answersOfItem(questionnaire, item).map(({ value }) => value)
    const [low, high] = [Math.min(...values), Math.max(...values)]
    least += low
    most += high
    const answer = answers[id]
    if (typeof answer === 'number') numbers.push(item.reversed ? low + high - answer : answer)
  }
  const count = score.items.length
  const unanswered = count - numbers.length
  const sum = numbers.reduce((total, value) => total + value, 0)
  const mean = score.method === 'mean'
  const undefinedSum = !mean && unanswered > 0
  const value = numbers.length === 0 || undefinedSum ? null : mean ? sum / numbers.length : sum
  return {
    id: score.id,
    name: score.name,
    value,
    ...(value === null
      ? {
          reason:
            numbers.length === 0 ? 'no item is answered' : `${unanswered} of ${count} items are not answered`
        }
      : {}),
    answered: numbers.length,
    unanswered,
    range: mean ? [least / count, most / count] : [least, most],
    definition: `${mean ? 'Mean' : 'Sum'} of ${count} items: ${score.items.join(', ')}`
  }
}
