import { MessageSquareText } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { CallInput } from '../../../../../shared/contract'
import { useAnswer } from '../../../../session/use-answer'
import { AnswerView } from '../../../../ui/answer-view'
import { ReportSkeleton } from '../../report-view'
import type { PairViewProps } from '../view'
import { OpenWordsBody } from './body'
import '../view-count.css'
import './open-vocabulary.css'

/** Free words of two authors, grouped on wheels of emotion. */
export default function OpenVocabularyView({
  query,
  referenceName,
  candidateName
}: PairViewProps): ReactNode {
  const [unknownStand, setUnknownStand] = useState(false)
  const items = useMemo(() => ({ ...query, mode: 'segments' as const }), [query])
  const asked = useMemo(() => ({ ...items, settings: { unknownStand } }), [items, unknownStand])
  const { shown, problem, loading } = useAnswer('analysis.openWords', asked, authorsOfAsked)
  return (
    <AnswerView
      shown={shown}
      loading={loading}
      problem={problem}
      icon={<MessageSquareText size={20} />}
      skeleton={<ReportSkeleton />}
    >
      {({ value }) => (
        <OpenWordsBody
          query={items}
          answer={value}
          unknownStand={unknownStand}
          onUnknownStand={setUnknownStand}
          referenceName={referenceName}
          candidateName={candidateName}
        />
      )}
    </AnswerView>
  )
}

const authorsOfAsked = (query: CallInput<'analysis.openWords'>): readonly string[] => [
  query.referenceAuthorId,
  query.candidateAuthorId
]
