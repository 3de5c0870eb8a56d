/** Figures of any list of numbers. NaN are counted and left out of the others; null: there is no number. */
export interface Figures {
  readonly count: number
  readonly missing: number
  readonly min: number | null
  readonly mean: number | null
  readonly max: number | null
  /** Deviation of the numbers themselves (over n). */
  readonly std: number | null
}

/** Numbers as a picture, 0 the least and 255 the most of `low` to `high`. */
export interface ShownHeat {
  /** Drawn by their logarithms, over six decades below `high`. */
  readonly decades: boolean
  /** The first row lies at the bottom, as the lowest pitch of a spectrum does. */
  readonly upward: boolean
  readonly columns: number
  readonly rows: number
  readonly cells: Uint8Array
  readonly low: number
  readonly high: number
}

/** A picture made small for the window; `data` is RGB or grey, 0 to 255. */
export interface ShownPixels {
  readonly widthPx: number
  readonly heightPx: number
  readonly channels: 1 | 3
  readonly data: Uint8Array
}

/** A rectangle in shares of a picture. */
export interface ShownBox {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** The least and the largest value of each column, one after the other. */
export type Extremes = Float32Array

export interface ShownTokens {
  readonly kind: 'tokens'
  readonly text: string
  /** UTF-16 range of the unit's own words in the text. */
  readonly target?: readonly [from: number, to: number]
  readonly pieces: readonly ShownPiece[]
  /** Pieces in all; more than are listed where a text is long. */
  readonly total: number
  /** Which of their numbers the input takes. */
  readonly take: 'ids' | 'mask' | 'typeIds' | 'offsets'
}

export interface ShownPiece {
  readonly id: number
  /** As the vocabulary spells it. */
  readonly token: string
  /** UTF-16 range in the text; empty for pieces that stand for no characters. */
  readonly range: readonly [from: number, to: number]
}

export interface ShownTensor {
  readonly kind: 'tensor'
  readonly type: string
  readonly dims: readonly number[]
  readonly figures: Figures
  readonly first: readonly number[]
  /** Counts in equally wide bins from the least to the largest value; none where all are equal. */
  readonly histogram: readonly number[]
  readonly heat?: ShownHeat
  /** Where it holds a picture of three colours. */
  readonly pixels?: ShownPixels
}

/** A value on its way into a model, small enough to be sent to a window and drawn there. */
export type ShownValue =
  | {
      readonly kind: 'sound'
      readonly rateHz: number
      readonly seconds: number
      readonly samples: number
      readonly figures: Figures
      readonly extremes: Extremes
    }
  | {
      readonly kind: 'picture'
      readonly widthPx: number
      readonly heightPx: number
      readonly channels: 1 | 3
      /** Whole numbers 0 to 255, or what they were scaled to. */
      readonly bytes: boolean
      readonly figures: Figures
      readonly pixels: ShownPixels
      readonly boxes?: readonly ShownBox[]
      /** Place among the boxes of the one that is looked at. */
      readonly chosen?: number
    }
  | { readonly kind: 'clip'; readonly count: number; readonly pictures: readonly ShownValue[] }
  | { readonly kind: 'words'; readonly texts: readonly string[]; readonly target?: ShownTokens['target'] }
  | {
      readonly kind: 'dialogue'
      readonly turns: readonly { readonly speaker?: string; readonly text: string; readonly own: boolean }[]
      readonly total: number
    }
  | ShownTokens
  | {
      readonly kind: 'channels'
      readonly names: readonly string[]
      readonly units: readonly string[]
      readonly bands: readonly string[]
      readonly rateHz: number
      readonly samples: number
      /** Some of the rows, in their order. */
      readonly rows: readonly { readonly name: string; readonly extremes: Extremes }[]
      readonly figures: Figures
    }
  | { readonly kind: 'notes'; readonly count: number; readonly seconds: number }
  | { readonly kind: 'several'; readonly count: number; readonly values: readonly ShownValue[] }
  | ShownTensor
