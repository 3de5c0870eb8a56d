import type { NumberCard } from '../../../../../shared/compare/report'
import type { LabelErrors } from '../../../../../shared/contract/analysis/label-errors'
import { confidentLearningMethod } from '../../../../../shared/metrics/confident-learning'
import { wilson } from '../../../../../shared/metrics/proportion-interval'

/** The share of items whose confident guess is another label than the given one, with its card. */
export function doubtCard(answer: LabelErrors): NumberCard {
  const off = answer.counted - diagonalOf(answer)
  const share = wilson.compute(off, answer.counted)
  return {
    id: 'label_errors_share',
    name: 'Labels in doubt',
    value: share.value,
    ...('reason' in share ? { reason: share.reason } : {}),
    ...('interval' in share && share.interval ? { interval: share.interval } : {}),
    definition: `${confidentLearningMethod.definition}; the share beside the diagonal: ${off} of ${answer.counted}`,
    convention: confidentLearningMethod.convention,
    source: confidentLearningMethod.source,
    missingPolicy: confidentLearningMethod.missingPolicy,
    n: answer.counted,
    unit: 'segments',
    leftOut: [
      {
        reason: 'The candidate gave no scores for it.',
        count: answer.withoutScores,
        unit: 'segments' as const
      },
      {
        reason: 'No class reaches its threshold: the model is not sure of anything.',
        count: answer.used - answer.counted,
        unit: 'segments' as const
      }
    ].filter(({ count }) => count > 0)
  }
}

const diagonalOf = ({ labels, joint }: LabelErrors): number =>
  labels.reduce((sum, _, i) => sum + (joint[i * labels.length + i] ?? 0), 0)
