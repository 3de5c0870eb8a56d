import type { z } from 'zod'
import type { SignalPlace } from '../signal-page'
import type { Analysis } from './index'
import type { AnalysisRequest } from './request'

/** An analysis and where its stream lies. */
export type AnalysisWork = Pick<z.infer<typeof AnalysisRequest>, 'channels' | 'spans' | 'bad' | 'view'> & {
  readonly place: SignalPlace
  readonly analysis: Analysis
}
