import { z } from 'zod'
import { Id } from '../domain/rows'
import { RunVariant } from '../variants/run-variant'
import { RunOptionsInput } from './settings'

/** Runs of variants of one model. `options`: those of the model's newest run when absent. */
export const VariantsToRun = z.object({
  modelId: z.string().max(200),
  recordingIds: z.array(Id).min(1),
  variants: z.array(RunVariant).min(1).max(64),
  options: RunOptionsInput.omit({ variant: true }).optional(),
  /** True: also those that are there already. */
  again: z.boolean().default(false)
})

/** What began, in order of their jobs. */
export interface VariantStarted {
  readonly started: readonly {
    readonly jobId: string
    readonly runId: string
    /** Null: the run of the model itself, which has to be there to compare with. */
    readonly variant: RunVariant | null
  }[]
  /** Variants whose runs were there already. */
  readonly kept: number
}

/** The words that a model reads for one turn, in each of several variants. */
export const VariantTextsQuery = z.object({
  modelId: z.string().max(200),
  recordingId: Id,
  segmentId: Id,
  variants: z.array(RunVariant).min(1).max(64)
})
export type VariantTexts = readonly { readonly variant: RunVariant; readonly text: string }[]
