import { complex, minus, modulus, plus, times } from './complex'
import type { Complex } from './complex'
import type { Section, Sos } from './sos'

/** Zeros, poles and gain of a digital filter; complex ones come in conjugate pairs. */
export interface ZerosPolesGain {
  readonly zeros: readonly Complex[]
  readonly poles: readonly Complex[]
  readonly gain: number
}

/** Imaginary parts below this share of the modulus are rounding: 100 times the precision of a double. */
const REAL = 100 * Number.EPSILON

/**
 * Second-order sections by the rule of SciPy's `zpk2sos(pairing='nearest')`: the pole next to the unit circle takes the
 * zero next to it and becomes the last section; the first section has the gain. The sections, not only the filter, are
 * SciPy's. As many zeros as poles are needed.
 */
export function zpkToSos({ zeros, poles, gain }: ZerosPolesGain): Sos {
  const odd = poles.length % 2 === 1
  const z = halves(odd ? [...zeros, complex(0)] : zeros)
  const p = halves(odd ? [...poles, complex(0)] : poles)
  const sections: Section[] = []
  while (p.length > 0) {
    const pole = p.splice(indexOfLeast(p, toCircle), 1)[0] ?? complex(0)
    sections.unshift(isReal(pole) ? realSection(pole, p, z) : complexSection(pole, p, z))
  }
  const [first, ...rest] = sections
  if (!first) return [[gain, 0, 0, 1, 0, 0]]
  const [b0, b1, b2, ...a] = first
  return [[b0 * gain, b1 * gain, b2 * gain, ...a], ...rest]
}

/** A pair of conjugate poles with the zeros next to them. */
function complexSection(pole: Complex, poles: readonly Complex[], zeros: Complex[]): Section {
  const pair = [pole, complex(pole.re, -pole.im)] as const
  const lastReal =
    poles.length + 1 === zeros.length &&
    poles.filter(isReal).length === 1 &&
    zeros.filter(isReal).length === 1
  const zero = take(zeros, pole, lastReal ? (one) => !isReal(one) : () => true)
  return isReal(zero)
    ? section([zero, take(zeros, pole, isReal)], pair)
    : section([zero, complex(zero.re, -zero.im)], pair)
}

/** Two real poles, or the last real one and a pole at zero. */
function realSection(pole: Complex, poles: Complex[], zeros: Complex[]): Section {
  if (!poles.some(isReal)) return section([take(zeros, pole, isReal), complex(0)], [pole, complex(0)])
  const other = poles.splice(
    indexOfLeast(poles, (one) => (isReal(one) ? toCircle(one) : Infinity)),
    1
  )[0]
  const zero = take(zeros, pole, () => true)
  const second = isReal(zero) ? take(zeros, pole, isReal) : complex(zero.re, -zero.im)
  return section([zero, second], [pole, other ?? complex(0)])
}

/** Removes and answers the one next to `to` among those that fit. */
function take(all: Complex[], to: Complex, fits: (one: Complex) => boolean): Complex {
  const at = indexOfLeast(all, (one) => (fits(one) ? modulus(minus(one, to)) : Infinity))
  return all.splice(at, 1)[0] ?? complex(0)
}

function section(zeros: readonly [Complex, Complex], poles: readonly [Complex, Complex]): Section {
  const [b1, b2] = quadratic(zeros)
  const [a1, a2] = quadratic(poles)
  return [1, b1, b2, 1, a1, a2]
}

/** The lower coefficients of (x - r0)(x - r1). */
const quadratic = ([r0, r1]: readonly [Complex, Complex]): [number, number] => [
  -plus(r0, r1).re,
  times(r0, r1).re
]

const isReal = (one: Complex): boolean => one.im === 0

const toCircle = (one: Complex): number => Math.abs(1 - modulus(one))

/** Complex roots with positive imaginary part, then real ones; each ascending by real part. */
function halves(roots: readonly Complex[]): Complex[] {
  const sorted = [...roots].sort((a, b) => a.re - b.re || Math.abs(a.im) - Math.abs(b.im))
  const real = (one: Complex) => Math.abs(one.im) <= REAL * modulus(one)
  return [
    ...sorted.filter((one) => !real(one) && one.im > 0),
    ...sorted.filter(real).map(({ re }) => complex(re))
  ]
}

function indexOfLeast(all: readonly Complex[], measure: (one: Complex) => number): number {
  let best = 0
  let least = Infinity
  all.forEach((one, i) => {
    const value = measure(one)
    if (value < least) {
      best = i
      least = value
    }
  })
  return best
}
