import type { QuestionnaireResponse } from '../../../shared/domain/study'
import { questionnaireOf } from '../../../shared/questionnaires/find-questionnaire'
import { scoresOf } from '../../../shared/questionnaires/score'
import type { Column } from './column'
import type { Cell } from './csv'
import type { DatasetIndex } from './dataset-index'

/** Columns of the long table of answers to questionnaires: a row for each item, answered or not, and each score. */
export const responseColumns: readonly Column[] = [
  { name: 'questionnaire', unit: '', meaning: 'id of the questionnaire' },
  { name: 'recording', unit: '', meaning: 'recording that it is about; empty: none' },
  { name: 'person', unit: '', meaning: 'person that it is about; empty: nobody in particular' },
  { name: 'author', unit: '', meaning: 'who answered' },
  { name: 'at', unit: 'UTC', meaning: 'when it was last answered' },
  { name: 'kind', unit: '', meaning: 'item: an answer as given; score: a number made of several' },
  { name: 'key', unit: '', meaning: 'id of the item or score' },
  {
    name: 'value',
    unit: 'of the questionnaire',
    meaning: 'answer; empty: not answered, or a score that is not defined'
  },
  { name: 'unanswered', unit: 'items', meaning: 'scores only: items that were left out' },
  { name: 'definition', unit: '', meaning: 'scores only: how the number is made' },
  { name: 'response_id', unit: '', meaning: 'id in the project' }
]

export const responsesIn = (index: DatasetIndex): readonly QuestionnaireResponse[] =>
  index.dataset.responses ?? []

/** Rows of one sheet: its items in order, then its scores. */
export function responseCells(
  response: QuestionnaireResponse,
  index: DatasetIndex
): readonly (readonly Cell[])[] {
  const questionnaire = questionnaireOf(response.questionnaireId, index.dataset.schemes)
  const common = [
    response.questionnaireId,
    index.recording(response.recordingId ?? '')?.name,
    index.person(response.personId)?.name,
    index.author(response.authorId)?.name,
    response.at
  ]
  const items = questionnaire?.items.map(({ id }) => id) ?? Object.keys(response.answers)
  const scores = questionnaire ? scoresOf(questionnaire, response.answers) : []
  return [
    ...items.map((id) => [...common, 'item', id, response.answers[id], undefined, undefined, response.id]),
    ...scores.map((score) => [
      ...common,
      'score',
      score.id,
      score.value ?? undefined,
      score.unanswered,
      score.definition,
      response.id
    ])
  ]
}
