/** Quantisation tables of the JPEG standard (ITU-T T.81, Annex K), row by row. */
const LUMA = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22,
  29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103,
  121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99
]
const CHROMA = [
  17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99
]

/**
 * What JPEG compression at a quality (1 to 100, as libjpeg scales its tables) leaves of a picture's bytes: colours without subsampling, blocks of 8 by 8
 * through the cosine transform, rounded by the tables and back. Nothing is written: only the loss is made.
 */
export function jpegLoss(
  data: Uint8Array,
  {
    widthPx,
    heightPx,
    channels
  }: { readonly widthPx: number; readonly heightPx: number; readonly channels: 1 | 3 },
  quality: number
): Uint8Array {
  const count = widthPx * heightPx
  const planes = channels === 1 ? [Float64Array.from(data)] : toYcc(data, count)
  const lossy = planes.map((plane, index) =>
    throughBlocks(plane, widthPx, heightPx, scaled(index === 0 ? LUMA : CHROMA, quality))
  )
  if (channels === 1) return new Uint8Array(Uint8ClampedArray.from(lossy[0] ?? []).buffer)
  const out = new Uint8ClampedArray(count * 3)
  const [y = [], cb = [], cr = []] = lossy
  for (let i = 0; i < count; i++) {
    const [luma, blue, red] = [y[i] ?? 0, (cb[i] ?? 0) - 128, (cr[i] ?? 0) - 128]
    out[i * 3] = luma + 1.402 * red
    out[i * 3 + 1] = luma - 0.344136286 * blue - 0.714136286 * red
    out[i * 3 + 2] = luma + 1.772 * blue
  }
  return new Uint8Array(out.buffer)
}

function toYcc(data: Uint8Array, count: number): Float64Array[] {
  const planes = [0, 1, 2].map(() => new Float64Array(count))
  const weights = [
    [0.299, 0.587, 0.114, 0],
    [-0.168735892, -0.331264108, 0.5, 128],
    [0.5, -0.418687589, -0.081312411, 128]
  ]
  planes.forEach((plane, p) => {
    const [r = 0, g = 0, b = 0, shift = 0] = weights[p] ?? []
    for (let i = 0; i < count; i++)
      plane[i] = Math.round(
        r * (data[i * 3] ?? 0) + g * (data[i * 3 + 1] ?? 0) + b * (data[i * 3 + 2] ?? 0) + shift
      )
  })
  return planes
}

function scaled(table: readonly number[], quality: number): number[] {
  const percent = quality < 50 ? Math.floor(5000 / quality) : 200 - quality * 2
  return table.map((entry) => Math.max(1, Math.min(255, Math.floor((entry * percent + 50) / 100))))
}

/** cosines[u][x] of the transform, with its scale. */
const COSINES = Array.from({ length: 8 }, (_, u) =>
  Float64Array.from(
    { length: 8 },
    (_unused, x) => Math.cos(((2 * x + 1) * u * Math.PI) / 16) * (u === 0 ? Math.SQRT1_2 : 1) * 0.5
  )
)

function throughBlocks(
  plane: Float64Array,
  width: number,
  height: number,
  table: readonly number[]
): Uint8ClampedArray {
  const out = new Uint8ClampedArray(plane.length)
  const block = new Float64Array(64)
  const half = new Float64Array(64)
  for (let top = 0; top < height; top += 8)
    for (let left = 0; left < width; left += 8) {
      // Beyond the edge its last pixels go on.
      for (let i = 0; i < 64; i++) {
        const y = Math.min(height - 1, top + (i >> 3))
        block[i] = (plane[y * width + Math.min(width - 1, left + (i & 7))] ?? 0) - 128
      }
      transform(block, half, false)
      for (let i = 0; i < 64; i++) {
        const step = table[i] ?? 1
        const share = (block[i] ?? 0) / step
        // Halves go away from 0; the transform is rounded to a millionth, so that a half is one.
        block[i] = Math.sign(share) * Math.floor(Math.abs(share) + 0.5 + 1e-6) * step
      }
      transform(block, half, true)
      for (let i = 0; i < 64; i++) {
        const [x, y] = [left + (i & 7), top + (i >> 3)]
        if (x < width && y < height) out[y * width + x] = (block[i] ?? 0) + 128
      }
    }
  return out
}

/** Two-dimensional cosine transform of 8 x 8 in place, or back. */
function transform(block: Float64Array, half: Float64Array, back: boolean): void {
  const cosine = (u: number, x: number): number => (back ? COSINES[x]?.[u] : COSINES[u]?.[x]) ?? 0
  for (let y = 0; y < 8; y++)
    for (let u = 0; u < 8; u++) {
      let sum = 0
      for (let x = 0; x < 8; x++) sum += cosine(u, x) * (block[y * 8 + x] ?? 0)
      half[y * 8 + u] = sum
    }
  for (let v = 0; v < 8; v++)
    for (let u = 0; u < 8; u++) {
      let sum = 0
      for (let y = 0; y < 8; y++) sum += cosine(v, y) * (half[y * 8 + u] ?? 0)
      block[v * 8 + u] = sum
    }
}
