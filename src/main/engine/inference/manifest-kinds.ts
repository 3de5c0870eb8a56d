import type { OpStep } from './op-step'

/** Kind `fusion`: results of other models, brought to one grid, weighted and put together. */
export interface ManifestFusion {
  readonly grid?: {
    readonly hz?: number
    readonly unit?: string
    readonly interpolate?: 'hold' | 'nearest' | 'linear'
    /** Seconds that are added to the times of a member, by its id. */
    readonly offsetSec?: Readonly<Record<string, number>>
  }
  readonly members: readonly FusionMember[]
  readonly missing?: 'renormalise' | 'hold' | 'zero' | 'skip'
  readonly combine:
    'weighted-sum' | 'mean' | 'product' | 'max' | 'vote' | 'stack' | 'gate-by-confidence' | 'compare-only'
  readonly stack?: {
    readonly model?: 'ridge' | 'logistic'
    readonly fitOn?: string
    readonly lambda?: number
  }
  readonly rules?: readonly FusionRule[]
}

export interface FusionMember {
  readonly id: string
  readonly model: string
  readonly output: string
  readonly map?: OpStep
  readonly post?: readonly OpStep[]
  readonly weight?: number
  readonly classWeights?: Readonly<Record<string, number>>
}

export interface FusionRule {
  readonly type: 'pair-sum' | 'if-then' | 'override' | 'dependency'
  readonly pairs?: Readonly<Record<string, readonly [string, string]>>
  readonly maskGreaterThan?: number
  readonly pairWeights?: Readonly<Record<string, number>>
  readonly when?: string
  readonly then?: string
  readonly tie?: 'first' | 'none'
}

/** Kind `probe`: a convex head on the embedding of another model. */
export interface ManifestProbe {
  /** Model and output (an embedding) that the head stands on. */
  readonly on: string
  readonly output: string
  readonly head: 'logistic' | 'ridge' | 'lda' | 'nearest-centroid' | 'mlp1'
  readonly protocol?: {
    readonly split?: string
    readonly leaveOneOut?: 'speaker' | 'session' | 'dyad' | 'language' | 'recording' | 'corpus'
    readonly seed?: number
    readonly maxLabels?: number
  }
  /** File of the fitted head. */
  readonly weights?: string
}

/** Kind `bundle`: one of several one-label models shown as one. */
export interface BundleMember {
  readonly model: string
  readonly label: string
  /** Which class of the member says yes; 1 when absent. */
  readonly positiveIndex?: number
}

/** Kind `external`: predictions that come from a file. */
export interface ManifestExternal {
  readonly format: 'csv' | 'tsv' | 'jsonl' | 'json'
  readonly key: Readonly<Record<string, string>>
  readonly columns?: Readonly<Record<string, string>>
  readonly promptTemplate?: string
  readonly invalid?: 'reject' | 'other' | 'keep-text'
}

/** A known answer that travels with a model. */
export interface SelfTest {
  readonly name: string
  /** Which stage is held against `expect`; `end-to-end` when absent. */
  readonly stage?: 'pipeline' | 'model' | 'decode' | 'end-to-end'
  readonly fixture?: string
  readonly expect: unknown
  readonly atol?: number
}
