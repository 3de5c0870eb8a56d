import type { Entry } from '../../../../shared/registry'
import type { Result } from '../../../../shared/domain/problem'
import type { Decoder, PredictItem } from '../../protocol'
import type { ManifestBinding, Modality, OpStep } from '../manifest'
import type { Assets, Reach } from '../ops/op'
import type { Value } from '../ops/value'
import type { Stopwatch } from '../stopwatch'
import type { Unit } from '../units/unit'

/** Where the values of one modality come from. */
export interface Source extends Entry {
  readonly id: Modality
  open(request: SourceRequest): Promise<Result<SourceReader>>
}

export interface SourceRequest {
  readonly item: PredictItem
  readonly binding: ManifestBinding
  /** Steps that the values go through: a source does what the first of them ask of the stream (channel, rate, pictures a second). */
  readonly pipeline: readonly OpStep[]
  /** Seconds around each unit that the steps look at. */
  readonly reach: Reach
  /** Every unit of the recording that is still to be read, in order. */
  readonly units: readonly Unit[]
  /** How far behind a unit a source may read on its own account; as far as it sees fit when absent. */
  readonly aheadSeconds?: number
  readonly assets: Assets
  readonly decoder: Decoder
  readonly signal: AbortSignal
  readonly stopwatch: Stopwatch
}

/** A source opened for one recording. */
export interface SourceReader {
  /** What a unit holds; undefined: nothing is there for it. Asked in the order of the units. */
  read(unit: Unit): Promise<Value | undefined>
  /** What stands in for a unit that nothing was recorded of, filled with 0 or NaN; undefined: the tensor itself is filled. */
  blank?(unit: Unit, fill: number): Value | undefined
  /** Mean and standard deviation by channel over something larger than the unit. */
  statistics?(
    scope: string,
    unit: Unit
  ): { readonly mean: ArrayLike<number>; readonly std: ArrayLike<number> } | undefined
  close(): void
}
