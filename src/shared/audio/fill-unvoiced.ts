/** Frames without a pitch as `nan`, as 0, or with the pitch before them (0 before the first). */
export function fillUnvoiced(values: Float64Array, how: 'nan' | 'zero' | 'hold'): Float64Array<ArrayBuffer> {
  let last = 0
  return Float64Array.from(values, (value) => {
    if (!Number.isNaN(value)) {
      last = value
      return value
    }
    return how === 'nan' ? NaN : how === 'zero' ? 0 : last
  })
}
