import type {
  Analysis,
  AnalysisKind,
  AnalysisResult,
  AnalysisResultOf
} from '../../../shared/signal/analyses'
import type { AnalysisInput } from './input'
import { badChannels } from './bad-channels'
import { bodilyEvents } from './bodily-events'
import { components } from './components'
import { connectivity } from './connectivity'
import { eventAverage } from './event-average'
import { spectrogram } from './spectrogram'
import { spectrum } from './spectrum'

/** Computes one kind of analysis; throws `Refused` with a sentence where the input does not allow it. */
export type RunAnalysis<K extends AnalysisKind> = (
  input: AnalysisInput,
  analysis: Extract<Analysis, { readonly kind: K }>
) => Promise<AnalysisResultOf<K>>

/** Every analysis by its kind: a file here, its question and answer in `shared/signal/analyses`. */
const analyses: { readonly [K in AnalysisKind]: RunAnalysis<K> } = {
  'bad-channels': badChannels,
  'bodily-events': bodilyEvents,
  components,
  connectivity,
  'event-average': eventAverage,
  spectrum,
  spectrogram
}

/** Run the analysis that a question names. */
export const runAnalysis = (input: AnalysisInput, analysis: Analysis): Promise<AnalysisResult> => {
  // The registry pairs each kind with its own run; the compiler cannot follow the pair through a union.
  const run = analyses[analysis.kind] as RunAnalysis<AnalysisKind>
  return run(input, analysis as never)
}
