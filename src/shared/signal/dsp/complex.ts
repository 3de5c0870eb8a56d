/** A complex number. */
export interface Complex {
  readonly re: number
  readonly im: number
}

export const complex = (re: number, im = 0): Complex => ({ re, im })

export const plus = (a: Complex, b: Complex): Complex => ({ re: a.re + b.re, im: a.im + b.im })

export const minus = (a: Complex, b: Complex): Complex => ({ re: a.re - b.re, im: a.im - b.im })

export const times = (a: Complex, b: Complex): Complex => ({
  re: a.re * b.re - a.im * b.im,
  im: a.re * b.im + a.im * b.re
})

export const over = (a: Complex, b: Complex): Complex => {
  const square = b.re * b.re + b.im * b.im
  return { re: (a.re * b.re + a.im * b.im) / square, im: (a.im * b.re - a.re * b.im) / square }
}

/** Distance from zero, >= 0. */
export const modulus = (a: Complex): number => Math.hypot(a.re, a.im)

/** The square root with a real part >= 0. The larger part first: the other by division, not by a difference that cancels. */
export const squareRoot = (a: Complex): Complex => {
  if (a.im === 0) return a.re >= 0 ? complex(Math.sqrt(a.re)) : complex(0, Math.sqrt(-a.re))
  const large = Math.sqrt((modulus(a) + Math.abs(a.re)) / 2)
  const small = Math.abs(a.im) / (2 * large)
  const sign = Math.sign(a.im)
  return a.re >= 0 ? complex(large, sign * small) : complex(small, sign * large)
}

export const productOf = (all: readonly Complex[]): Complex => all.reduce(times, complex(1))
