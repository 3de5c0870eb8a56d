import type { z } from 'zod'
import type { OpStep } from '../op-step'

/** The parameters of the first step of that name, or its defaults where the pipeline does not name it. */
export function parametersOf<P extends z.ZodType>(
  pipeline: readonly OpStep[],
  op: string,
  parameters: P
): z.output<P> {
  return parameters.parse(pipeline.find((step) => step.op === op) ?? { op })
}
