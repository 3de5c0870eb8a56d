import { Tags } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useMemo } from 'react'
import type { CallInput } from '../../../../../shared/contract'
import { useProject } from '../../../../session/project'
import { useAnswer } from '../../../../session/use-answer'
import { AnswerView } from '../../../../ui/answer-view'
import { ReportSkeleton } from '../../report-view'
import type { PairViewProps } from '../view'
import { LabelSetsBody } from './body'
import { recallSettings, useSettings } from './choice'
import '../view-count.css'
import './multi-label.css'

/** Several labels, their intensities or shares: thresholds, curves, and labels that go together. */
export default function MultiLabelView({ query, referenceName, candidateName }: PairViewProps): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void recallSettings(), [projectId])
  const settings = useSettings()
  const items = useMemo(() => ({ ...query, mode: 'segments' as const }), [query])
  const asked = useMemo(() => ({ ...items, settings }), [items, settings])
  const { shown, problem, loading } = useAnswer('analysis.labelSets', asked, authorsOfAsked)
  return (
    <AnswerView
      shown={shown}
      loading={loading}
      problem={problem}
      icon={<Tags size={20} />}
      skeleton={<ReportSkeleton />}
    >
      {({ value }) => (
        <LabelSetsBody
          query={items}
          answer={value}
          settings={settings}
          referenceName={referenceName}
          candidateName={candidateName}
        />
      )}
    </AnswerView>
  )
}

const authorsOfAsked = (query: CallInput<'analysis.labelSets'>): readonly string[] => [
  query.referenceAuthorId,
  query.candidateAuthorId
]
