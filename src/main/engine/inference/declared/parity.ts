import { release } from 'node:os'
import { z } from 'zod'
import { modelNote, type ModelNote } from '../model-notes'
import type { RunnableModel } from '../runnable-model'
import { runtimeVersion, type Tensors } from '../session'

/** Largest difference between what two providers gave; infinite where one gave a number and the other none, or another shape. */
export function differenceOf(values: Tensors, reference: Tensors): number {
  let most = 0
  for (const [name, expected] of Object.entries(reference)) {
    const found = values[name]
    if (!found || found.data.length !== expected.data.length) return Infinity
    for (let i = 0; i < expected.data.length; i++) {
      const [a, b] = [Number(found.data[i]), Number(expected.data[i])]
      if (Number.isNaN(a) && Number.isNaN(b)) continue
      const difference = a === b ? 0 : Math.abs(a - b)
      if (Number.isNaN(difference)) return Infinity
      most = Math.max(most, difference)
    }
  }
  return most
}

const Known = z.object({ fault: z.string().optional() })

/** What was found of a model on a provider, by the model's file, the provider, the runtime and the system with its drivers. */
export const parityNote = (
  { weightsPath, weightsHash }: RunnableModel,
  provider: string
): ModelNote<z.infer<typeof Known>> =>
  modelNote('parity', Known, [
    weightsHash ?? weightsPath,
    provider,
    runtimeVersion,
    release(),
    process.env['VK_ICD_FILENAMES'] ?? ''
  ])
