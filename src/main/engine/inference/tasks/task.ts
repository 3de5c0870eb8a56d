import type { Problem, Result } from '../../../../shared/domain/problem'
import type { RunOptions } from '../../../../shared/domain/model'
import type { SchemeRow } from '../../../../shared/domain/rows'
import type { Entry } from '../../../../shared/registry'
import type { Decoder, JobBatch, PredictItem } from '../../protocol'
import type { Manifest } from '../manifest'
import type { RunnableModel } from '../runnable-model'
import type { ProviderChoice } from '../session'
import type { Stopwatch } from '../stopwatch'

/** What a kind of model does with recordings: from streams to tracks. */
export interface Task extends Entry {
  accepts(manifest: Manifest): boolean
  /** Hold the manifest against what the task can do; answers the task's id. */
  check(manifest: Manifest, file: string): Result<string>
  open(request: OpenRequest): Promise<Result<Predictor>>
}

export interface OpenRequest {
  readonly model: RunnableModel
  readonly options: RunOptions
  readonly provider: string
  readonly threads: number
  /** Schemes that the outputs name, for those that do not list their labels. */
  readonly schemes?: readonly SchemeRow[]
  /** Another model of the same folder, for instance the detector that finds the faces to look at. */
  findModel(id: string): Promise<Result<RunnableModel>>
}

/** A model opened for one run. */
export interface Predictor {
  readonly choice: ProviderChoice
  /** Noun of what `total` and `Sink.advance` count. */
  readonly unit: 'frames' | 'seconds' | 'segments' | 'units'
  /** Units in a recording, before it is opened. */
  total(item: PredictItem): number
  /** Look at one recording; results leave through the sink. */
  predict(item: PredictItem, sink: Sink): Promise<Result<void>>
  dispose(): Promise<void>
}

type Predicted = Extract<JobBatch, { kind: 'predicted' }>

/** Where a predictor's results go. */
export interface Sink {
  readonly signal: AbortSignal
  readonly decoder: Decoder
  readonly stopwatch: Stopwatch
  /** Count units of this recording, those done in an earlier run included. */
  advance(units: number): void
  /** Resolves when main has committed it. */
  emit(
    results: Pick<
      Predicted,
      'tracks' | 'frames' | 'outputs' | 'doneUntilSeconds' | 'doneSegmentIds' | 'recordingDone'
    >
  ): Promise<void>
  warn(problem: Problem): Promise<void>
}
