import type { ModelInfo, ModelOutput } from '../../shared/domain/model'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { SchemeRow } from '../../shared/domain/rows'
import { SchemeDocument } from '../../shared/domain/scheme'
import type { NewRun, Project } from '../store'
import { loadSchemes } from '../store'

/** Schemes and attributes that a run writes in, the main output's first. */
export type RunTargets = Pick<NewRun, 'scheme' | 'attributeId' | 'outputs'>

/** Tasks whose results belong to no scheme. */
const withoutScheme = new Set(['embedding', 'attention', 'heatmap', 'detection'])

/**
 * Where the outputs of a model go: schemes of the project, of the app, or, for a model of the user's whose scheme nobody
 * knows, one made of the labels or dimensions that its manifest names.
 */
export function runTargets(project: Project, schemesFolder: string, model: ModelInfo): Result<RunTargets> {
  const shipped = loadSchemes(schemesFolder)
  const known = (id: string): SchemeRow | undefined =>
    project.get('scheme', id) ?? shipped.find((scheme) => scheme.id === id)
  if (model.task !== 'declared') {
    const scheme = known(model.schemeId)
    return scheme ? ok({ scheme }) : unknownScheme(model, model.schemeId)
  }
  const outputs: NonNullable<NewRun['outputs']>[number][] = []
  const made = new Map<string, SchemeRow>()
  for (const output of model.outputs) {
    if (output.aux || withoutScheme.has(output.task)) continue
    const scheme = known(output.schemeId) ?? made.get(output.schemeId) ?? schemeOf(model, output.schemeId)
    if (!scheme) return unknownScheme(model, output.schemeId)
    made.set(output.schemeId, scheme)
    const attributeId = attributeOf(scheme, output)
    const strange = attributeId === undefined ? undefined : strangeLabel(scheme, attributeId, output)
    if (attributeId === undefined || strange !== undefined)
      return fail(
        'scheme-labels',
        attributeId === undefined
          ? `${model.name} writes the attribute “${output.attributeId ?? ''}”, which the scheme “${scheme.name}” has not.`
          : `${model.name} writes the label “${strange ?? ''}”, which the scheme “${scheme.name}” has not.`,
        'Correct “target” in the manifest of the model, or map its labels with a “labelMap” step.'
      )
    outputs.push({ outputId: output.id, scheme, attributeId })
  }
  const [first] = outputs
  return ok(first ? { scheme: first.scheme, attributeId: first.attributeId, outputs } : { outputs })
}

const unknownScheme = (model: ModelInfo, id: string): Result<never> =>
  fail(
    'unknown-scheme',
    `${model.name} writes labels of the scheme "${id}", which is not installed.`,
    'Name its labels in the manifest (“target.labels”), or add the scheme to the project.'
  )

/** The attribute that is named, else the first that has the labels. */
function attributeOf({ document }: SchemeRow, { attributeId, labels }: ModelOutput): string | undefined {
  const { attributes } = SchemeDocument.parse(document)
  if (attributeId !== undefined && attributes.some(({ id }) => id === attributeId)) return attributeId
  const fits = attributes.find((attribute) =>
    labels.every((label) => attribute.labels?.some(({ id }) => id === label))
  )
  return attributeId === undefined ? (fits ?? attributes[0])?.id : undefined
}

function strangeLabel(
  { document }: SchemeRow,
  attributeId: string,
  { labels }: ModelOutput
): string | undefined {
  const attribute = SchemeDocument.parse(document).attributes.find(({ id }) => id === attributeId)
  const own = attribute?.labels
  return own && labels.find((label) => !own.some(({ id }) => id === label))
}

/** A scheme made of what the outputs of a model name for it. */
function schemeOf(model: ModelInfo, id: string): SchemeRow | undefined {
  const outputs = model.outputs.filter(
    (output) => output.schemeId === id && !output.aux && !withoutScheme.has(output.task)
  )
  if (outputs.every(({ labels, dims }) => labels.length === 0 && dims.length === 0)) return undefined
  const attributes = new Map(
    outputs.map((output) => [output.attributeId ?? output.id, attributeFor(output, model.unit)])
  )
  const document = {
    schema: 'affectory.labels/1',
    id,
    name: `${id} (of ${model.name})`,
    attributes: [...attributes.values()]
  }
  const parsed = SchemeDocument.safeParse(document)
  return parsed.success ? { id, name: document.name, version: '1', document: parsed.data } : undefined
}

const types: Readonly<Record<string, string>> = {
  multilabel: 'multilabel',
  ordinal: 'multilabel-ordinal',
  distribution: 'distribution',
  'open-vocabulary': 'open-vocabulary',
  'free-text': 'free-text'
}

function attributeFor(
  { id, attributeId = id, task, labels, dims, range }: ModelOutput,
  unit: string
): Record<string, unknown> {
  if (dims.length > 0)
    return {
      id: attributeId,
      type: 'continuous',
      unit,
      dims: dims.map((dim) => ({ id: dim, range: range ?? [-1, 1] }))
    }
  return {
    id: attributeId,
    type: types[task] ?? 'categorical',
    unit,
    labels: labels.map((label) => ({ id: label }))
  }
}
