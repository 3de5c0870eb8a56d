import type { LiveSubject } from '../../../../shared/contract/live'
import type { Result } from '../../../../shared/domain/problem'
import type { SchemeRow } from '../../../../shared/domain/rows'
import type { Decoder, PredictItem } from '../../protocol'
import type { RunnableModel } from '../runnable-model'
import type { ProviderChoice } from '../session'
import type { Timeline } from './moments'

/** A model opened to say what it thinks of single moments of one recording. */
export interface LiveReader {
  readonly choice: ProviderChoice
  /** Its moments are segments of tracks. */
  readonly fromTracks: boolean
  readonly timeline: Pick<Timeline, 'places' | 'at'>
  /** What it says of a place; a sentence where there is nothing to look at. */
  read(place: number): Promise<LiveSaid>
  /** Let go of the model and of what is read of the recording. */
  dispose(): Promise<void>
}

export type LiveSaid =
  | { readonly kind: 'said'; readonly subjects: readonly LiveSubject[] }
  | { readonly kind: 'nothing'; readonly reason: string }

export interface LiveRequest {
  readonly model: RunnableModel
  readonly item: PredictItem
  readonly provider: string
  readonly threads: number
  readonly schemes: readonly SchemeRow[]
  readonly decoder: Decoder
  readonly signal: AbortSignal
  findModel(id: string): Promise<Result<RunnableModel>>
}
