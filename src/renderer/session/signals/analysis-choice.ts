import { z } from 'zod'
import { ChannelType } from '../../../shared/signal/channel-type'
import { makeStore } from '../store'
import { readUiState, saveUiState } from '../ui-state'

/** Where analyses look: the selected range, what is in view, all of it, or segments of a track by label. */
export const StretchChoice = z.union([
  z.enum(['auto', 'selection', 'view', 'all']),
  z.templateLiteral(['track:', z.string()])
])
export type StretchChoice = z.infer<typeof StretchChoice>

/** What analyses of signals take, kept with the project; the same in every panel that asks. */
export const AnalysisChoice = z.object({
  stretch: StretchChoice.default('auto'),
  /** Channels chosen in the Signals panel, or all good ones of a type. */
  channels: z.union([z.enum(['auto', 'chosen']), ChannelType]).default('auto'),
  windowSeconds: z.number().positive().default(2),
  overlap: z.number().min(0).max(0.95).default(0.5),
  taper: z.enum(['hann', 'hamming', 'boxcar']).default('hann'),
  /** Name of a band of `eegBands`. */
  band: z.string().default('alpha'),
  toHz: z.number().positive().default(60),
  scale: z.enum(['log', 'linear']).default('log'),
  average: z.boolean().default(false)
})
export type AnalysisChoice = z.infer<typeof AnalysisChoice>

const store = makeStore<AnalysisChoice>(AnalysisChoice.parse({}))
export const useAnalysisChoice = (): AnalysisChoice => store()

/** Change what analyses take; never an edit. */
export function chooseAnalysis(patch: Partial<AnalysisChoice>): void {
  store.setState(patch)
  saveUiState('analyses', store.getState())
}

/** Come back to what was chosen in this project. */
export async function recallAnalysisChoice(): Promise<void> {
  const kept = AnalysisChoice.safeParse((await readUiState('analyses')) ?? {})
  store.setState(kept.success ? kept.data : AnalysisChoice.parse({}))
}
