import { z } from 'zod'
import type { DraftModel, LookQuery } from '../../shared/contract/model-look'
import { fail, ok, type Result } from '../../shared/domain/problem'
import type { LookedModel } from '../engine/protocol'
import type { HandlerContext } from './context'
import type { ReadingModel } from './prediction-items'

/** Why a file may not be read; undefined where the user chose it. */
export function notChosen(
  { granted }: Pick<HandlerContext, 'granted'>,
  paths: readonly string[]
): Result<never> | undefined {
  const path = paths.find((one) => !granted.allows(one))
  return path === undefined
    ? undefined
    : fail(
        'not-allowed',
        `${path} was not chosen in a dialog or dropped on the window.`,
        'Choose it with Models > Make a manifest.'
      )
}

/** A model as the engine is asked for it. */
export function lookedModel(
  context: Pick<HandlerContext, 'granted'>,
  model: LookQuery['model']
): Result<LookedModel> {
  if (model.kind === 'installed') return ok(model)
  const { path, places, manifest } = model
  const refused = notChosen(context, [path, ...Object.values(places)])
  return refused ?? ok({ kind: 'draft', path, places, manifest: JSON.stringify(manifest) })
}

const Facts = z.object({
  name: z.string().catch('The model'),
  unit: z.object({ type: z.string() }).catch({ type: '' }),
  bindings: z
    .record(z.string(), z.object({ modality: z.string(), optional: z.boolean().optional() }))
    .catch({})
})

/** What a manifest that is being written reads; the engine says what is wrong with it. */
export function draftReads(manifest: DraftModel['manifest']): {
  readonly name: string
  readonly reading: ReadingModel
  readonly faces: boolean
} {
  const { name, unit, bindings } = Facts.parse(manifest)
  const reads = Object.values(bindings).map(({ modality, optional = false }) => ({ modality, optional }))
  return {
    name,
    faces: unit.type === 'person-frame',
    reading: { reads, input: inputOf(reads[0]?.modality), task: 'declared', upstream: [] }
  }
}

function inputOf(modality: string | undefined): ReadingModel['input'] {
  if (modality === 'image' || modality === 'video') return 'video'
  if (modality === 'text' || modality === 'labels') return 'text'
  return modality === 'audio' ? 'audio' : 'signal'
}
