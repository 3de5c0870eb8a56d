import { variantKey, variantName, type RunVariant } from './run-variant'

/**
 * Variants of a model are authors and runs of their own: their model id is the model's, a plus sign, and the variant's key.
 * Ids of models hold no plus sign, so that nothing that looks for a model's own runs ever finds those of a variant.
 */
export const variantModelId = (modelId: string, variant: RunVariant): string =>
  `${modelId}+${variantKey(variant)}`

/** Id of the model behind a run or an author, variant or not. */
export const baseModelId = (modelId: string): string => modelId.split('+', 1)[0] ?? modelId

/** Whether a run or an author is of a variant: its answers are no answers about the recordings as they are. */
export const isVariantId = (modelId: string | undefined): boolean => modelId?.includes('+') ?? false

/** Name of the author of a variant, beside those of its model: "Speech emotion · white noise 10 dB". */
export const variantAuthorName = (modelName: string, variant: RunVariant): string =>
  `${modelName} · ${variantName(variant)}`
