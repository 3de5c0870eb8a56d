import type { Micros } from '../../../../shared/domain/time'
import type { MeterChange, Note, TempoChange } from '../../../../shared/music/notes'
import type { TensorValue } from '../tensor-value'

/** Sound of one channel, -1 to 1. */
export interface Sound {
  readonly kind: 'sound'
  readonly samples: Float32Array
  readonly rateHz: number
}

/** Where a picture lies in the picture it was made from: `source = left + x * scaleX`, in pixel edges. */
export interface Placement {
  readonly left: number
  readonly top: number
  readonly scaleX: number
  readonly scaleY: number
}

/** A picture, channels interleaved, 0 to 255 unless scaled since. */
export interface Picture {
  readonly kind: 'picture'
  readonly widthPx: number
  readonly heightPx: number
  readonly channels: 1 | 3
  readonly data: Uint8Array | Float32Array
  readonly placement: Placement
}

/** Pictures of one unit in their order. */
export interface Clip {
  readonly kind: 'clip'
  readonly pictures: readonly Picture[]
}

/** Text as a model reads it; `target` is the part that the unit is about, in UTF-16 units. */
export interface Words {
  readonly kind: 'words'
  readonly text: string
  /** Second sequence of models that read two. */
  readonly pair?: string
  readonly target?: readonly [from: number, to: number]
}

/** One turn of a conversation. */
export interface Turn {
  readonly id: string
  /** Who speaks; absent: nobody says. */
  readonly speaker?: string
  readonly text: string
  readonly start: Micros
  readonly end: Micros
  /** Words of the same turn by other layers, by name. */
  readonly layers?: Readonly<Record<string, string>>
}

/** The conversation that a unit belongs to, and which of its turns the unit is. */
export interface Dialogue {
  readonly kind: 'dialogue'
  readonly turns: readonly Turn[]
  readonly at: number
  /** Results of upstream models by turn id, where a step asks for them. */
  readonly upstream?: Readonly<Record<string, Readonly<Record<string, ArrayLike<number>>>>>
}

/** Text as numbers. */
export interface Tokens {
  readonly kind: 'tokens'
  readonly ids: readonly number[]
  readonly mask: readonly number[]
  readonly typeIds: readonly number[]
  /** UTF-16 range of each token in `text`; [0, 0] for those that stand for nothing. */
  readonly offsets: readonly (readonly [from: number, to: number])[]
  readonly text: string
  readonly padId: number
  /** Which of these numbers the input takes. */
  readonly take: 'ids' | 'mask' | 'typeIds' | 'offsets'
  /** Filled up to this many; absent: to as many as there are. */
  readonly length?: number
  /** Whether texts of different length share a batch, filled up to the longest. */
  readonly fills: boolean
}

/** Channels of EEG, physiology or movement at one rate. NaN: nothing was recorded. */
export interface Channels {
  readonly kind: 'channels'
  readonly names: readonly string[]
  readonly units: readonly string[]
  /** A row for each channel; with `bands` (or features) a row for each channel and band, bands of a channel next to each other. */
  readonly data: readonly Float64Array[]
  readonly bands?: readonly string[]
  /** Where the electrodes were measured, by channel name, in any unit: x right, y front, z up. */
  readonly electrodes?: Readonly<
    Record<string, { readonly x: number; readonly y: number; readonly z: number }>
  >
  readonly rateHz: number
  /** Samples of the unit itself; what lies around it is there for filters and baselines. */
  readonly from: number
  readonly to: number
  /** Seconds on the recording's clock of the first sample. */
  readonly startSeconds: number
}

/** Notes of a piece of music; seconds from its start, pitch as MIDI number, velocity 0 to 1. */
export interface Notes {
  readonly kind: 'notes'
  readonly notes: readonly Note[]
  readonly durationSeconds: number
  /** The first holds from the start on. */
  readonly tempos?: readonly TempoChange[]
  readonly meters?: readonly MeterChange[]
}

/** What branches of one input gave, before a step joins them. */
export interface Several {
  readonly kind: 'several'
  readonly values: readonly Value[]
}

/** What a model takes, without its batch axis. */
export type ModelInput = TensorValue & {
  readonly kind: 'tensor'
  readonly picture?: Pick<Picture, 'widthPx' | 'heightPx' | 'placement'>
  /** Axis that differs from item to item, and what fills it up to the longest of a batch. Absent: only equal lengths share a batch. */
  readonly fill?: { readonly axis: number; readonly value: number }
  /** What a spectrum was made with, so that its bins can be told apart; `power` 1: magnitudes, 2: their squares. */
  readonly spectrum?: { readonly rateHz: number; readonly nFft: number; readonly power: 1 | 2 }
  /** Rows per second along the time axis (axis named), where the tensor is a series. */
  readonly series?: { readonly axis: number; readonly rateHz: number }
}

export type Value =
  Sound | Picture | Clip | Words | Dialogue | Tokens | Channels | Notes | Several | ModelInput

export const IDENTITY: Placement = { left: 0, top: 0, scaleX: 1, scaleY: 1 }
