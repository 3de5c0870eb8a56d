import { z } from 'zod'
import { makeStore } from '../store'
import { readUiState, saveUiState } from '../ui-state'

/** How epochs around events are cut, kept with the project. */
export const EpochChoice = z.object({
  /** Track whose segments are the events, by their starts; absent: the first that has any. */
  trackId: z.string().optional(),
  fromMs: z.number().min(-60_000).max(60_000).default(-200),
  toMs: z.number().min(-60_000).max(60_000).default(800),
  baseline: z.boolean().default(true),
  baselineFromMs: z.number().default(-200),
  baselineToMs: z.number().default(0),
  /** Epochs whose channel spans more are rejected, in its unit. */
  peakToPeak: z.number().positive().optional(),
  channel: z.number().int().nonnegative().optional()
})
export type EpochChoice = z.infer<typeof EpochChoice>

const store = makeStore<EpochChoice>(EpochChoice.parse({}))
export const useEpochChoice = (): EpochChoice => store()

/** Change how epochs are cut; never an edit. */
export function chooseEpochs(patch: Partial<EpochChoice>): void {
  store.setState(patch)
  saveUiState('epochs', store.getState())
}

/** Come back to what was chosen in this project. */
export async function recallEpochChoice(): Promise<void> {
  const kept = EpochChoice.safeParse((await readUiState('epochs')) ?? {})
  store.setState(kept.success ? kept.data : EpochChoice.parse({}), true)
}
