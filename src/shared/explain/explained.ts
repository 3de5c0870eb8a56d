import type { ModelMap } from './model-map'
import type { PictureBox } from './picture-box'

/** A part of what a model looked at. Times in seconds from the start of the unit; places in shares of the picture, 0 to 1. */
export type OccludedPart =
  | { readonly kind: 'time'; readonly fromSeconds: number; readonly toSeconds: number }
  | { readonly kind: 'patch'; readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  /** UTF-16 range in the text of the turn. */
  | { readonly kind: 'word'; readonly from: number; readonly to: number; readonly text: string }
  | { readonly kind: 'channel'; readonly name: string }
  /** All that a binding gives. */
  | { readonly kind: 'stream' }

/** What hiding one part of one stream does to an answer. */
export interface PartEffect {
  readonly binding: string
  readonly part: OccludedPart
  /** Answer with everything there less answer without the part: positive where the part speaks for the answer. null: no answer without it. */
  readonly effect: number | null
}

/** The picture, or the part of one, that a model looked at. */
export interface SeenPicture {
  readonly streamId: string
  /** Part of the whole picture that was looked at. */
  readonly box: PictureBox
  /** RGB, row by row, small: to be drawn beneath what is said of it. */
  readonly widthPx: number
  readonly heightPx: number
  readonly data: Uint8Array
  /** Faces of the picture from left to right, and which of them was looked at; absent: the picture was taken whole. */
  readonly faces?: readonly PictureBox[]
  readonly face?: number
}

/** Why a model answers as it does, as far as hiding parts of its input tells. */
export interface Explained {
  readonly modelId: string
  readonly outputId: string
  /** Names of the numbers that the output gives. */
  readonly labels: readonly string[]
  /** Answer with everything there. */
  readonly scores: readonly number[]
  /** Place of the answer that is explained among the labels. */
  readonly target: number
  /** Stretch that was looked at, µs on the recording's clock. */
  readonly start: number
  readonly end: number
  /** Words that parts of kind `word` are ranges of. */
  readonly text?: string
  /** The picture that parts of kind `patch` are places in. */
  readonly seen?: SeenPicture
  /** Where the model itself says that it looked. */
  readonly maps?: readonly ModelMap[]
  readonly parts: readonly PartEffect[]
  /** Times that the model was run. */
  readonly runs: number
}

/** Something done to the input, to see the answer move. */
export type InputChange =
  | { readonly kind: 'drop'; readonly binding: string }
  | { readonly kind: 'mute-channel'; readonly binding: string; readonly channel: string }
  | { readonly kind: 'text'; readonly binding: string; readonly text: string }
  | { readonly kind: 'gain'; readonly binding: string; readonly factor: number }
  | { readonly kind: 'blur'; readonly binding: string; readonly radiusShare: number }

/** What hiding parts is done by. */
export const explainMethod =
  'Occlusion: each part is taken away by itself (sound and channels become their mean, a patch of a picture its mean colour, a word is left out) and the model is run again; the effect is the answer with everything less the answer without the part (Zeiler & Fergus 2014, ECCV). Parts that stand in for each other can each seem to do nothing.'
