import type { ReactNode } from 'react'
import { resumeRun, useJobs, isActive } from '../../session/jobs'
import { useModels } from '../../session/models'
import { useProject } from '../../session/project'
import { canResume, runName } from '../../session/run-kind'
import { select, useSelection } from '../../session/selection'
import { formatWhen } from '../../ui/format'
import { Section } from '../../ui/section'
import { Row } from './row'
import { useFold } from './use-fold'

/** What models did in this project; a click shows the record in the inspector. */
export function Runs(): ReactNode {
  const [open, setOpen] = useFold('runs')
  const runs = useProject((state) => state.snapshot?.runs) ?? []
  const models = useModels()
  const authors = useProject((state) => state.index.authors)
  const active = useJobs((list) => list).filter(isActive)
  const selected = useSelection((state) => state.runId)
  if (runs.length === 0) return null
  return (
    <Section title="Runs" count={runs.length} open={open} onOpenChange={setOpen}>
      {[...runs]
        .sort((a, b) => b.startedAt.localeCompare(a.startedAt))
        .map((run) => (
          <Row
            key={run.id}
            name={runName(run, models, authors.get(run.authorId)?.name)}
            title={`${run.state}, started ${formatWhen(run.startedAt)}`}
            end={
              <small data-tone={run.state === 'failed' || run.state === 'interrupted' ? 'bad' : undefined}>
                {run.state === 'done' ? formatWhen(run.startedAt) : run.state}
              </small>
            }
            selected={run.id === selected}
            onOpen={() => select({ runId: run.id, segmentIds: [] })}
            menu={() => [
              { title: 'Show its record', run: () => select({ runId: run.id, segmentIds: [] }) },
              {
                title: 'Resume',
                disabled: !canResume(run) || active.some((job) => job.runId === run.id),
                run: () => resumeRun(run.id)
              }
            ]}
          />
        ))}
    </Section>
  )
}
