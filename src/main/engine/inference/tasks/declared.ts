import { join } from 'node:path'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import { SchemeDocument } from '../../../../shared/domain/scheme'
import type { SchemeRow } from '../../../../shared/domain/rows'
import { boundTo, branchesOf } from '../declared/compile-inputs'
import { checkDeclared, openDeclaredModel } from '../declared/declared-model'
import { predictDeclared } from '../declared/predict-declared'
import { openDeclaredFaces } from '../faces/open-declared-faces'
import type { Manifest, ManifestOutput } from '../manifest'
import { ops } from '../ops'
import { withReferences } from '../ops/step-references'
import { unitsOf } from '../units/units-of'
import { contextUnits } from '../variants/context-units'
import type { OpenRequest, Predictor, Task } from './task'

/** Any model whose manifest says everything: what it looks at, how that is prepared, and what its outputs mean. */
export const declared: Task = {
  id: 'declared',
  accepts: (manifest) => manifest.kind === 'onnx',
  check,
  open
}

function check(manifest: Manifest, file: string): Result<string> {
  for (const input of manifest.inputs ?? []) {
    const branches = branchesOf(input)
    for (const { op } of [...input.pipeline, ...branches.flatMap(({ pipeline }) => pipeline)])
      if (!ops.has(op))
        return fail(
          'model-op',
          `${file}, input "${input.name}": the step "${op}" is not built; built: ${ops.all.map(({ id }) => id).join(', ')}`,
          'This version cannot prepare its input; no result is better than a wrong one.',
          file
        )
    for (const { from } of branches) {
      const binding = boundTo(from, input, manifest, file)
      if (!binding.ok) return binding
    }
  }
  const fit = checkDeclared(manifest, file)
  return fit.ok ? ok('declared') : fit
}

async function open(request: OpenRequest): Promise<Result<Predictor>> {
  const { model, options, provider, threads, schemes } = request
  const manifest = withReferences(
    withLabels(model.manifest, schemes ?? []),
    join(model.folder, 'manifest.json')
  )
  if (!manifest.ok) return manifest
  if (manifest.value.unit.type === 'person-frame')
    return openDeclaredFaces({ ...model, manifest: manifest.value }, request)
  const opened = await openDeclaredModel({ ...model, manifest: manifest.value }, provider, threads)
  if (!opened.ok) return opened
  const declaredModel = opened.value
  return ok({
    get choice() {
      return declaredModel.choice
    },
    unit: 'units',
    total: (item) => contextUnits(unitsOf(manifest.value, item, options).units, options.variant).length,
    predict: (item, sink) => predictDeclared(declaredModel, item, options, sink),
    dispose: declaredModel.dispose
  })
}

/** Outputs that name only a scheme have its labels, in its order. */
export function withLabels(manifest: Manifest, schemes: readonly SchemeRow[]): Manifest {
  return { ...manifest, outputs: manifest.outputs.map((output) => labelled(output, schemes)) }
}

function labelled(output: ManifestOutput, schemes: readonly SchemeRow[]): ManifestOutput {
  const { target } = output
  if (target.labels || target.dims) return output
  const document = SchemeDocument.safeParse(schemes.find(({ id }) => id === target.scheme)?.document)
  const attributes = document.success ? document.data.attributes : []
  const own = attributes.find(({ id }) => id === target.attribute) ?? attributes[0]
  const labels = own?.labels?.map(({ id }) => id)
  return labels && labels.length > 0 ? { ...output, target: { ...target, labels } } : output
}
