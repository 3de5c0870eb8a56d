/**
 * A stream of whole numbers 0..2^32-1 that is the same for the same seed on every machine
 * (xorshift128, Marsaglia 2003; state filled by the finaliser of MurmurHash3). Not for secrets.
 */
export function seededRandom(seed: number): () => number {
  let mix = seed >>> 0
  const fill = () => {
    mix = (mix + 0x9e3779b9) >>> 0
    let z = mix
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
  }
  let x = fill()
  let y = fill()
  let z = fill()
  // An all-zero state would stay zero for ever.
  let w = fill() | 1
  return () => {
    const t = x ^ (x << 11)
    x = y
    y = z
    z = w
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8)
    return w >>> 0
  }
}

/** A whole number 0..n-1 from one draw; the bias is below n / 2^32. */
export const drawBelow = (draw: () => number, n: number): number => Math.floor((draw() / 4294967296) * n)
