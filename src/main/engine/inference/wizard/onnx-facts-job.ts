import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize } from 'node:path'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { JobResult } from '../../protocol'
import { readBeside } from './read-beside'
import { readOnnx } from './read-onnx'

/** What an ONNX file says of itself; a file that is none, or lacks its weights, is told in a sentence. */
export async function onnxFactsJob(path: string): Promise<Result<JobResult>> {
  const wrong = (what: string, hint: string): Result<never> => fail('onnx', `${path} ${what}`, hint, path)
  try {
    if (!(await stat(path)).isFile()) return wrong('is no file.', 'Choose the ONNX file itself.')
  } catch (error) {
    return wrong(
      `cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      'Check that it is still there.'
    )
  }
  try {
    const facts = await readOnnx(path)
    if (facts.inputs.length === 0 || facts.outputs.length === 0)
      return wrong(
        `has ${facts.inputs.length === 0 ? 'no inputs' : 'no outputs'}, so there is nothing to run.`,
        'Export the model again with its inputs and outputs.'
      )
    const missing = facts.externalData.find((location) => !isBeside(path, location))
    if (missing !== undefined)
      return wrong(
        `keeps its weights in “${missing}”, which is not beside it.`,
        'Put that file into the same folder, as it was exported; or export the model as one file.'
      )
    return ok({ kind: 'onnx-facts', facts: { path, ...facts, beside: await readBeside(dirname(path)) } })
  } catch (error) {
    return wrong(
      `is no ONNX model: ${error instanceof Error ? error.message : String(error)}.`,
      'It may be cut off, or of another format (.pt, .h5, .safetensors); export it as ONNX.'
    )
  }
}

/** Weights may lie in a file beside the model, and nowhere else. */
function isBeside(path: string, location: string): boolean {
  if (isAbsolute(location) || normalize(location).startsWith('..')) return false
  return existsSync(join(dirname(path), location))
}
