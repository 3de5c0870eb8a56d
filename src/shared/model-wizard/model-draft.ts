/** What a model looks at, as it is asked for. */
export type DraftModality = 'video' | 'image' | 'audio' | 'text' | 'eeg' | 'physio'

/** How the values of a picture are brought to what a network was trained with. */
export type PicturePreset = 'imagenet' | 'hsemotion' | 'avcer' | 'zero-one' | 'minus-one-one' | 'bytes'

/** What an input of a network means. */
export type InputUse =
  | {
      readonly kind: 'picture'
      readonly layout: 'NCHW' | 'NHWC' | 'NCTHW'
      readonly channels: 1 | 3
      readonly widthPx: number
      readonly heightPx: number
      /** Pictures of one unit; absent: a single one. */
      readonly frames?: number
    }
  /** Samples; `axis`: an axis of length 1 stands in front of them. */
  | { readonly kind: 'waveform'; readonly samples?: number; readonly axis: boolean }
  | {
      readonly kind: 'mel'
      readonly order: 'bands-first' | 'frames-first'
      readonly frames?: number
      readonly axis: boolean
    }
  | { readonly kind: 'ids' | 'mask' | 'typeIds'; readonly length?: number }
  | {
      readonly kind: 'channels'
      readonly order: 'channels-first' | 'time-first'
      readonly count?: number
      readonly samples?: number
      readonly axis: boolean
    }
  /** The same number each time, for instance a sample rate. */
  | { readonly kind: 'constant'; readonly value: number }

export interface DraftInput {
  readonly name: string
  readonly dtype: string
  /** As the manifest writes them: numbers, and names for lengths that differ. */
  readonly shape: readonly (number | string)[]
  readonly use: InputUse
}

/** What an output of a network means. */
export type OutputUse =
  'one-label' | 'several-labels' | 'dimensions' | 'label-series' | 'value-series' | 'embedding' | 'nothing'

export interface DraftOutput {
  /** In the graph. */
  readonly name: string
  readonly shape: readonly (number | string)[]
  readonly use: OutputUse
  /** Numbers of the last axis; absent: it differs or is not known. */
  readonly width?: number
  /** Labels, or names of dimensions, in the order of the network. */
  readonly labels: readonly string[]
  readonly activation: 'none' | 'softmax' | 'sigmoid' | 'log-softmax'
  /** Scheme that the labels are of; absent: a new one. */
  readonly scheme?: string
  readonly attribute: string
  /** Rows a second of a series. */
  readonly hz: number
}

export interface DraftUnit {
  readonly type:
    | 'utterance'
    | 'window'
    | 'recording'
    | 'person-frame'
    | 'frame'
    | 'image'
    | 'document'
    | 'sentence'
    | 'trial'
  readonly windowSec: number
  readonly hopSec: number
}

/** Figures of a log-mel spectrogram. */
export interface MelFigures {
  readonly bands: number
  readonly nFft: number
  readonly win: number
  readonly hop: number
  readonly fMin: number
  readonly fMax: number
  readonly scale: 'slaney' | 'htk'
  readonly norm: 'slaney' | 'none'
  readonly log: 'ln' | 'log10' | 'db'
}

/** All answers of the wizard. Every one of them gives a manifest that the schema allows. */
export interface ModelDraft {
  readonly id: string
  readonly name: string
  readonly license: string
  readonly intendedUse: string
  readonly limits: string
  readonly modality: DraftModality
  readonly unit: DraftUnit
  readonly preset: PicturePreset
  /** Samples a second of sound, and whether each piece is brought to zero mean and unit variance. */
  readonly rateHz: number
  readonly normalized: boolean
  readonly mel: MelFigures
  /** Absolute path of the tokenizer.json. */
  readonly tokenizer?: string
  readonly maxLength: number
  readonly specialTokens: boolean
  readonly signal: {
    readonly rateHz: number
    /** Band that is let through; 0: no filter on that side. */
    readonly lowHz: number
    readonly highHz: number
    readonly reference: 'none' | 'average'
    readonly normalized: boolean
    /** Names in the order of the network; none: all of the recording. */
    readonly channels: readonly string[]
  }
  readonly inputs: readonly DraftInput[]
  readonly outputs: readonly DraftOutput[]
  /** What the answers of windows are put together to. */
  readonly aggregate: 'none' | 'utterance' | 'recording'
  /** Items of one run. */
  readonly batch: number
  readonly externalData: readonly string[]
}
