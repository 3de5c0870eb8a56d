/** A colour as three numbers. */
type Triple = readonly [number, number, number]
type Matrix = readonly [Triple, Triple, Triple]

/** Full protanopia and deuteranopia in linear RGB: Machado, Oliveira and Fernandes 2009, severity 1.0. */
const VISIONS: readonly Matrix[] = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1]
  ],
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998]
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881]
  ]
]

/**
 * How far apart two colours `#rrggbb` look to the viewer who tells them apart worst, among full colour vision,
 * protanopia and deuteranopia: the Euclidean distance in OKLab, 0 (equal) to 1 (black and white).
 */
export const colorDistance = (a: string, b: string): number =>
  Math.min(...VISIONS.map((vision) => distance(toOklab(seen(vision, a)), toOklab(seen(vision, b)))))

/** The colour with its OKLab lightness (0 to 1) moved by `change`, hue kept, clipped to what a screen shows. */
export function lighter(color: string, change: number): string {
  const [lightness, a, b] = toOklab(linear(color))
  return fromOklab([Math.max(0, Math.min(1, lightness + change)), a, b])
}

const distance = (a: Triple, b: Triple): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])

const times = (matrix: Matrix, [x, y, z]: Triple): Triple => {
  const [r, g, b] = matrix
  return [r[0] * x + r[1] * y + r[2] * z, g[0] * x + g[1] * y + g[2] * z, b[0] * x + b[1] * y + b[2] * z]
}

const seen = (vision: Matrix, color: string): Triple => {
  const [r, g, b] = times(vision, linear(color))
  return [Math.max(0, r), Math.max(0, g), Math.max(0, b)]
}

/** sRGB (IEC 61966-2-1) to linear light. */
function linear(color: string): Triple {
  const part = (at: number): number => {
    const value = parseInt(color.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [part(1), part(3), part(5)]
}

/** Linear sRGB to OKLab and back: Ottosson 2020, "A perceptual color space for image processing". */
function toOklab(rgb: Triple): Triple {
  const [l, m, s] = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005]
    ],
    rgb
  )
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766]
    ],
    [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)]
  )
}

function fromOklab(lab: Triple): string {
  const [l, m, s] = times(
    [
      [1, 0.3963377774, 0.2158037573],
      [1, -0.1055613458, -0.0638541728],
      [1, -0.0894841775, -1.291485548]
    ],
    lab
  )
  const rgb = times(
    [
      [4.0767416621, -3.3077115913, 0.2309699292],
      [-1.2684380046, 2.6097574011, -0.3413193965],
      [-0.0041960863, -0.7034186147, 1.707614701]
    ],
    [l ** 3, m ** 3, s ** 3]
  )
  const hex = (value: number): string => {
    const clipped = Math.max(0, Math.min(1, value))
    const encoded = clipped <= 0.0031308 ? clipped * 12.92 : 1.055 * clipped ** (1 / 2.4) - 0.055
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${rgb.map(hex).join('')}`
}
