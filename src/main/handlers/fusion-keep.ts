import { createHash } from 'node:crypto'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Run, SchemeRow } from '../../shared/domain/rows'
import type { FusionQuery } from '../../shared/contract/fusion'
import type { BundleRule } from '../../shared/fusion/bundled-segments'
import type { StackHead } from '../../shared/fusion/stack-head'
import type { RunVariant } from '../../shared/variants/run-variant'
import { loadSchemes } from '../store'
import type { Project } from '../store'
import type { HandlerContext } from './context'
import { fusionPlaces } from './fusion-places'
import type { FusionFrame } from './fusion-places'
import { tellChanged } from './with-project'

/** What a fusion is kept as. */
export interface KeptFusion {
  /** Runs of one id belong to one author. */
  readonly modelId: string
  readonly modelName: string
  /** Hash of the manifest it comes from; absent: made in the window. */
  readonly manifestHash?: string
  /** Scheme of the target, where the project may lack it. */
  readonly scheme?: SchemeRow
  /** One-label models shown as one: the label of each member, and when it is given. */
  readonly bundle?: BundleRule & { readonly says: readonly string[] }
  /** Of a fusion that was asked for with some of its members only. */
  readonly variant?: RunVariant
}

/** Write a fusion down as a run with an author: a job, of which this answers the start. */
export function keepFusion(
  context: HandlerContext,
  project: Project,
  query: FusionQuery,
  frame: FusionFrame,
  head: StackHead | undefined,
  kept: KeptFusion
): Result<{ readonly jobId: string; readonly runId: string }> {
  const { plan } = query
  const scheme = kept.scheme ?? project.get('scheme', plan.target.schemeId)
  if (!scheme) return fail('unknown-scheme', 'The labels to fuse in are not part of the project any more.')
  const compound = plan.ruleTarget && schemeOf(context, project, plan.ruleTarget.schemeId)
  const created = project.createRun({
    modelId: kept.modelId,
    modelName: kept.modelName,
    scheme,
    attributeId: plan.target.attributeId,
    ...(compound && plan.ruleTarget
      ? { outputs: [{ outputId: COMPOUND, scheme: compound, attributeId: plan.ruleTarget.attributeId }] }
      : {}),
    manifestHash: kept.manifestHash ?? createHash('sha256').update(JSON.stringify(plan)).digest('hex'),
    weightsHash: '',
    runtimeVersion: '',
    providerAsked: 'none',
    options: {
      fusion: plan,
      recordingIds: frame.recordings.map(({ id }) => id),
      ...(kept.variant ? { variant: kept.variant } : {}),
      ...(head && plan.stack ? { fittedOn: plan.stack.fitOn.name, fittedMoments: head.n } : {})
    },
    itemsTotal: frame.recordings.length
  })
  tellChanged(context, created)
  return ok({
    runId: created.run.id,
    jobId: start(context, project, query, frame, head, created.run, kept)
  })
}

/** Output of the run that holds compound labels. */
const COMPOUND = 'compound'

const schemeOf = (context: HandlerContext, project: Project, id: string): SchemeRow | undefined =>
  project.get('scheme', id) ?? loadSchemes(context.paths.schemes).find((scheme) => scheme.id === id)

function start(
  context: HandlerContext,
  project: Project,
  { plan }: FusionQuery,
  frame: FusionFrame,
  head: StackHead | undefined,
  run: Run,
  { modelName: name, bundle }: KeptFusion
): string {
  const update = (patch: Partial<Pick<Run, 'state' | 'finishedAt' | 'note'>>): void => {
    if (context.open.project === project) tellChanged(context, project.updateRun(run.id, patch))
  }
  update({ state: 'queued' })
  return context.board.start({
    kind: 'fuse',
    title: `${name}, ${frame.recordings.length === 1 ? frame.recordings[0]?.name : `${frame.recordings.length} recordings`}`,
    runId: run.id,
    lane: 'compute',
    spec() {
      if (context.open.project !== project) return undefined
      update({ state: 'running' })
      return {
        kind: 'fuse',
        plan,
        labels: frame.labels,
        names: frame.names,
        recordings: frame.recordings.length,
        compound: plan.ruleTarget ? COMPOUND : undefined,
        head,
        bundle
      }
    },
    *parts() {
      for (const place of fusionPlaces(project, plan, frame))
        yield place && ({ kind: 'fusion-place', place } as const)
    },
    batch(content) {
      if (content.kind !== 'predicted' || context.open.project !== project) return
      tellChanged(context, project.commitPredicted(run.id, content))
    },
    ended(outcome) {
      update({
        state: outcome.state,
        ...(outcome.state === 'failed' ? { note: outcome.problem.message } : {}),
        finishedAt: new Date().toISOString()
      })
    }
  })
}
