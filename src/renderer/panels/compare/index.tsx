import { GitCompareArrows } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { runAction } from '../../session/actions'
import { fixByDigitHere } from '../../session/fix-label'
import { useProject } from '../../session/project'
import { useAnswer } from '../../session/use-answer'
import { AnswerView } from '../../ui/answer-view'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { authorsOf, recallChoice, useChoice } from './choice'
import { ReportSkeleton, ReportView } from './report-view'
import { Toolbar } from './toolbar'
import './compare.css'

/** Labels of a model at work show soon, milliseconds. */
const REST_MS = 30

/** Compare any two authors, human or model: where they differ, by how much, and the moments themselves. */
export default function ComparePanel(): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void recallChoice(), [projectId])
  const { choice, entries, pair, query } = useChoice()
  const { shown, problem, loading } = useAnswer('compare.report', query, authorsOf, REST_MS)

  if (!pair)
    return (
      <section className="panel compare">
        <Empty
          icon={<GitCompareArrows size={20} />}
          title="Two authors make a comparison"
          action={
            <Button tone="primary" onClick={() => runAction('model.run')}>
              Run a model…
            </Button>
          }
        >
          {entries.some((entry) => entry.labelled > 0)
            ? `So far only ${entries.find((entry) => entry.labelled > 0)?.author.name} has labels. Run a model, or let a second person label, and see where the two differ.`
            : 'Label something, run a model, or import labels: here you see where two authors differ, and play exactly those moments.'}
        </Empty>
      </section>
    )
  return (
    <section className="panel compare" onKeyDown={fixByDigitHere} aria-busy={loading}>
      <Toolbar choice={choice} entries={entries} pair={pair} />
      <AnswerView
        shown={shown}
        loading={loading}
        problem={problem}
        icon={<GitCompareArrows size={20} />}
        skeleton={<ReportSkeleton />}
      >
        {(shown) => <ReportView query={shown.query} report={shown.value} view={choice.view} />}
      </AnswerView>
    </section>
  )
}
