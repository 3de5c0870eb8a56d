import type {
  BundleMember,
  ManifestExternal,
  ManifestFusion,
  ManifestProbe,
  SelfTest
} from './manifest-kinds'
import type { OpStep } from './op-step'

export type { OpStep } from './op-step'

/** A manifest (schema `affectory.model/1`) as running a model reads it. */
export interface Manifest {
  readonly schema: 'affectory.model/1'
  readonly id: string
  readonly name: string
  readonly version?: string
  readonly kind: 'onnx' | 'fusion' | 'probe' | 'bundle' | 'external'
  readonly describes?: {
    readonly license?: string
    readonly citation?: string
    readonly languages?: readonly string[]
    readonly population?: string
    readonly intendedUse?: string
    readonly limits?: string
    readonly trainedOn?: readonly string[]
    readonly seedLines?: readonly number[]
  }
  /** By the key that ops name. */
  readonly files?: Readonly<Record<string, ManifestFile>>
  readonly runtime?: {
    readonly providers?: readonly string[]
    readonly batch?: {
      readonly max?: number
      readonly bucketBy?: 'none' | 'length'
      /** Lengths are filled up to a multiple of this, so that few shapes occur. */
      readonly padTo?: number
    }
    readonly threads?: number
    readonly stateful?: boolean
    readonly maxMemoryMiB?: number
    /** Largest difference between providers that counts as the same; 0.001 when absent. */
    readonly providerTolerance?: number
  }
  readonly unit: ManifestUnit
  /** By the name that inputs give in `from`. */
  readonly bindings?: Readonly<Record<string, ManifestBinding>>
  readonly inputs?: readonly ManifestInput[]
  readonly outputs: readonly ManifestOutput[]
  readonly aggregate?: readonly ManifestAggregate[]
  readonly fusion?: ManifestFusion
  readonly probe?: ManifestProbe
  readonly bundle?: readonly BundleMember[]
  readonly external?: ManifestExternal
  readonly selfTest?: readonly SelfTest[]
}

export type UnitType =
  | 'utterance'
  | 'segment'
  | 'window'
  | 'frame'
  | 'dialogue'
  | 'recording'
  | 'song'
  | 'trial'
  | 'image'
  | 'document'
  | 'sentence'
  | 'pair'
  | 'person-frame'

/** What a model looks at in one go. */
export interface ManifestUnit {
  readonly type: UnitType
  /** Tracks whose segments are the units, or lie around the windows: a kind of track, a name, an attribute or a layer. */
  readonly tier?: string
  readonly windowSec?: number
  readonly hopSec?: number
  /** Which moment of a window its place on the grid of hops is. */
  readonly anchor?: 'start' | 'center' | 'end'
  /** `pad`: the first window that reaches the end is the last; `drop`: only whole windows; `keep`: every start before the end. */
  readonly last?: 'pad' | 'drop' | 'keep'
  /** Shorter units are left out. */
  readonly minSec?: number
  /** Longer units are cut into equal parts, whose results are averaged. */
  readonly maxSec?: number
  readonly perParticipant?: boolean
}

/** What an input is bound to: streams by what they carry, never by file. */
export interface ManifestBinding {
  readonly modality: Modality
  readonly role?: string
  readonly participant?: 'self' | 'unit-speaker' | 'other' | 'each' | 'any'
  readonly channels?: readonly string[]
  readonly minHz?: number
  readonly optional?: boolean
  readonly whenMissing?: 'skip-unit' | 'zero' | 'nan' | 'error'
}

export type Modality =
  'audio' | 'video' | 'image' | 'text' | 'eeg' | 'physio' | 'imu' | 'mocap' | 'midi' | 'feature' | 'labels'

export interface ManifestFile {
  readonly path: string
  readonly sha256?: string
  readonly role?: string
  readonly precision?: string
}

export interface ManifestInput {
  readonly name: string
  readonly dtype: string
  /** Sizes; a name is a size that differs from run to run. */
  readonly shape: readonly (number | string)[]
  /** Binding that the pipeline begins with, or branches that it joins. */
  readonly from?: string
  readonly branches?: readonly ManifestBranch[]
  readonly pipeline: readonly OpStep[]
}

export interface ManifestBranch {
  readonly from: string
  readonly pipeline: readonly OpStep[]
}

export type OutputTask =
  | 'classification'
  | 'multilabel'
  | 'ordinal'
  | 'regression'
  | 'distribution'
  | 'sequence-classification'
  | 'frame-classification'
  | 'frame-regression'
  | 'segments'
  | 'pairs'
  | 'open-vocabulary'
  | 'free-text'
  | 'embedding'
  | 'detection'
  | 'attention'
  | 'heatmap'
  | 'score'

export interface ManifestOutput {
  readonly id: string
  /** Name in the ONNX graph; the id where absent. */
  readonly name?: string
  readonly shape?: readonly (number | string)[]
  readonly task: OutputTask
  readonly target: {
    readonly scheme: string
    readonly attribute?: string
    readonly labels?: readonly string[]
    readonly dims?: readonly string[]
    readonly range?: readonly [number, number]
    /** Values a second of a series. */
    readonly hz?: number
    readonly ignore?: readonly string[]
  }
  readonly decode?: readonly OpStep[]
  /** For inspection only. */
  readonly aux?: boolean
}

/** How results of small units become one of a larger one; several follow on each other. */
export interface ManifestAggregate {
  readonly from?: string
  readonly to:
    'utterance' | 'segment' | 'recording' | 'song' | 'dialogue' | 'person' | 'group' | 'trial' | 'document'
  readonly method:
    | 'mean-prob'
    | 'mean-logit'
    | 'max'
    | 'median'
    | 'majority'
    | 'confidence-weighted'
    | 'duration-weighted'
    | 'attention-output'
    | 'last'
    | 'mean-value'
  readonly tie?: 'first' | 'higher-mean' | 'none'
  readonly groupBy?: readonly string[]
}
