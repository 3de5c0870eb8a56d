import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { RunVariant } from '../../../../shared/variants/run-variant'
import type { Manifest } from '../manifest'
import { looksAround } from '../model-info'
import type { OpStep } from '../op-step'

/** A manifest as a variant of the model reads it, or why it has no such variant. */
export function changedManifest(manifest: Manifest, variant: RunVariant): Result<Manifest> {
  switch (variant.kind) {
    case 'context':
      return withContext(manifest, variant)
    case 'window':
      return ok({
        ...manifest,
        unit: {
          ...manifest.unit,
          windowSec: variant.seconds,
          ...(manifest.unit.hopSec === undefined
            ? {}
            : { hopSec: Math.min(manifest.unit.hopSec, variant.seconds) })
        }
      })
    case 'members':
      return fail('variant', `${manifest.name} has no members that could be left out.`)
    default:
      return ok(manifest)
  }
}

type Context = Extract<RunVariant, { kind: 'context' }>

function withContext(manifest: Manifest, variant: Context): Result<Manifest> {
  if (!looksAround(manifest))
    return fail(
      'variant',
      `${manifest.name} reads each turn alone: its manifest has no step that looks at the turns around.`,
      'Choose a model of conversations.'
    )
  const change = (pipeline: readonly OpStep[]): readonly OpStep[] =>
    pipeline.map((step) => (step.op === 'dialogue.window' ? windowStep(step, variant) : step))
  return ok({
    ...manifest,
    inputs: (manifest.inputs ?? []).map((input) => ({
      ...input,
      pipeline: change(input.pipeline),
      ...(input.branches
        ? { branches: input.branches.map((branch) => ({ ...branch, pipeline: change(branch.pipeline) })) }
        : {})
    }))
  })
}

/** A side that the manifest leaves out is as long as its other side. */
function windowStep(step: OpStep, { past, future, turns }: Context): OpStep {
  const own = (side: 'past' | 'future'): number => (typeof step[side] === 'number' ? step[side] : 0)
  const most = Math.max(own('past'), own('future'))
  const count = (side: 'past' | 'future'): number => Math.min(turns, own(side) || most)
  return {
    ...step,
    past: past ? count('past') : 0,
    future: future ? count('future') : 0,
    ...(future ? { causal: false } : {})
  }
}
