import { join } from 'node:path'
import * as ort from 'onnxruntime-node'
import { buildModel } from '../../models/build'
import type { GoldenTensor } from '../../models/convert/golden'

/** The project's folders, whatever the tests are started from. */
export const root = join(import.meta.dirname, '../..')
export const modelsFolder = join(root, 'models')
export const nodeModules = join(root, 'node_modules')

/** Folder of real recordings that are not part of the project; tests that want it skip where it is absent. */
export const dataFolder = process.env['AFFECTORY_DATA'] ?? join(root, '../shared/data')

/** Open a model as built from its packages (built now, if it was not). */
export async function openModel(id: string): Promise<ort.InferenceSession> {
  const { file } = await buildModel(id)
  return ort.InferenceSession.create(file, { intraOpNumThreads: 1 })
}

/** Run a model; its first input is `input`, others go by name. */
export async function runModel(
  session: ort.InferenceSession,
  input: GoldenTensor,
  others: Readonly<Record<string, GoldenTensor>> = {}
): Promise<Map<string, Float32Array>> {
  const [name] = session.inputNames
  if (name === undefined) throw new Error('the model has no input')
  const feeds = Object.entries({ [name]: input, ...others }).map(([feed, value]) => [feed, tensorOf(value)])
  const outputs = await session.run(Object.fromEntries(feeds))
  return new Map(
    Object.entries(outputs).map(([output, { data }]) => {
      if (!(data instanceof Float32Array)) throw new Error(`output "${output}" is not float32`)
      return [output, data]
    })
  )
}

function tensorOf(value: GoldenTensor): ort.Tensor {
  switch (value.type) {
    case 'uint8':
      return new ort.Tensor('uint8', value.data, [...value.shape])
    case 'int64':
      return new ort.Tensor('int64', value.data, [...value.shape])
    case 'float32':
      return new ort.Tensor('float32', value.data, [...value.shape])
  }
}
