import type { z } from 'zod'
import type { Entry } from '../../../../shared/registry'
import type { ManifestOutput } from '../manifest'
import type { Assets } from '../ops/op'
import type { Decoded, DecodeFacts } from './decoded'

/** One step from what a model gave to what a track says. */
export interface DecodeOp extends Entry {
  readonly parameters: z.ZodType
  compile(parameters: unknown, assets: Assets, output: ManifestOutput): DecodeStep
}

export type DecodeStep = (decoded: Decoded, facts: DecodeFacts) => Decoded

/** A decoding step whose parameters are typed by their schema; wrong ones throw when the model is opened. */
export function decodeOp<P extends z.ZodType>(
  id: string,
  parameters: P,
  compile: (parameters: z.output<P>, assets: Assets, output: ManifestOutput) => DecodeStep
): DecodeOp {
  return {
    id,
    parameters,
    compile: (given, assets, output) => compile(parameters.parse(given), assets, output)
  }
}
