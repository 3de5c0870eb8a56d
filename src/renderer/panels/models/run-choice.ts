import type { CallInput } from '../../../shared/contract'

/** How a run is asked for, as the dialogue holds it. */
export type Options = NonNullable<CallInput<'prediction.run'>['options']>
