import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OnnxGraph, type Dimension, type ElementType } from '../../../../../models/convert/onnx-graph'
import { onnxFactsJob } from '../../../../../src/main/engine/inference/wizard/onnx-facts-job'
import type { OnnxFacts } from '../../../../../src/shared/model-wizard/onnx-facts'

export interface Wanted {
  readonly name: string
  readonly type?: ElementType
  readonly dims: readonly Dimension[]
}

/**
 * A network whose outputs hang on its first input: the mean of each item, once for each number of an output's last axis, plus 0, 1, 2 ...
 * Other inputs are looked at without weight, so that the runtime wants them all.
 */
export function bareOnnx(
  inputs: readonly Wanted[],
  outputs: readonly { readonly name: string; readonly count: number; readonly last?: string }[]
): Uint8Array {
  const graph = new OnnxGraph('bare')
  const means = inputs.map(({ name, type = 'float32', dims }) => {
    const x = graph.input(name, type, dims)
    const floats = type === 'float32' ? x : graph.node('Cast', [x], { to: 1 })
    const axes = dims.map((_, axis) => axis).slice(dims.length > 1 ? 1 : 0)
    return graph.node('ReduceMean', [floats], { axes, keepdims: 0 })
  })
  const [first = '', ...rest] = means
  const mean = rest.reduce((sum, other) => {
    const nothing = graph.node('Mul', [
      graph.node('ReduceMean', [other], { keepdims: 0 }),
      graph.scalar('zero', 0)
    ])
    return graph.node('Add', [sum, nothing])
  }, first)
  const column = graph.node('Unsqueeze', [mean, graph.ints('axes', [1])])
  for (const { name, count, last = 'Identity' } of outputs) {
    const steps = graph.constant(
      'steps',
      [1, count],
      Float32Array.from({ length: count }, (_, i) => i)
    )
    const sum = graph.node('Add', [column, steps])
    graph.node(last, [sum], last === 'Softmax' ? { axis: -1 } : {}, name)
    graph.output(name, 'float32', [inputs[0]?.dims[0] ?? 'B', count])
  }
  return graph.encode({})
}

/** A folder with an ONNX file and others beside it. */
export function onnxFile(bytes: Uint8Array, beside: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'affectory-onnx-'))
  const path = join(folder, 'Some Model.onnx')
  writeFileSync(path, bytes)
  for (const [name, text] of Object.entries(beside)) writeFileSync(join(folder, name), text)
  return path
}

/** What the file says of itself; throws the sentence where it cannot be read. */
export async function factsOf(path: string): Promise<OnnxFacts> {
  const found = await onnxFactsJob(path)
  if (!found.ok) throw new Error(found.error.message)
  if (found.value.kind !== 'onnx-facts') throw new Error(found.value.kind)
  return found.value.facts
}
