import { seededRandom } from '../../../../shared/metrics/base/seeded-random'
import { textSeed } from '../../../../shared/variants/text-seed'
import type { PerturbationId } from '../../../../shared/variants/perturbations'
import { jpegLoss } from '../ops/jpeg-loss'

type Rgb = Uint8Array<ArrayBuffer>

interface Size {
  readonly widthPx: number
  readonly heightPx: number
}

/** RGB of a picture (8 bit, interleaved) made worse; `perturbations` says what each does. `at` tells pictures of one video apart. */
export function changedPicture(
  rgb: Rgb,
  size: Size,
  change: PerturbationId,
  level: number,
  seed: number,
  at: string
): Rgb {
  switch (change) {
    case 'blur':
      return toBytes(blurred(Float32Array.from(rgb), size, level))
    case 'jpeg':
      return new Uint8Array(jpegLoss(rgb, { ...size, channels: 3 }, level))
    case 'low-light':
      return dark(rgb, level / 100, normals(seed, at))
    case 'under-display':
      return underDisplay(rgb, size, level / 100, normals(seed, at))
    case 'frame-drop':
      return rgb
    default:
      throw new Error(`"${change}" does not change pictures`)
  }
}

/** Usual exponent between stored grey levels and light. */
const GAMMA = 2.2

/** So much of the light, and a sensor's noise: 2 grey levels and a twentieth of the root of the light above. */
function dark(rgb: Rgb, share: number, normal: () => number): Rgb {
  const levels = Float64Array.from(
    { length: 256 },
    (_, level) => 255 * (share * (level / 255) ** GAMMA) ** (1 / GAMMA)
  )
  const spread = levels.map((level) => 2 + 0.2 * Math.sqrt(level))
  return toBytes(Float32Array.from(rgb, (value) => (levels[value] ?? 0) + (spread[value] ?? 0) * normal()))
}

/** Grey of the haze. */
const HAZE = 160

/** The formula in `perturbations`, `under-display`. */
function underDisplay(rgb: Rgb, size: Size, s: number, normal: () => number): Rgb {
  const light = Float32Array.from(rgb, (value) => (1 - 0.5 * s) * value)
  const near = blurred(light, size, 0.4 * s)
  const wide = blurred(light, size, 4 * s)
  const haze = 0.25 * s
  return toBytes(
    near.map((value, i) => {
      const seen = (1 - 0.4 * s) * value + 0.4 * s * (wide[i] ?? 0)
      return (1 - haze) * seen + haze * HAZE + 4 * s * normal()
    })
  )
}

/** Blur whose standard deviation is `percent` of the shorter side: three running means along each axis (Wells 1986). */
function blurred(rgb: Float32Array, { widthPx, heightPx }: Size, percent: number): Float32Array {
  const sigma = (percent / 100) * Math.min(widthPx, heightPx)
  let data = rgb
  for (const radius of radiiOf(sigma)) {
    if (radius === 0) continue
    data = meansAlong(data, widthPx, heightPx, 3, widthPx * 3, radius)
    data = meansAlong(data, heightPx, widthPx, widthPx * 3, 3, radius)
  }
  return data
}

/** Radii of three running means whose variances, (w^2 - 1) / 12 each, come nearest to that of the Gaussian. */
function radiiOf(sigma: number): readonly number[] {
  const ideal = Math.sqrt(4 * sigma * sigma + 1)
  const low = Math.max(0, Math.floor((ideal - 1) / 2))
  const variance = (radius: number): number => ((2 * radius + 1) ** 2 - 1) / 12
  let best: readonly number[] = [low, low, low]
  for (let larger = 1; larger <= 3; larger++) {
    const radii = [0, 1, 2].map((i) => (i < larger ? low + 1 : low))
    const far = (all: readonly number[]): number =>
      Math.abs(all.reduce((sum, radius) => sum + variance(radius), 0) - sigma * sigma)
    if (far(radii) < far(best)) best = radii
  }
  return best
}

/** Running mean along lines of `length` points `step` apart, lines `between` apart; what lies outside is not counted. */
function meansAlong(
  data: Float32Array,
  length: number,
  lines: number,
  step: number,
  between: number,
  radius: number
): Float32Array {
  const out = new Float32Array(data.length)
  for (let line = 0; line < lines; line++)
    for (let c = 0; c < 3; c++) {
      const base = line * between + c
      let [sum, count] = [0, 0]
      for (let i = -radius; i < length; i++) {
        if (i + radius < length) {
          sum += data[base + (i + radius) * step] ?? 0
          count++
        }
        if (i - radius - 1 >= 0) {
          sum -= data[base + (i - radius - 1) * step] ?? 0
          count--
        }
        if (i >= 0) out[base + i * step] = sum / count
      }
    }
  return out
}

/** A table of normal numbers is read from a place and with a step that seed and picture give: millions of them are needed. */
const TABLE = normalTable()

function normals(seed: number, at: string): () => number {
  const hash = textSeed(at, seed)
  let place = hash & 0xffff
  const step = ((hash >>> 16) | 1) & 0xffff
  let round = 0
  return () => {
    place = (place + step) & 0xffff
    if (++round === TABLE.length) {
      round = 0
      place = (place + 1) & 0xffff
    }
    return TABLE[place] ?? 0
  }
}

function normalTable(): Float32Array {
  const draw = seededRandom(20)
  return Float32Array.from({ length: 0x10000 }, () => {
    const radius = Math.sqrt(-2 * Math.log((draw() + 1) / 4294967297))
    return radius * Math.cos((2 * Math.PI * draw()) / 4294967296)
  })
}

const toBytes = (values: Float32Array): Rgb => new Uint8Array(Uint8ClampedArray.from(values).buffer)
