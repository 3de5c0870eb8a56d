import { lookJob } from '../../../../../src/main/engine/inference/look/look-job'
import type { Decoder, JobSpec } from '../../../../../src/main/engine/protocol'
import type { LookStep, ModelLook } from '../../../../../src/shared/model-look/model-look'
import { Committed, contextFor, modelsFolder } from '../fixtures'

type LookSpec = Extract<JobSpec, { kind: 'look' }>

/** Look at a moment through a model, as the app does. */
export async function lookHere(
  decoder: Decoder,
  spec: Partial<LookSpec> & Pick<LookSpec, 'item' | 'model'>,
  folder = modelsFolder
): Promise<ModelLook> {
  const made = await lookJob(
    { kind: 'look', reads: 'all', time: 1_500_000, provider: 'cpu', schemes: [], ...spec },
    { ...contextFor(decoder, new Committed()), environment: { modelsFolder: folder, threads: 1 } }
  )
  if (!made.ok) throw new Error(`${made.error.message} ${made.error.hint ?? ''}`)
  if (made.value.kind !== 'look') throw new Error(made.value.kind)
  return made.value.look
}

/** All steps of the first input, in order. */
export const stepsOf = ({ inputs: [input] }: ModelLook): readonly LookStep[] => [
  ...(input?.branches.flatMap(({ steps }) => steps) ?? []),
  ...(input?.joined ?? [])
]
