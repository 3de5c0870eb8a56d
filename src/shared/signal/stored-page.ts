/** Columns of a page: rows x columns x (min, max) with what turns each row into physical units. */
export interface PageColumns {
  /** Stored numbers or physical values; nothing known: NaN, or min above max. */
  readonly values: Float32Array | Int16Array
  /** Of each row, scale and shift: physical value = number * scale + shift; absent: the values are physical. */
  readonly scales?: Float64Array
}

/** Room for a page of stored numbers, in one buffer that travels as it is: scale and shift of each row, then the columns. */
export function storedPageRoom(
  rows: number,
  px: number
): { readonly scales: Float64Array<ArrayBuffer>; readonly columns: Int16Array<ArrayBuffer> } {
  const buffer = new ArrayBuffer(rows * (ROW_HEAD_BYTES + px * PAIR_BYTES))
  return {
    scales: new Float64Array(buffer, 0, rows * 2),
    columns: new Int16Array(buffer, rows * ROW_HEAD_BYTES, rows * px * 2)
  }
}

/**
 * Read the body of a page as it came, `stored` or physical.
 * @throws RangeError when it is too short for its rows and columns
 */
export function readPageBody(body: ArrayBuffer, rows: number, px: number, stored: boolean): PageColumns {
  const values = rows * px * 2
  const needed = stored ? rows * (ROW_HEAD_BYTES + px * PAIR_BYTES) : values * 4
  if (body.byteLength < needed)
    throw new RangeError(
      `a page of ${rows} rows x ${px} columns needs ${needed} bytes, got ${body.byteLength}`
    )
  if (!stored) return { values: new Float32Array(body, 0, values) }
  return {
    scales: new Float64Array(body, 0, rows * 2),
    values: new Int16Array(body, rows * ROW_HEAD_BYTES, values)
  }
}

/** Scale and shift of a row: two float64. */
const ROW_HEAD_BYTES = 16

/** Two int16. */
const PAIR_BYTES = 4
