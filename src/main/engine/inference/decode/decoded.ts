import type { OpStep } from '../op-step'
import type { ModelInput } from '../ops/value'

/** One output of one unit on its way from what the model gave to what a track says. No batch axis. */
export interface Decoded {
  /** Values row by row; NaN: none. */
  readonly data: Float64Array
  readonly dims: readonly number[]
  /** What the entries of the last axis stand for, or what the values number once `argmax` has chosen. */
  readonly labels?: readonly string[]
  /** Rows a second along the first axis, where that is time. */
  readonly hz?: number
  /** Seconds that everything said is moved by; positive: later. */
  readonly offsetSeconds?: number
  /** Values that a choice was made from, where one was made. */
  readonly scores?: { readonly data: Float64Array; readonly dims: readonly number[] }
  /** Labels that were chosen: one by `argmax`, any number by `threshold`, best first. */
  readonly chosen?: readonly string[]
  /** Stretches of the unit, seconds from its start. */
  readonly spans?: readonly DecodedSpan[]
  /** Rows and columns of pairs that were chosen. */
  readonly pairs?: readonly DecodedPair[]
  /** Words that an answer holds. */
  readonly text?: string
  readonly terms?: readonly string[]
}

export interface DecodedSpan {
  readonly fromSeconds: number
  readonly toSeconds: number
  readonly label: string
  readonly confidence?: number
  readonly scores?: Readonly<Record<string, number>>
}

export interface DecodedPair {
  readonly from: number
  readonly to: number
  readonly score: number
}

/** What a decoding step may know of the unit besides its values. */
export interface DecodeFacts {
  /** What went into the model for this unit, by input name. */
  input?(name: string): ModelInput | undefined
  /** Length of the unit. */
  readonly seconds?: number
  /** Fields of an answer that came from a file, by name. */
  readonly fields?: Readonly<Record<string, string>>
  /** For those who want to see every value on its way to an answer. */
  readonly watch?: (step: OpStep, made: Decoded) => void
}

/** Labels of the last axis, `labels[i]` or its number. */
export const labelAt = ({ labels }: Pick<Decoded, 'labels'>, index: number): string =>
  labels?.[index] ?? String(index)

/** Number of rows and of values in each, the last axis being the row. */
export function rowsOf({ data, dims }: Pick<Decoded, 'data' | 'dims'>): {
  readonly rows: number
  readonly width: number
} {
  const width = dims.at(-1) ?? 1
  return { rows: width > 0 ? data.length / width : 0, width }
}

/** Each row of the last axis changed in place of a copy. */
export function mapRows(decoded: Decoded, change: (row: Float64Array) => ArrayLike<number>): Decoded {
  const { rows, width } = rowsOf(decoded)
  const data = new Float64Array(decoded.data.length)
  for (let row = 0; row < rows; row++)
    data.set(change(decoded.data.subarray(row * width, (row + 1) * width)), row * width)
  return { ...decoded, data }
}
