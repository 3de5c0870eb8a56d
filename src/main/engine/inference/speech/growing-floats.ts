/** A list of numbers that grows without being copied each time. */
export interface GrowingFloats {
  /** Put values at an index; what lies between is NaN. */
  put(at: number, values: ArrayLike<number>): void
  /** All of them, valid until the next `put`. */
  all(): Float32Array
}

/** An empty list with room for `room` numbers. */
export function growingFloats(room = 4096): GrowingFloats {
  let data = new Float32Array(Math.max(1, room)).fill(NaN)
  let length = 0
  return {
    put(at, values) {
      const end = at + values.length
      if (end > data.length) {
        const larger = new Float32Array(Math.max(end, 2 * data.length)).fill(NaN)
        larger.set(data.subarray(0, length))
        data = larger
      }
      data.set(values, at)
      length = Math.max(length, end)
    },
    all: () => data.subarray(0, length)
  }
}
