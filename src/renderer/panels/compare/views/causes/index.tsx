import { Spline } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CallInput } from '../../../../../shared/contract'
import { useAnswer } from '../../../../session/use-answer'
import { AnswerView } from '../../../../ui/answer-view'
import { ReportSkeleton } from '../../report-view'
import type { PairViewProps } from '../view'
import { CausesBody } from './body'
import '../view-count.css'
import './causes.css'

/** Emotions with the turns that caused them: pairs and spans that two authors linked. */
export default function CausesView({ query, referenceName, candidateName }: PairViewProps): ReactNode {
  const { shown, problem, loading } = useAnswer('analysis.causes', query, authorsOfAsked)
  return (
    <AnswerView
      shown={shown}
      loading={loading}
      problem={problem}
      icon={<Spline size={20} />}
      skeleton={<ReportSkeleton />}
    >
      {({ value }) => (
        <CausesBody
          query={query}
          answer={value}
          referenceName={referenceName}
          candidateName={candidateName}
        />
      )}
    </AnswerView>
  )
}

const authorsOfAsked = (query: CallInput<'analysis.causes'>): readonly string[] => [
  query.referenceAuthorId,
  query.candidateAuthorId
]
