import { RotateCw, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { baseModelId } from '../../../shared/variants/variant-model-id'
import type { Run } from '../../../shared/domain/rows'
import { isActive, resumeRun, useJobs } from '../../session/jobs'
import { useModels } from '../../session/models'
import { providerName } from '../../session/provider-note'
import { authorOf } from '../../session/project'
import { canResume, runName } from '../../session/run-kind'
import { select } from '../../session/selection'
import { Button, IconButton } from '../../ui/button'
import { Badge } from '../../ui/chip'
import { formatCount, formatWhen } from '../../ui/format'
import { RunMade } from './run-made'

/** The record of a run: what was asked, what was got, from which weights, and where the time went. */
export function RunRecord({ run }: { run: Run }): ReactNode {
  const model = useModels()?.find((candidate) => candidate.id === baseModelId(run.modelId))
  const active = useJobs((list) => list.some((job) => job.runId === run.id && isActive(job)))
  const stages = Object.entries(run.timings)
  const total = stages.reduce((sum, [, seconds]) => sum + seconds, 0)
  const resumable = !active && canResume(run)
  return (
    <>
      <section>
        <header className="inspector-head">
          <h3 className="truncate">Run of {runName(run, model && [model], authorOf(run.authorId)?.name)}</h3>
          <IconButton label="Close the record" size="small" onClick={() => select({ runId: undefined })}>
            <X size={14} />
          </IconButton>
        </header>
        <div className="kv">
          <span>State</span>
          <b className="plain">
            <Badge
              tone={
                run.state === 'done'
                  ? 'good'
                  : run.state === 'failed' || run.state === 'interrupted'
                    ? 'bad'
                    : undefined
              }
            >
              {run.state}
            </Badge>
          </b>
          <span>Started</span>
          <b className="plain">{formatWhen(run.startedAt)}</b>
          <span>Items</span>
          <b>
            {formatCount(run.itemsDone)} of {formatCount(run.itemsTotal)}
          </b>
          {run.providerAsked !== 'none' && (
            <>
              <span>Asked for</span>
              <b className="plain">{providerName(run.providerAsked)}</b>
              <span>Got</span>
              <b className="plain">{run.providerGot ? providerName(run.providerGot) : 'not opened yet'}</b>
              <span>Runtime</span>
              <b>{run.runtimeVersion}</b>
            </>
          )}
        </div>
        {run.note && <p className="note">{run.note}</p>}
        {resumable && (
          <Button size="small" onClick={() => resumeRun(run.id)}>
            <RotateCw size={13} /> Resume
          </Button>
        )}
      </section>
      <RunMade run={run} />
      <section>
        <h3>From</h3>
        <div className="kv selectable">
          <span>Manifest</span>
          <b title={run.manifestHash}>{run.manifestHash.slice(0, 16)}</b>
          <span>Weights</span>
          <b title={run.weightsHash}>{run.weightsHash.slice(0, 16)}</b>
          {Object.entries(run.options)
            .filter(([, value]) => value !== undefined && value !== null && typeof value !== 'object')
            .map(([name, value]) => (
              <Option key={name} name={name} value={String(value)} />
            ))}
        </div>
      </section>
      {stages.length > 0 && (
        <section>
          <h3>Time spent, {total.toFixed(1)} s</h3>
          {stages.map(([stage, seconds]) => (
            <div key={stage} className="score">
              <span className="truncate">{stage}</span>
              <span className="score-bar">
                <i
                  style={{
                    width: `${total > 0 ? (100 * seconds) / total : 0}%`,
                    background: 'var(--accent)'
                  }}
                />
              </span>
              <span>{seconds.toFixed(1)}</span>
            </div>
          ))}
        </section>
      )}
    </>
  )
}

const OPTIONS: Readonly<Record<string, string>> = {
  rateHz: 'Rate, Hz',
  mode: 'Units',
  windowSeconds: 'Window, s',
  hopSeconds: 'Hop, s',
  trackId: 'Track'
}
const Option = ({ name, value }: { name: string; value: string }): ReactNode => (
  <>
    <span>{OPTIONS[name] ?? name}</span>
    <b>{value}</b>
  </>
)
