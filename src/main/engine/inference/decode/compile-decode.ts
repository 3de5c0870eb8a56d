import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { ManifestOutput } from '../manifest'
import type { OpStep } from '../op-step'
import { noAssets, type Assets } from '../ops/op'
import type { Decoded, DecodeFacts } from './decoded'
import type { DecodeStep } from './decode-op'
import { decodeOps } from './index'

/** What an output becomes: from the numbers of one unit to what a track says of it. */
export type OutputDecoder = (data: ArrayLike<number>, dims: readonly number[], facts: DecodeFacts) => Decoded

/** Compile the decoding of an output; names and parameters are checked here, files are asked for. */
export function compileDecode(
  output: ManifestOutput,
  file: string,
  assets: Assets = noAssets
): Result<OutputDecoder> {
  const compiled = compileSteps(output.decode ?? [], output, file, assets)
  if (!compiled.ok) return compiled
  const { labels, dims: names, hz } = output.target
  return ok((data, dims, facts) => {
    const start: Decoded = {
      data: new Float64Array(data),
      dims,
      ...((labels ?? names) ? { labels: labels ?? names } : {}),
      ...(hz === undefined ? {} : { hz })
    }
    return compiled.value.reduce((current, step, at) => {
      const made = step(current, facts)
      const own = output.decode?.[at]
      if (own) facts.watch?.(own, made)
      return made
    }, start)
  })
}

/** Any list of decoding steps on behalf of an output. */
export function compileSteps(
  given: readonly OpStep[],
  output: ManifestOutput,
  file: string,
  assets: Assets = noAssets
): Result<readonly DecodeStep[]> {
  const steps: DecodeStep[] = []
  for (const step of given) {
    const wrong = (reason: string): Result<never> =>
      fail(
        'model-op',
        `${file}, output "${output.id}": ${reason}`,
        'See the handbook, “Models of your own”.',
        file
      )
    if (!decodeOps.has(step.op))
      return wrong(
        `the step "${step.op}" is not built; built: ${decodeOps.all.map(({ id }) => id).join(', ')}`
      )
    const op = decodeOps.get(step.op)
    const parsed = op.parameters.safeParse(step)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      return wrong(
        `the step "${step.op}" has a wrong "${issue?.path.join('.') ?? ''}": ${issue?.message ?? ''}`
      )
    }
    try {
      steps.push(op.compile(step, assets, output))
    } catch (error) {
      return wrong(`the step "${step.op}": ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return ok(steps)
}
