import { GitCompareArrows } from 'lucide-react'
import type { ReactNode } from 'react'
import { Suspense, useEffect } from 'react'
import { runAction } from '../../session/actions'
import { recallCompareView, useCompareView } from '../../session/compare-views'
import { fixByDigitHere } from '../../session/fix-label'
import { useProject } from '../../session/project'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { recallChoice, useChoice } from './choice'
import { ReportSkeleton } from './report-view'
import { Toolbar } from './toolbar'
import { Reading } from './reading'
import { ViewList } from './view-list'
import { views } from './views'
import './compare.css'

/** Compare any authors, human or model: where they differ, by how much, why, and the moments themselves. */
export default function ComparePanel(): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => {
    void recallChoice()
    void recallCompareView()
  }, [projectId])
  const view = useCompareView()
  return (
    <section className="panel compare" onKeyDown={fixByDigitHere}>
      <ViewList view={view} />
      <div className="compare-view">
        <Reading />
        <Suspense fallback={<ReportSkeleton />}>
          <Shown key={view} />
        </Suspense>
      </div>
    </section>
  )
}

/** The chosen view, below what it is about. */
function Shown(): ReactNode {
  const { choice, entries, pair, query } = useChoice()
  const authors = useProject((state) => state.index.authors)
  const view = views[useCompareView()]
  if (view.about === 'project') return <view.component query={query} />
  if (!pair || !query)
    return (
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
    )
  const name = (id: string): string => authors.get(id)?.name ?? 'Gone'
  return (
    <>
      <Toolbar choice={choice} entries={entries} pair={pair} />
      <view.component
        query={query}
        referenceName={name(pair.reference)}
        candidateName={name(pair.candidate)}
      />
    </>
  )
}
