import { ok } from '../../shared/domain/problem'
import { fail } from '../../shared/domain/problem'
import { QUALITY_SCHEME, badStretches } from '../../shared/signal/bad-stretches'
import type { ExportDataset, JobPart } from '../engine/protocol'
import type { Project } from '../store'
import type { HandlerContext } from './context'
import type { Area } from './area'
import { modelBench } from './model-list'
import { signalPlace } from './signal-place'
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
          spec: () =>
            context.open.project === project
              ? {
                  kind: 'export',
                  folder: spec.folder,
                  name: spec.name,
                  formats: spec.formats,
                  dataset: {
                    ...emptyDataset(context, { traces: spec.traces, models: models.value.models }),
                    ...(spec.signalFeatures
                      ? {
                          signalFeatures: spec.signalFeatures,
                          signalPlaces: signalPlaces(project, spec.recordingIds),
                          signalBad: signalBad(project, spec.recordingIds)
                        }
                      : {})
                  }
                }
              : undefined,
          parts: () => pieces(project, spec)
        })
        return ok({ jobId })
      }),
    'export.names': (spec) => withProject(context, (project) => ok(project.exportNames(spec))),
    'export.losses': ({ formats, recordingIds, authorIds, traces }) =>
      withProject(context, async (project) => {
        const outcome = await context.board.ask(
          { kind: 'losses', formats, dataset: emptyDataset(context, { traces, models: [] }) },
          { parts: pieces(project, { recordingIds, authorIds, includeFrames: false }) }
        )
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

/** What an export starts with; its rows follow piece by piece. */
const emptyDataset = (
  { info }: HandlerContext,
  {
    traces,
    models
  }: { readonly traces: ExportDataset['traceOptions']; readonly models: ExportDataset['models'] }
): ExportDataset => ({
  ...{ projectName: '', projectId: '', revision: 0, synthetic: false },
  ...{ recordings: [], files: [], streams: [], persons: [], responses: [], groupings: [], authors: [] },
  ...{ schemes: [], tracks: [], segments: [], relations: [], runs: [], takes: [], frames: [] },
  models,
  traceOptions: traces,
  appVersion: info.version,
  createdAt: new Date().toISOString()
})

/** The rows of an export as they stand when its turn comes. */
function* pieces(
  project: Project,
  spec: Parameters<Project['exportParts']>[0]
): Generator<JobPart, void, undefined> {
  for (const rows of project.exportParts(spec)) yield { kind: 'dataset', rows }
}

/** Where signals are marked as bad, by anyone: also by authors who are not exported. No ids: of all recordings. */
function signalBad(
  project: Project,
  recordingIds: readonly string[]
): NonNullable<ExportDataset['signalBad']> {
  const wanted = new Set(recordingIds)
  const marked = Map.groupBy(
    project
      .all('track')
      .filter(
        ({ schemeId, recordingId }) =>
          schemeId === QUALITY_SCHEME && (wanted.size === 0 || wanted.has(recordingId))
      ),
    ({ recordingId }) => recordingId
  )
  const streams = project.all('stream')
  return Object.fromEntries(
    [...marked].map(([recordingId, tracks]) => [
      recordingId,
      Object.fromEntries(
        [
          undefined,
          ...streams.filter((stream) => stream.recordingId === recordingId).map(({ id }) => id)
        ].map((id) => [id ?? '', badStretches(id, tracks, (trackId) => project.segmentsOfTrack(trackId))])
      )
    ])
  )
}

/** Where the signals of recordings lie; no ids: of all. */
function signalPlaces(
  project: Project,
  recordingIds: readonly string[]
): NonNullable<ExportDataset['signalPlaces']> {
  const wanted = new Set(recordingIds)
  return Object.fromEntries(
    project.all('stream').flatMap((stream) => {
      const place =
        wanted.size === 0 || wanted.has(stream.recordingId) ? signalPlace(project, stream.id) : undefined
      return place ? [[stream.id, place]] : []
    })
  )
}
