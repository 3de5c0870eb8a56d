import { CircleAlert, CircleCheck, FolderOpen, Info, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { clearProblems, dismissProblem, useProblems } from '../../session/problems'
import { showInFolder } from '../../session/show-in-folder'
import { Button, IconButton } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { baseName, formatWhen } from '../../ui/format'
import { PanelHead } from '../../ui/panel-head'
import './problems.css'

/** What went wrong with which file, and what to do about it. */
export default function Problems(): ReactNode {
  const problems = useProblems((list) => list)
  return (
    <div className="panel">
      <PanelHead>
        <Button size="small" disabled={problems.length === 0} onClick={() => void clearProblems()}>
          Dismiss all
        </Button>
      </PanelHead>
      {problems.length === 0 ? (
        <Empty icon={<CircleCheck size={20} />} title="No problems">
          When a file cannot be read or a job fails, it is listed here with what to do. Nothing else stops.
        </Empty>
      ) : (
        <ul className="panel-body problems">
          {[...problems]
            .sort((a, b) => b.at.localeCompare(a.at))
            .map((problem) => (
              <li key={problem.id} data-severity={problem.severity}>
                <Mark severity={problem.severity} />
                <div className="grow selectable">
                  {problem.file && (
                    <div className="problem-file truncate" title={problem.file}>
                      {baseName(problem.file)}
                    </div>
                  )}
                  <div>{problem.message}</div>
                  {problem.hint && <div className="muted">{problem.hint}</div>}
                </div>
                <time className="faint">{formatWhen(problem.at)}</time>
                {problem.file && (
                  <Button size="small" onClick={() => showInFolder(problem.file ?? '')}>
                    <FolderOpen size={13} /> Show in folder
                  </Button>
                )}
                <IconButton label="Dismiss" size="small" onClick={() => void dismissProblem(problem.id)}>
                  <X size={14} />
                </IconButton>
              </li>
            ))}
        </ul>
      )}
    </div>
  )
}

function Mark({ severity }: { severity: 'error' | 'warning' | 'info' }): ReactNode {
  if (severity === 'error') return <CircleAlert size={15} color="var(--bad)" aria-label="Error" />
  if (severity === 'warning') return <TriangleAlert size={15} color="var(--warn)" aria-label="Warning" />
  return <Info size={15} color="var(--muted)" aria-label="Note" />
}
