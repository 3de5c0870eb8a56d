/** What a FLAC stream says of itself. */
export interface FlacFacts {
  readonly channels: number
  readonly bits: number
  /** 0: not told. */
  readonly samples: number
}

/** Most samples of a frame (RFC 9639). */
const LONGEST_FRAME = 65_535

/**
 * Decode a FLAC stream (RFC 9639) to whole numbers, frame by frame; each channel's samples of a frame as one list. Written
 * for the formats 508, 516 and 524 of WFDB, whose files are FLAC streams without any sound in them.
 * @throws Error with a sentence when the stream is damaged
 */
export function* decodeFlac(bytes: Uint8Array): Generator<readonly Int32Array[], FlacFacts | undefined> {
  if (bytes[0] !== 0x66 || bytes[1] !== 0x4c || bytes[2] !== 0x61 || bytes[3] !== 0x43)
    throw new Error('it does not begin as FLAC')
  let at = 4
  let facts: FlacFacts | undefined
  for (let last = false; !last;) {
    if (at + 4 > bytes.length) throw new Error('its header is cut off')
    const kind = bytes[at] ?? 0
    const length = ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
    if ((kind & 127) === 0 && at + 4 + 34 <= bytes.length) facts = streamInfo(bytes, at + 4)
    last = kind >= 128
    at += 4 + length
  }
  if (!facts) throw new Error('it does not say how it is stored')
  const reader = new BitReader(bytes, at)
  while (reader.byte + 10 < bytes.length) yield frame(reader, facts)
  return facts
}

function streamInfo(bytes: Uint8Array, at: number): FlacFacts {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 34)
  const packed = view.getBigUint64(10)
  return {
    channels: Number((packed >> 41n) & 7n) + 1,
    bits: Number((packed >> 36n) & 31n) + 1,
    samples: Number(packed & 0xfffffffffn)
  }
}

const SIZES = [0, 8, 12, 0, 16, 20, 24, 32]

function frame(reader: BitReader, facts: FlacFacts): readonly Int32Array[] {
  if (reader.bits(14) !== 0x3ffe) throw new Error(`a frame does not begin at byte ${reader.byte}`)
  reader.bits(2)
  const sizeCode = reader.bits(4)
  const rateCode = reader.bits(4)
  const assignment = reader.bits(4)
  const bitsCode = reader.bits(3)
  reader.bits(1)
  // The number of the frame, coded like UTF-8: it is not needed.
  const lead = reader.bits(8)
  for (let mask = 0x80; lead >= 0xc0 && (lead & (mask >> 1)) !== 0; mask >>= 1) reader.bits(8)
  const size =
    sizeCode === 1
      ? 192
      : sizeCode >= 8
        ? 256 << (sizeCode - 8)
        : sizeCode >= 2 && sizeCode <= 5
          ? 576 << (sizeCode - 2)
          : sizeCode === 6
            ? reader.bits(8) + 1
            : sizeCode === 7
              ? reader.bits(16) + 1
              : 0
  if (rateCode === 12) reader.bits(8)
  else if (rateCode === 13 || rateCode === 14) reader.bits(16)
  reader.bits(8)
  if (size < 1 || size > LONGEST_FRAME) throw new Error('a frame has no length')
  const bits = bitsCode === 0 ? facts.bits : (SIZES[bitsCode] ?? 0)
  if (bits === 0 || assignment > 10) throw new Error('a frame is of a kind that FLAC does not have')
  const channels = Array.from({ length: assignment < 8 ? assignment + 1 : 2 }, (_, channel) => {
    const side =
      (assignment === 9 && channel === 0) || ((assignment === 8 || assignment === 10) && channel === 1)
    return subframe(reader, size, bits + (side ? 1 : 0))
  })
  reader.align()
  reader.bits(16)
  const [left, right] = channels
  if (assignment >= 8 && left && right) restoreStereo(assignment, left, right)
  return channels
}

/** Left and side, side and right, or middle and side, become left and right. */
function restoreStereo(assignment: number, a: Int32Array, b: Int32Array): void {
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0]
    if (assignment === 8) b[i] = x - y
    else if (assignment === 9) a[i] = x + y
    else {
      const middle = x * 2 + (y & 1)
      a[i] = (middle + y) >> 1
      b[i] = (middle - y) >> 1
    }
  }
}

function subframe(reader: BitReader, size: number, bits: number): Int32Array {
  reader.bits(1)
  const kind = reader.bits(6)
  const wasted = reader.bits(1) === 1 ? reader.unary() + 1 : 0
  const width = bits - wasted
  const out = new Int32Array(size)
  if (kind === 0) out.fill(reader.signed(width))
  else if (kind === 1) for (let i = 0; i < size; i++) out[i] = reader.signed(width)
  else if (kind >= 8 && kind <= 12) {
    const order = kind - 8
    for (let i = 0; i < order; i++) out[i] = reader.signed(width)
    residual(reader, out, order)
    predict(out, FIXED[order] ?? [], 0)
  } else if (kind >= 32) {
    const order = kind - 31
    for (let i = 0; i < order; i++) out[i] = reader.signed(width)
    const precision = reader.bits(4) + 1
    const shift = reader.signed(5)
    const weights = Array.from({ length: order }, () => reader.signed(precision))
    residual(reader, out, order)
    predict(out, weights, Math.max(0, shift))
  } else throw new Error('a frame is predicted in a way that FLAC does not have')
  if (wasted > 0) for (let i = 0; i < size; i++) out[i] = (out[i] ?? 0) << wasted
  return out
}

/** Weights of the fixed predictors, nearest sample first. */
const FIXED: readonly (readonly number[])[] = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]]

/** Add the prediction to what it left over. Sums may leave 32 bits, so they are floats, which are exact here. */
function predict(out: Int32Array, weights: readonly number[], shift: number): void {
  const scale = 2 ** shift
  for (let i = weights.length; i < out.length; i++) {
    let sum = 0
    for (let k = 0; k < weights.length; k++) sum += (weights[k] ?? 0) * (out[i - 1 - k] ?? 0)
    out[i] = (out[i] ?? 0) + Math.floor(sum / scale)
  }
}

/** Rice-coded rest behind the first `order` samples. */
function residual(reader: BitReader, out: Int32Array, order: number): void {
  const method = reader.bits(2)
  if (method > 1) throw new Error('a frame is coded in a way that FLAC does not have')
  const width = method === 0 ? 4 : 5
  const escape = method === 0 ? 15 : 31
  const partitions = 1 << reader.bits(4)
  let at = order
  for (let partition = 0; partition < partitions; partition++) {
    const end = Math.floor((out.length / partitions) * (partition + 1))
    const parameter = reader.bits(width)
    if (parameter === escape) {
      const raw = reader.bits(5)
      for (; at < end; at++) out[at] = raw === 0 ? 0 : reader.signed(raw)
    } else
      for (; at < end; at++) {
        const folded = reader.unary() * 2 ** parameter + reader.bits(parameter)
        out[at] = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2
      }
  }
}

/** Bits from the highest on. */
class BitReader {
  private bit = 0
  constructor(
    private readonly bytes: Uint8Array,
    public byte: number
  ) {}

  bits(count: number): number {
    let value = 0
    for (let left = count; left > 0;) {
      const byte = this.bytes[this.byte]
      if (byte === undefined) throw new Error('it ends in the middle of a frame')
      const some = Math.min(left, 8 - this.bit)
      value = value * 2 ** some + ((byte >> (8 - this.bit - some)) & ((1 << some) - 1))
      this.bit += some
      left -= some
      if (this.bit === 8) {
        this.bit = 0
        this.byte++
      }
    }
    return value
  }

  signed(count: number): number {
    const value = this.bits(count)
    return count > 0 && value >= 2 ** (count - 1) ? value - 2 ** count : value
  }

  /** Zeros before the next one. */
  unary(): number {
    let count = 0
    while (this.bits(1) === 0) count++
    return count
  }

  align(): void {
    if (this.bit > 0) {
      this.bit = 0
      this.byte++
    }
  }
}
