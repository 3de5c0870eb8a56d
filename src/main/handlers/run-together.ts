import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { ModelInfo } from '../../shared/domain/model'
import type { SchemeRow } from '../../shared/domain/rows'
import { mainAttribute } from '../../shared/domain/labels'
import type { RunVariant } from '../../shared/variants/run-variant'
import { variantAuthorName, variantModelId } from '../../shared/variants/variant-model-id'
import { membersOf, planOfManifest, type PutTogether } from '../../shared/fusion/manifest-fusion'
import type { AttributeRef } from '../../shared/mapping/scheme-map'
import { loadSchemes } from '../store'
import type { Project } from '../store'
import type { HandlerContext } from './context'
import { keepFusion } from './fusion-keep'
import { fusionFrame } from './fusion-places'
import { inputStream } from './prediction-items'

/** A member's own run, begun where its results are needed. */
export type RunMember = (member: ModelInfo, recordingIds: readonly string[]) => Result<unknown>

/**
 * Run a model that is put together from others (fusion, bundle): members that have not answered about a recording are run
 * on it first, in the same queue; then their newest results are put together.
 */
export function runTogether(
  context: HandlerContext,
  project: Project,
  model: ModelInfo,
  models: readonly ModelInfo[],
  recordingIds: readonly string[],
  variant: RunVariant | undefined,
  runMember: RunMember
): Result<{ readonly jobId: string; readonly runId: string }> {
  if (variant && variant.kind !== 'members')
    return fail(
      'variant',
      `${model.name} reads no recording itself: it puts together what its members say.`,
      'Choose one of its members.'
    )
  const together = variant && model.together ? onlyMembers(model.together, variant.keep) : model.together
  if (!together)
    return fail(
      'model-kind',
      `${model.name} has nothing that could be run: its answers come from a file.`,
      'Choose “Import answers of a model…”.'
    )
  const targets = targetsOf(context, project, model)
  if (!targets.ok) return targets
  for (const id of membersOf(together)) {
    const member = models.find((each) => each.id === id)
    const open = recordingIds.filter((recordingId) => !hasAnswered(project, id, recordingId))
    if (open.length === 0) continue
    if (!member || member.problem || member.kind !== 'onnx')
      return fail(
        'fusion-member',
        member?.problem
          ? `${model.name} needs “${member.name}”, which cannot be used: ${member.problem.message}`
          : `${model.name} needs the model “${id}”, which ${member ? `is put together from others itself; run ${member.name} first` : 'is not there'}.`
      )
    const able = open.filter((recordingId) => inputStream(project, recordingId, member))
    if (able.length === 0) continue
    const begun = runMember(member, able)
    if (!begun.ok) return begun
  }
  const plan = planOfManifest(together, targets.value.target, targets.value.compound, {
    author: (id) => authorOf(project, id),
    labels: (id) => models.find((each) => each.id === id)?.labels ?? []
  })
  if (!plan.ok) return plan
  const query = { plan: plan.value, recordingIds: [...recordingIds] }
  const frame = fusionFrame(project, query, targets.value.scheme)
  if (!frame.ok) return frame
  const named = new Set<string>(plan.value.members.map(({ authorId }) => authorId))
  return keepFusion(context, project, query, frame.value, undefined, {
    modelId: variant ? variantModelId(model.id, variant) : model.id,
    modelName: variant ? variantAuthorName(model.name, variant) : model.name,
    ...(variant ? { variant } : {}),
    manifestHash: model.manifestHash,
    scheme: targets.value.scheme,
    ...(together.kind === 'bundle'
      ? {
          bundle: {
            threshold: together.threshold,
            perLabel: together.perLabel,
            says: together.members.flatMap(({ model: id, label }) =>
              named.has(authorOf(project, id) ?? '') ? [label] : []
            )
          }
        }
      : {})
  })
}

/** A fusion of some of its members; the others are as if they had never been named. */
function onlyMembers(together: PutTogether, keep: readonly string[]): PutTogether | undefined {
  if (together.kind !== 'fusion') return undefined
  const members = together.members.filter(({ id }) => keep.includes(id))
  return members.length > 0 ? { ...together, members } : undefined
}

const authorOf = (project: Project, modelId: string): string | undefined =>
  project.all('author').find((author) => author.kind === 'model' && author.modelId === modelId)?.id

function hasAnswered(project: Project, modelId: string, recordingId: string): boolean {
  const authorId = authorOf(project, modelId)
  return (
    authorId !== undefined &&
    project.all('track').some((track) => track.authorId === authorId && track.recordingId === recordingId)
  )
}

interface Targets {
  readonly scheme: SchemeRow
  readonly target: AttributeRef
  readonly compound?: AttributeRef
}

/** Labels of the first output, and of the second one for compounds. */
function targetsOf(context: HandlerContext, project: Project, model: ModelInfo): Result<Targets> {
  const [first, second] = model.outputs.filter(({ aux }) => !aux)
  const known = (id: string | undefined): SchemeRow | undefined =>
    project.get('scheme', id ?? '') ?? loadSchemes(context.paths.schemes).find((scheme) => scheme.id === id)
  const scheme = known(first?.schemeId)
  if (!first || !scheme)
    return fail(
      'unknown-scheme',
      `${model.name} writes labels of the scheme "${first?.schemeId ?? ''}", which is not installed.`,
      'Add the scheme to the project.'
    )
  const refOf = (row: SchemeRow, attributeId: string | undefined): AttributeRef => ({
    schemeId: row.id,
    attributeId: attributeId ?? mainAttribute(row) ?? ''
  })
  const compound = known(second?.schemeId)
  return ok({
    scheme,
    target: refOf(scheme, first.attributeId),
    ...(compound ? { compound: refOf(compound, second?.attributeId) } : {})
  })
}
