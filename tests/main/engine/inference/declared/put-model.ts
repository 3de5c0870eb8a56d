import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OnnxGraph } from '../../../../../models/convert/onnx-graph'
import type { Manifest } from '../../../../../src/main/engine/inference/manifest'

/** A folder that models can be put into, gone with the temporary files. */
export const makeModelsFolder = (): string => mkdtempSync(join(tmpdir(), 'affectory-models-'))

export type TinyManifest = Omit<Manifest, 'schema' | 'id' | 'name' | 'kind' | 'files'> &
  Partial<Pick<Manifest, 'files'>>

/** Write a model made by the test: its graph, its manifest and other files. */
export function putModel(
  parent: string,
  id: string,
  manifest: TinyManifest,
  graph: Uint8Array,
  files: Readonly<Record<string, string>> = {}
): void {
  const folder = join(parent, id)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'model.onnx'), graph)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const whole: Manifest = {
    schema: 'affectory.model/1',
    id,
    name: id,
    kind: 'onnx',
    ...manifest,
    files: { model: { path: 'model.onnx', role: 'model' }, ...manifest.files }
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(whole))
}

/** Mean, largest and smallest of each sound [B,N] -> [B,3]. */
export function soundFigures(): Uint8Array {
  const graph = new OnnxGraph('figures')
  const x = graph.input('x', 'float32', ['B', 'N'])
  const mean = graph.node('ReduceMean', [x], { axes: [1], keepdims: 1 })
  const most = graph.node('ReduceMax', [x], { axes: [1], keepdims: 1 })
  const least = graph.node('ReduceMin', [x], { axes: [1], keepdims: 1 })
  graph.node('Concat', [mean, most, least], { axis: 1 }, 'y')
  graph.output('y', 'float32', ['B', 3])
  return graph.encode({})
}
