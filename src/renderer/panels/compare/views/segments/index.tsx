import { AlignHorizontalDistributeCenter } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useMemo } from 'react'
import { recallSegments, useSegmentsChoice } from '../../../../session/compare-segments'
import { useProject } from '../../../../session/project'
import { useAnswer } from '../../../../session/use-answer'
import { AnswerView } from '../../../../ui/answer-view'
import { authorsOf } from '../../choice'
import { QueueFoot } from '../../queue-foot'
import { ReportSkeleton } from '../../report-view'
import type { PairViewProps } from '../view'
import { SegmentsBody } from './body'
import './segments.css'

/** Where boundaries lie, what was missed and what was made up. */
export default function SegmentsView({ query, referenceName, candidateName }: PairViewProps): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void recallSegments(), [projectId])
  const settings = useSegmentsChoice()
  const asked = useMemo(() => ({ ...query, settings }), [query, settings])
  const names = useMemo(() => [referenceName, candidateName] as const, [referenceName, candidateName])
  const { shown, problem, loading } = useAnswer('analysis.segments', asked, authorsOf)
  return (
    <>
      <AnswerView
        shown={shown}
        loading={loading}
        problem={problem}
        icon={<AlignHorizontalDistributeCenter size={20} />}
        skeleton={<ReportSkeleton />}
      >
        {(shown) => <SegmentsBody query={shown.query} report={shown.value} names={names} />}
      </AnswerView>
      <QueueFoot />
    </>
  )
}
