import type { PictureBox } from './picture-box'

/** What the places along one side of a map stand for. */
export type MapAxis =
  /** Pieces of the text that the model read; `ranges` are UTF-16 ranges in it, [0, 0] for pieces that stand for no letters. */
  | {
      readonly kind: 'pieces'
      readonly text: string
      readonly ranges: readonly (readonly [from: number, to: number])[]
      /** When each piece is said, µs on the recording's clock; null: not known. */
      readonly times?: readonly ({ readonly start: number; readonly end: number } | null)[]
      /** Times are those of a track with a segment for each word, or in proportion to the letters. */
      readonly timesBy?: 'words' | 'letters'
    }
  /** Equal steps from the start to the end of what was looked at. */
  | { readonly kind: 'time'; readonly count: number }
  /** Lines or columns of the picture that was looked at. */
  | { readonly kind: 'rows' | 'columns'; readonly count: number }
  | { readonly kind: 'other'; readonly count: number; readonly name?: string }

/** What a model gives out of its own looking: attention, or a heatmap of its last features (CAM). */
export interface ModelMap {
  readonly outputId: string
  readonly task: 'attention' | 'heatmap'
  /** Whose looking each row is; absent: there is one row. */
  readonly from?: MapAxis
  readonly to: MapAxis
  /** Row by row, as the model gave them: `to` has the columns. Where the columns are the picture's, `from` is its lines. */
  readonly weights: Float32Array
  /** Where a map of the picture lies in the whole picture. */
  readonly box?: PictureBox
  /** Attention heads that the weights are the mean of. */
  readonly heads?: number
  /** Of attention: how far the sum of a row was from 1 at most, and how many rows were farther than `ROW_SUM_TOLERANCE`. */
  readonly sums?: { readonly worst: number; readonly off: number; readonly rows: number }
}

/** How far the sum of a row of attention may be from 1. */
export const ROW_SUM_TOLERANCE = 1e-3

/** Places along an axis. */
export const axisLength = (axis: MapAxis | undefined): number =>
  axis === undefined ? 1 : axis.kind === 'pieces' ? axis.ranges.length : axis.count
