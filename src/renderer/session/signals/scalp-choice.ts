import { z } from 'zod'
import { makeStore } from '../store'
import { readUiState, saveUiState } from '../ui-state'

/** What the scalp map shows, kept with the project. */
export const ScalpChoice = z.object({
  /** The value at the playhead, or the power of a band (by name) in a window around it. */
  shows: z.string().default('value'),
  /** Half of what is averaged around the playhead, milliseconds; 0: one sample. */
  halfMs: z.number().min(0).max(5000).default(10),
  /** Window of band power, seconds. */
  windowSeconds: z.number().positive().max(16).default(1),
  bad: z.enum(['interpolate', 'leave-out']).default('interpolate'),
  names: z.boolean().default(true),
  /** Each channel less its mean over the seconds around the playhead that are in memory. */
  centred: z.boolean().default(true),
  /** End of the colours, in the unit shown; absent: fits by itself. */
  most: z.number().positive().optional()
})
export type ScalpChoice = z.infer<typeof ScalpChoice>

const store = makeStore<ScalpChoice>(ScalpChoice.parse({}))
export const useScalpChoice = (): ScalpChoice => store()

/** Change what the map shows; never an edit. */
export function chooseScalp(patch: Partial<ScalpChoice>): void {
  store.setState(patch)
  saveUiState('scalp-map', store.getState())
}

/** Come back to what was chosen in this project. */
export async function recallScalpChoice(): Promise<void> {
  const kept = ScalpChoice.safeParse((await readUiState('scalp-map')) ?? {})
  store.setState(kept.success ? kept.data : ScalpChoice.parse({}), true)
}
