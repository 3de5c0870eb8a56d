import { agreementCurve } from '../../shared/agreement/agreement-curve'
import { agreementItems } from '../../shared/agreement/agreement-items'
import { agreementReport, unitsOf } from '../../shared/agreement/agreement-report'
import { annotatorDrift, driftConvention } from '../../shared/agreement/annotator-drift'
import type { AnnotatorDrift } from '../../shared/agreement/annotator-drift'
import type { Sliced } from '../../shared/agreement/sliced'
import type { AgreementInput } from '../../shared/agreement/agreement-input'
import { editSpeeds, speedConvention } from '../../shared/agreement/edit-speed'
import type { AgreementUnits } from '../../shared/agreement/units'
import type { AgreementQuery } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { MappingReport } from '../../shared/mapping/label-mapper'
import type { Project } from '../store'
import { readLabels } from './agreement-labels'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { inSlices } from './in-slices'
import { withProject } from './with-project'
import { workTimes } from './work-times'

type Names = 'agreement.report' | 'agreement.drift' | 'agreement.items' | 'agreement.curve'

/** Entries of the history that speeds are read from. */
const NEWEST_EDITS = 5000

interface Made {
  readonly input: AgreementInput
  readonly units: AgreementUnits
  readonly revision: number
  readonly schemeId: string
  readonly attributeId: string | undefined
  readonly mapping?: MappingReport
}

/** Agreement of any number of authors. Long computations give way to other calls every few milliseconds. */
export function agreementHandlers(context: HandlerContext): Area<Names> {
  // The units of the last question: a click on a cell asks for moments of what is on the screen.
  let last: { readonly key: string; readonly made: Promise<Result<Made>> } | undefined

  const make = (project: Project, query: AgreementQuery): Promise<Result<Made>> => {
    const { authorIds, recordingIds, unit, minOverlap, ignorePersons, schemeId, mapTo } = query
    const key = JSON.stringify([
      project.folder,
      project.revision(),
      authorIds,
      recordingIds,
      unit,
      unit === 'time' ? 0 : minOverlap,
      ignorePersons,
      schemeId,
      mapTo,
      query.practice,
      project.viewer().authorId
    ])
    if (last?.key === key) return last.made
    const made = makeUnits(project, query)
    last = { key, made }
    return made
  }

  return {
    'agreement.report': (query) =>
      withProject(context, async (project) => {
        const made = await make(project, query)
        if (!made.ok) return made
        const { units, revision, schemeId, attributeId, mapping } = made.value
        const input = { ...made.value.input, tolerance: query.toleranceMs * 1000 }
        const report = await inSlices(agreementReport(input, units))
        if (context.open.project !== project) return closed()
        const speeds = editSpeeds(project.history({ limit: NEWEST_EDITS }), query.authorIds)
        const convention = query.ignorePersons
          ? `${report.convention} Persons are ignored: labels meet whoever they are about.`
          : report.convention
        return ok({
          ...report,
          convention,
          revision,
          schemeId,
          attributeId,
          ...(mapping ? { mapping } : {}),
          speeds,
          speedConvention: speedConvention(NEWEST_EDITS)
        })
      }),
    'agreement.drift': (query) =>
      withProject(context, async (project) => {
        const made = await make(project, query)
        if (!made.ok) return made
        const { input, units, revision } = made.value
        const drifts = await inSlices(driftOf(project, input, units))
        return context.open.project === project
          ? ok({ drifts, convention: driftConvention, revision })
          : closed()
      }),
    'agreement.items': ({ pair, recordingId, personId, label, shortestMs, order, limit, ...query }) =>
      withProject(context, async (project) => {
        const made = await make(project, query)
        if (!made.ok) return made
        const { input, units } = made.value
        const annotators = pair?.map((id) => input.authorIds.indexOf(id))
        const code = label === undefined ? undefined : input.labels.indexOf(label)
        if (annotators?.includes(-1))
          return fail('unknown-author', 'One of the two is not among the annotators chosen.')
        if (code === -1) return fail('unknown-label', `There is no label "${label}" among those compared.`)
        return ok(
          await inSlices(
            agreementItems(units, input, {
              annotators,
              recordingId,
              personId,
              label: code,
              shortest: shortestMs * 1000,
              order,
              limit
            })
          )
        )
      }),
    'agreement.curve': ({ recordingId, bins, ...query }) =>
      withProject(context, async (project) => {
        const recording = project.get('recording', recordingId)
        if (!recording) return fail('unknown-recording', 'The recording is not part of the project any more.')
        const made = await makeUnits(project, { ...query, unit: 'time', recordingIds: [recordingId] })
        if (!made.ok) return made
        const { units } = made.value
        const end =
          units.count === 0 ? 0 : units.end.subarray(0, units.count).reduce((most, at) => Math.max(most, at))
        return ok(agreementCurve(units, recording.duration || end || 1, bins))
      })
  }
}

function* driftOf(
  project: Project,
  input: AgreementInput,
  units: AgreementUnits
): Sliced<readonly AnnotatorDrift[]> {
  const times = yield* workTimes(project, input.segments)
  return yield* annotatorDrift(units, input, (id) => {
    const time = times.get(id)
    return time && { order: time.revision, at: time.at }
  })
}

async function makeUnits(project: Project, query: AgreementQuery): Promise<Result<Made>> {
  const read = await inSlices(readLabels(project, query))
  if (!read.ok) return read
  const { labels, ...rest } = read.value
  const input: AgreementInput = {
    ...labels,
    authorIds: query.authorIds,
    unit: query.unit,
    least: query.minOverlap,
    tolerance: query.toleranceMs * 1000
  }
  return ok({ input, units: await inSlices(unitsOf(input)), ...rest })
}

const closed = (): Result<never> => fail('project-closed', 'The project was closed meanwhile.')
