import type { ExplainQuery } from '../../shared/contract/explain'
import { fail, ok, type Result } from '../../shared/domain/problem'
import type { InputChange } from '../../shared/explain/explained'
import type { JobResult } from '../engine/protocol'
import { loadSchemes } from '../store'
import type { Project } from '../store'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { endOfJob } from './end-of-job'
import { faceMeant } from './face-meant'
import { usableModel } from './model-list'
import { itemToLookAt } from './prediction-items'
import { withProject } from './with-project'

/** Why models answer as they do, and what they would answer. */
export function explainHandlers(context: HandlerContext): Area<'model.explain' | 'model.change'> {
  return {
    'model.explain': (query) =>
      withProject(context, async (project) => {
        const made = await look(context, project, query)
        if (!made.ok) return made
        return ok(made.value?.kind === 'explained' ? made.value.explained : null)
      }),
    'model.change': ({ changes, ...query }) =>
      withProject(context, async (project) => {
        const made = await look(context, project, query, changes)
        if (!made.ok) return made
        if (made.value?.kind !== 'changed') return ok(null)
        const { labels, before, after } = made.value
        return ok({ labels, before, after })
      })
  }
}

async function look(
  context: HandlerContext,
  project: Project,
  { modelId, recordingId, ...where }: ExplainQuery,
  changes?: readonly InputChange[]
): Promise<Result<JobResult | undefined>> {
  if (project.viewer().blindRecordingIds.includes(recordingId))
    return fail(
      'blind.model',
      'This recording is being labelled blind, so what a model says about it is hidden.',
      'Ask the model when the work is locked.'
    )
  const usable = await usableModel(context.board, modelId)
  if (!usable.ok) return usable
  const { model } = usable.value
  const item = itemToLookAt(project, recordingId, model)
  if (!item) return fail('explain-item', `${model.name} finds nothing in this recording to look at.`)
  const face = model.unit === 'person-frame' ? faceMeant(project, where.segmentId) : undefined
  const schemes = [...project.all('scheme'), ...loadSchemes(context.paths.schemes)]
  return endOfJob(context.board, {
    kind: 'explain',
    title: `${changes ? 'What' : 'Why'} ${model.name} ${changes ? 'would say' : 'says so'}: ${item.recording.name}`,
    recordingId,
    lane: 'compute',
    spec: () =>
      context.open.project === project
        ? {
            kind: 'explain',
            modelId,
            item,
            options: {},
            provider: context.settings.get().provider,
            schemes,
            ...where,
            ...face,
            ...(changes ? { changes } : {})
          }
        : undefined
  })
}
