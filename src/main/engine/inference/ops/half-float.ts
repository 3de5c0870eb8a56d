/** Bits of the half-precision number (IEEE 754 binary16) nearest to a value; ties go to the even one, too large ones to infinity. */
export function toHalf(value: number): number {
  floats[0] = value
  const bits = words[0] ?? 0
  const sign = (bits >>> 16) & 0x8000
  const exponent = (bits >>> 23) & 0xff
  const fraction = bits & 0x7fffff
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200)
  const half = exponent - 127 + 15
  if (half >= 0x1f) return sign | 0x7c00
  if (half > 0) return sign + roundedShift((half << 23) | fraction, 13)
  // Below the smallest normal number the leading 1 is written out and shifted down; far below it nothing is left.
  return half < -10 ? sign : sign + roundedShift(fraction | 0x800000, 14 - half)
}

/** The value of half-precision bits. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >>> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** Divided by a power of two, to the nearest, ties to even; a carry into the exponent is what rounding up means. */
function roundedShift(value: number, by: number): number {
  const down = value >>> by
  const rest = value & ((1 << by) - 1)
  const middle = 1 << (by - 1)
  return rest > middle || (rest === middle && (down & 1) === 1) ? down + 1 : down
}

const floats = new Float32Array(1)
const words = new Uint32Array(floats.buffer)
