import { z } from 'zod'
import { BadChannelsAnalysis } from './bad-channels'
import type { BadChannelsResult } from './bad-channels'
import { BodilyEventsAnalysis } from './bodily-events'
import type { BodilyEventsResult } from './bodily-events'
import { ComponentsAnalysis } from './components'
import type { ComponentsResult } from './components'
import { ConnectivityAnalysis } from './connectivity'
import type { ConnectivityResult } from './connectivity'
import { EventAverageAnalysis } from './event-average'
import type { EventAverageResult } from './event-average'
import { AnalysisRequest } from './request'
import { SpectrogramAnalysis } from './spectrogram'
import type { SpectrogramResult } from './spectrogram'
import { SpectrumAnalysis } from './spectrum'
import type { SpectrumResult } from './spectrum'

export { AnalysisRequest, AnalysisSpan } from './request'

/** Everything that can be computed from samples of a signal; each has a file here and one in `main/signals/analyses`. */
export const Analysis = z.discriminatedUnion('kind', [
  BadChannelsAnalysis,
  BodilyEventsAnalysis,
  ComponentsAnalysis,
  ConnectivityAnalysis,
  EventAverageAnalysis,
  SpectrumAnalysis,
  SpectrogramAnalysis
])
export type Analysis = z.infer<typeof Analysis>
export type AnalysisKind = Analysis['kind']

/** What an analysis answers; each result says its kind. */
export type AnalysisResult =
  | BadChannelsResult
  | BodilyEventsResult
  | ComponentsResult
  | ConnectivityResult
  | EventAverageResult
  | SpectrumResult
  | SpectrogramResult

/** The result of one kind. */
export type AnalysisResultOf<K extends AnalysisKind> = Extract<AnalysisResult, { readonly kind: K }>

/** A question with its analysis, as `signal.analyse` takes it. */
export const AnalysisQuery = AnalysisRequest.extend({ analysis: Analysis })
export type AnalysisQuery = z.infer<typeof AnalysisQuery>

/** How a question ends where nothing is wrong: with a result, or because a newer question of its slot came or it was stopped. */
export type AnalysisAnswer =
  { readonly state: 'done'; readonly result: AnalysisResult } | { readonly state: 'superseded' }
