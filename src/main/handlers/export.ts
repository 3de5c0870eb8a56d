import { ok } from '../../shared/domain/problem'
import { fail } from '../../shared/domain/problem'
import type { HandlerContext } from './context'
import type { Area } from './area'
import { modelBench } from './model-list'
import { withProject } from './with-project'

/** Writing datasets. The data are read at one revision when the job's turn comes. */
export function exportHandlers(
  context: HandlerContext
): Area<'export.run' | 'export.losses' | 'export.names'> {
  return {
    'export.run': (spec) =>
      withProject(context, async (project) => {
        if (!context.granted.allows(spec.folder))
          return fail(
            'not-allowed',
            `The folder ${spec.folder} was not chosen in a dialog.`,
            'Choose it in the Export panel.'
          )
        const models = await modelBench(context.board)
        if (!models.ok) return models
        const jobId = context.board.start({
          kind: 'export',
          title: `Export of ${spec.name}`,
          lane: 'export',
          spec: () => {
            if (context.open.project !== project) return undefined
            const rows = project.exportDataset(spec)
            const used = new Set(rows.runs.map(({ modelId }) => modelId))
            return {
              kind: 'export',
              folder: spec.folder,
              name: spec.name,
              formats: spec.formats,
              dataset: {
                ...rows,
                traceOptions: spec.traces,
                appVersion: context.info.version,
                createdAt: new Date().toISOString(),
                models: models.value.models.filter(({ id }) => used.has(id))
              }
            }
          }
        })
        return ok({ jobId })
      }),
    'export.names': (spec) => withProject(context, (project) => ok(project.exportNames(spec))),
    'export.losses': ({ formats, recordingIds, authorIds, traces }) =>
      withProject(context, async (project) => {
        const rows = project.exportDataset({ recordingIds, authorIds, includeFrames: false })
        const outcome = await context.board.ask({
          kind: 'losses',
          formats,
          dataset: {
            ...rows,
            traceOptions: traces,
            appVersion: context.info.version,
            createdAt: new Date().toISOString(),
            models: []
          }
        })
        if (outcome.state === 'done' && outcome.result.kind === 'losses') return ok(outcome.result.losses)
        if (outcome.state === 'failed') return { ok: false, error: outcome.problem }
        return fail(
          'engine-stopped',
          'The process that computes ended while it was asked what the formats leave out.',
          'It has been started again; try once more.'
        )
      })
  }
}
