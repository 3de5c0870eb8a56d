import type { CurveWork } from '../../shared/physio/measures/feature-lane'
import type { MeasureResult, PlacedWork } from '../../shared/physio/measures/measure-work'
import type { AnalysisResult } from '../../shared/signal/analyses'
import type { AnalysisWork } from '../../shared/signal/analyses/work'
import type { PageRequest, SignalPage, SignalSamples, SignalStretch } from '../../shared/signal/signal-page'

export type { AnalysisWork } from '../../shared/signal/analyses/work'

/** What can be asked of the thread. */
export type SignalQuestion =
  | { readonly kind: 'page'; readonly request: PageRequest }
  | { readonly kind: 'samples'; readonly request: SignalStretch }
  | { readonly kind: 'analysis'; readonly request: AnalysisWork }
  | { readonly kind: 'measures'; readonly request: PlacedWork }
  | { readonly kind: 'curve'; readonly request: CurveWork }

/** An analysis that cannot be done with what was asked, and the way out. */
export interface RefusedAnswer {
  readonly kind: 'refused'
  readonly message: string
  readonly hint?: string
}

/** What it answers; `none`: there is nothing to read yet, or it is gone. */
export type SignalAnswer =
  | { readonly kind: 'page'; readonly page: SignalPage }
  | { readonly kind: 'samples'; readonly samples: SignalSamples }
  | { readonly kind: 'analysis'; readonly result: AnalysisResult }
  | { readonly kind: 'measures'; readonly result: MeasureResult }
  | { readonly kind: 'curve'; readonly values: Float64Array<ArrayBuffer> }
  | RefusedAnswer
  | { readonly kind: 'none' }

/** Main to thread. */
export type ToThread =
  | { readonly type: 'ask'; readonly id: number; readonly question: SignalQuestion }
  | { readonly type: 'give-up'; readonly id: number }
  /** Close all files: the project was closed. */
  | { readonly type: 'release' }

/** Thread to main. */
export type FromThread =
  | { readonly type: 'answer'; readonly id: number; readonly answer: SignalAnswer }
  | { readonly type: 'progress'; readonly id: number; readonly done: number; readonly total: number }
  | { readonly type: 'given-up'; readonly id: number }
  | { readonly type: 'threw'; readonly id: number; readonly message: string }
