import type { ReactNode } from 'react'
import type { QuestionnaireResponse } from '../../../shared/domain/study'
import type { Questionnaire } from '../../../shared/questionnaires/questionnaire'
import { scoresOf, type ScoreResult } from '../../../shared/questionnaires/score'
import { copyText } from '../../session/copy-text'
import { NumberCard, type NumberCardContent } from '../../ui/number-card'

/** The scores of a sheet, each with its definition. */
export function Scores({
  questionnaire,
  answers
}: {
  readonly questionnaire: Questionnaire
  readonly answers: QuestionnaireResponse['answers']
}): ReactNode {
  const scores = scoresOf(questionnaire, answers)
  if (scores.length === 0) return null
  return (
    <div className="sheet-scores" role="group" aria-label="Scores">
      {scores.map((score) => (
        <NumberCard
          key={score.id}
          card={cardOf(questionnaire, score)}
          digits={Number.isInteger(score.value) ? 0 : 2}
          onCopy={copyText}
        />
      ))}
    </div>
  )
}

const cardOf = (questionnaire: Questionnaire, score: ScoreResult): NumberCardContent => ({
  name: score.name,
  value: score.value,
  reason: score.reason,
  definition: `${score.definition}. From ${score.range[0]} to ${score.range[1]}.`,
  convention: 'Reversed items are turned round first: least plus most, less the answer.',
  source: questionnaire.source,
  missingPolicy:
    'Unanswered items are left out and counted. A mean is over the answered items; a sum needs all of them.',
  n: score.answered,
  unit: 'items',
  leftOut: score.unanswered > 0 ? [{ reason: 'not answered', count: score.unanswered, unit: 'items' }] : []
})
