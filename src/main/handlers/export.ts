import { ok } from '../../shared/domain/problem'
import { fail } from '../../shared/domain/problem'
import type { HandlerContext } from './context'
import type { Area } from './area'
import { modelBench } from './model-list'
import { withProject } from './with-project'

/** Writing datasets. The data are read at one revision when the job's turn comes. */
export function exportHandlers(context: HandlerContext): Area<'export.run'> {
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
                appVersion: context.info.version,
                createdAt: new Date().toISOString(),
                models: models.value.models.filter(({ id }) => used.has(id))
              }
            }
          }
        })
        return ok({ jobId })
      })
  }
}
