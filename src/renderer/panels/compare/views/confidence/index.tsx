import { Gauge } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useMemo } from 'react'
import type { CallInput } from '../../../../../shared/contract'
import { useProject } from '../../../../session/project'
import { useAnswer } from '../../../../session/use-answer'
import { AnswerView } from '../../../../ui/answer-view'
import { ReportSkeleton } from '../../report-view'
import type { PairViewProps } from '../view'
import { ConfidenceBody } from './body'
import { recallSettings, useSettings } from './choice'
import './confidence.css'

/** Whether the candidate knows when it is wrong: reliability, temperature, risk over coverage, doubt beside people's. */
export default function ConfidenceView({ query, referenceName, candidateName }: PairViewProps): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void recallSettings(), [projectId])
  const settings = useSettings()
  // Confidence is about items; of stretches of time nobody is more or less sure.
  const items = useMemo(() => ({ ...query, mode: 'segments' as const }), [query])
  const asked = useMemo(() => ({ ...items, settings }), [items, settings])
  const { shown, problem, loading } = useAnswer('analysis.confidence', asked, authorsOfAsked)
  return (
    <AnswerView
      shown={shown}
      loading={loading}
      problem={problem}
      icon={<Gauge size={20} />}
      skeleton={<ReportSkeleton />}
    >
      {({ value }) => (
        <ConfidenceBody
          query={items}
          answer={value}
          settings={settings}
          referenceName={referenceName}
          candidateName={candidateName}
          inSeconds={query.mode === 'seconds'}
        />
      )}
    </AnswerView>
  )
}

const authorsOfAsked = (query: CallInput<'analysis.confidence'>): readonly string[] => [
  query.referenceAuthorId,
  query.candidateAuthorId
]
