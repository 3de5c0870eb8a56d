import type { ModelInfo } from '../../../shared/domain/model'
import type { Manifest, ManifestOutput } from './manifest'
import { tasks } from './tasks'

/** What a manifest tells of its model, before its files were looked at. */
export function describeModel(manifest: Manifest, id: string): ModelInfo {
  const output = mainOutput(manifest)
  return {
    ...unknownModel(id),
    name: manifest.name,
    version: manifest.version ?? '',
    summary: manifest.describes?.intendedUse ?? '',
    input: inputOf(manifest),
    task: tasks.all.find((task) => task.accepts(manifest))?.id ?? '',
    kind: manifest.kind,
    unit: manifest.unit.type,
    ...(manifest.unit.tier === undefined ? {} : { tier: manifest.unit.tier }),
    reads: Object.values(manifest.bindings ?? {}).map(({ modality, optional = false }) => ({
      modality,
      optional
    })),
    outputs: manifest.outputs.map(({ id: outputId, task, target, aux = false }) => ({
      id: outputId,
      task,
      schemeId: target.scheme,
      ...(target.attribute === undefined ? {} : { attributeId: target.attribute }),
      labels: target.labels ?? [],
      dims: target.dims ?? [],
      ...(target.range ? { range: target.range } : {}),
      aux
    })),
    ...(looksAround(manifest) ? { looksAround: true } : {}),
    upstream: upstreamOf(manifest),
    ...(togetherOf(manifest) ? { together: togetherOf(manifest) } : {}),
    labels: output?.target.labels ?? [],
    schemeId: output?.target.scheme ?? '',
    licence: manifest.describes?.license ?? ''
  }
}

/** A folder of which nothing is known yet. */
export const unknownModel = (id: string): ModelInfo => ({
  id,
  name: id,
  version: '',
  summary: '',
  input: 'signal',
  task: '',
  kind: 'onnx',
  unit: '',
  reads: [],
  outputs: [],
  upstream: [],
  own: false,
  labels: [],
  schemeId: '',
  licence: '',
  card: '',
  manifestHash: '',
  weightsHash: '',
  sizeBytes: 0
})

/** The output whose labels a run writes: the first that is not only for inspection. */
export function mainOutput(manifest: Manifest): ManifestOutput | undefined {
  return (
    manifest.outputs.find((output) => !output.aux && output.target.labels) ??
    manifest.outputs.find((output) => !output.aux)
  )
}

/** Whether a step of an input reads other turns than the unit's own. */
export const looksAround = ({ unit, inputs = [] }: Manifest): boolean =>
  inputs.some(
    ({ pipeline, branches = [] }) =>
      (unit.type === 'dialogue' && pipeline.some(({ op }) => op.startsWith('text.'))) ||
      [...pipeline, ...branches.flatMap((branch) => branch.pipeline)].some(({ op }) =>
        op.startsWith('dialogue.')
      )
  )

/** How a model without a network of its own is put together; undefined for others. */
function togetherOf({ kind, fusion, bundle, outputs }: Manifest): ModelInfo['together'] {
  if (kind === 'fusion' && fusion) return { kind, ...fusion }
  if (kind !== 'bundle' || !bundle) return undefined
  const step = outputs[0]?.decode?.find(({ op }) => op === 'threshold')
  const single = step?.['perLabel']
  return {
    kind,
    members: bundle,
    threshold: typeof step?.['value'] === 'number' ? step['value'] : USUAL_THRESHOLD,
    perLabel:
      typeof single === 'object' && single !== null
        ? Object.fromEntries(
            Object.entries(single).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
          )
        : {}
  }
}

/** Share from which a label is given, where the manifest names none. */
const USUAL_THRESHOLD = 0.5

/** Modality of the first binding. */
export const modality = (manifest: Manifest): string =>
  Object.values(manifest.bindings ?? {})[0]?.modality ?? 'nothing'

function inputOf(manifest: Manifest): ModelInfo['input'] {
  const required = Object.values(manifest.bindings ?? {}).find(({ optional }) => !optional)
  const name = required?.modality ?? modality(manifest)
  if (name === 'image') return 'video'
  if (name === 'labels') return 'text'
  return name === 'video' || name === 'audio' || name === 'text' ? name : 'signal'
}

/** Results of other models that inputs begin with; a table that was kept under a name counts as a model of that name. */
function upstreamOf({ inputs = [], bindings = {} }: Manifest): ModelInfo['upstream'] {
  const branches = inputs.flatMap(({ from = '', pipeline, branches: own }) => own ?? [{ from, pipeline }])
  return branches.flatMap(({ from, pipeline }) =>
    pipeline.flatMap(({ op, model, name, output }) => {
      const source = op === 'feature.fromModel' ? model : op === 'feature.load' ? name : undefined
      if (typeof source !== 'string') return []
      return [
        {
          model: source,
          output: typeof output === 'string' ? output : '',
          optional: bindings[from]?.optional ?? false
        }
      ]
    })
  )
}
