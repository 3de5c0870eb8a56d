import { join } from 'node:path'
import type { ManifestInput } from '../manifest'
import type { RunnableModel } from '../runnable-model'

/** The input that says how faces are found; steps of its branches count too. */
export function videoInput({ manifest, folder }: RunnableModel): ManifestInput {
  const [input] = manifest.inputs ?? []
  if (!input) throw new Error(`${join(folder, 'manifest.json')} names no inputs`)
  const branch = input.branches?.[0]
  return branch ? { ...input, pipeline: [...branch.pipeline, ...input.pipeline] } : input
}
