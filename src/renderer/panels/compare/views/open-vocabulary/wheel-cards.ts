import type { NumberCard } from '../../../../../shared/compare/report'
import type { OpenWordsAnswer } from '../../../../../shared/contract/open-vocabulary'
import { emotionWheelsMethod } from '../../../../../shared/metrics/emotion-wheels'

/** Means over the wheels, level by level: wheels whose names end in "level 1", in "level 2", and the others. */
export function meanCards(answer: OpenWordsAnswer, unknownStand: boolean): readonly NumberCard[] {
  const levels = Map.groupBy(answer.wheels, ({ wheel }) => /level \d+$/.exec(wheel)?.[0] ?? '')
  return [...levels].flatMap(([level, wheels]) =>
    (
      [
        ['f', 'F'],
        ['precision', 'Precision'],
        ['recall', 'Recall']
      ] as const
    ).map(([key, name]): NumberCard => {
      const known = wheels.flatMap((wheel) => wheel[key] ?? [])
      const count = wheels.length
      return {
        id: `open_vocabulary_${key}_${level}`,
        name: level === '' ? name : `${name}, ${level}`,
        value: known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) / known.length,
        ...(known.length === 0 ? { reason: 'No word of the reference has a group.' } : {}),
        definition: emotionWheelsMethod.definition,
        convention: `${count === 1 ? 'One wheel.' : `Mean over ${count} wheels; F is that of the two means of each wheel.`} A word goes through its forms and synonyms; of these in the order of the alphabet the first that stands on the wheel tells the group. Words without a group ${unknownStand ? 'stand for themselves' : 'are dropped'}. An item without a candidate’s group counts 0 and 0.`,
        source: emotionWheelsMethod.source,
        missingPolicy: emotionWheelsMethod.missingPolicy,
        n: Math.max(0, ...wheels.map(({ scored }) => scored)),
        unit: 'segments',
        leftOut: answer.leftOut
      }
    })
  )
}
