/** One second-order section: b0 b1 b2 a0 a1 a2 with a0 = 1. H(z) = (b0 + b1/z + b2/z^2) / (1 + a1/z + a2/z^2). */
export type Section = readonly [b0: number, b1: number, b2: number, a0: number, a1: number, a2: number]

/** A recursive filter as sections that follow one another, the layout of SciPy's `sos`. */
export type Sos = readonly Section[]
