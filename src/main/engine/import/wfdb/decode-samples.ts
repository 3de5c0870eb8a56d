/** Samples that are packed together, and the bytes they take; reading begins and ends on such a group. */
const GROUPS: Readonly<Record<number, { readonly samples: number; readonly bytes: number }>> = {
  8: { samples: 1, bytes: 1 },
  16: { samples: 1, bytes: 2 },
  24: { samples: 1, bytes: 3 },
  32: { samples: 1, bytes: 4 },
  61: { samples: 1, bytes: 2 },
  80: { samples: 1, bytes: 1 },
  160: { samples: 1, bytes: 2 },
  212: { samples: 2, bytes: 3 },
  310: { samples: 3, bytes: 4 },
  311: { samples: 3, bytes: 4 }
}

/** Samples and bytes of a group; undefined for formats that are not packed this way. */
export const groupOf = (format: number) => GROUPS[format]

/** Whole samples in so many bytes, also where the last group is cut off. */
export function samplesIn(format: number, bytes: number): number {
  const group = GROUPS[format]
  if (!group) return 0
  const rest = bytes % group.bytes
  const partial = format === 212 ? (rest >= 2 ? 1 : 0) : group.samples === 3 ? Math.floor(rest / 2) : 0
  return Math.floor(bytes / group.bytes) * group.samples + partial
}

/** Digital values of the first `count` samples of a block that begins with a whole group (signal(5) of the WFDB manual). */
export function decodeSamples(format: number, bytes: Uint8Array, count: number): Int32Array {
  const out = new Int32Array(count)
  const at = (i: number): number => bytes[i] ?? 0
  const u16 = (i: number): number => at(i) | (at(i + 1) << 8)
  switch (format) {
    case 8:
      for (let i = 0; i < count; i++) out[i] = (at(i) << 24) >> 24
      break
    case 16:
      for (let i = 0; i < count; i++) out[i] = (u16(2 * i) << 16) >> 16
      break
    case 61:
      for (let i = 0; i < count; i++) out[i] = (((at(2 * i) << 8) | at(2 * i + 1)) << 16) >> 16
      break
    case 24:
      for (let i = 0; i < count; i++) out[i] = ((u16(3 * i) | (at(3 * i + 2) << 16)) << 8) >> 8
      break
    case 32:
      for (let i = 0; i < count; i++) out[i] = u16(4 * i) | (u16(4 * i + 2) << 16)
      break
    case 80:
      for (let i = 0; i < count; i++) out[i] = at(i) - 128
      break
    case 160:
      for (let i = 0; i < count; i++) out[i] = u16(2 * i) - 32_768
      break
    case 212:
      for (let i = 0; i < count; i++) {
        const base = (i >> 1) * 3
        const value =
          i % 2 === 0 ? at(base) | ((at(base + 1) & 15) << 8) : at(base + 2) | ((at(base + 1) & 240) << 4)
        out[i] = (value << 20) >> 20
      }
      break
    case 310:
      // Two samples lie in the upper bits of two words, the third in what both leave over.
      for (let i = 0; i < count; i++) {
        const base = Math.floor(i / 3) * 4
        const [low, high] = [u16(base), u16(base + 2)]
        const part = i % 3
        const value =
          part === 0
            ? (low >> 1) & 1023
            : part === 1
              ? (high >> 1) & 1023
              : ((low >> 11) & 31) | (((high >> 11) & 31) << 5)
        out[i] = (value << 22) >> 22
      }
      break
    case 311:
      // Thirty bits of one 32-bit word.
      for (let i = 0; i < count; i++) {
        const base = Math.floor(i / 3) * 4
        const word = u16(base) | (u16(base + 2) << 16)
        out[i] = (((word >>> (10 * (i % 3))) & 1023) << 22) >> 22
      }
      break
  }
  return out
}
