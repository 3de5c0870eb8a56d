import { Spline } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { runAction } from '../../../../session/actions'
import { recallCompareTraces, sourceAuthors, useTracePair } from '../../../../session/compare-traces'
import { useProject } from '../../../../session/project'
import { useAnswer } from '../../../../session/use-answer'
import { AnswerView } from '../../../../ui/answer-view'
import { Button } from '../../../../ui/button'
import { Empty } from '../../../../ui/empty'
import { ReportSkeleton } from '../../report-view'
import { TracesBody } from './body'
import { TracesToolbar } from './toolbar'
import './traces.css'

/** Continuous ratings of two sources: how far they agree, at which delay, and where they part. */
export default function TracesView(): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void recallCompareTraces(), [projectId])
  const question = useTracePair()
  const { pair, query, entries } = question
  const { shown, problem, loading } = useAnswer('analysis.traces', query, sourceAuthors)
  if (!pair || !query)
    return (
      <Empty
        icon={<Spline size={20} />}
        title="Two sources of values make a comparison of traces"
        action={
          <Button tone="primary" onClick={() => runAction('model.run')}>
            Run a model…
          </Button>
        }
      >
        {entries[0]
          ? `So far only ${entries[0].author.name} has values (${entries[0].title}). Rate a second time, or run a model that gives traces.`
          : 'Rate valence or arousal while you watch, import ratings, or run a model that gives traces: here you see how far two of them follow each other, and play the moments where they part.'}
      </Empty>
    )
  return (
    <>
      <TracesToolbar {...question} pair={pair} />
      <AnswerView
        shown={shown}
        loading={loading}
        problem={problem}
        icon={<Spline size={20} />}
        skeleton={<ReportSkeleton />}
      >
        {(shown) => (
          <TracesBody query={shown.query} report={shown.value} pair={pair} choice={question.choice} />
        )}
      </AnswerView>
    </>
  )
}
