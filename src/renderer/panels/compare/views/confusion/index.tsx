import { GitCompareArrows } from 'lucide-react'
import type { ReactNode } from 'react'
import { useAnswer } from '../../../../session/use-answer'
import { AnswerView } from '../../../../ui/answer-view'
import { authorsOf, useCellView } from '../../choice'
import { ReportSkeleton, ReportView } from '../../report-view'
import type { PairViewProps } from '../view'

/** Labels of a model at work show soon, milliseconds. */
const REST_MS = 30

/** Which labels are taken for which, with every score. */
export default function ConfusionView({ query }: PairViewProps): ReactNode {
  const { shown, problem, loading } = useAnswer('compare.report', query, authorsOf, REST_MS)
  const cells = useCellView()
  return (
    <AnswerView
      shown={shown}
      loading={loading}
      problem={problem}
      icon={<GitCompareArrows size={20} />}
      skeleton={<ReportSkeleton />}
    >
      {(shown) => <ReportView query={shown.query} report={shown.value} view={cells} />}
    </AnswerView>
  )
}
