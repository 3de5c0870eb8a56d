/** Values per second of a sound's loudness. */
export const LOUDNESS_HZ = 100

/** Collects a sound block by block and ends with its loudness: the mean square of each part, in decibels, not below -80. */
export class Loudness {
  private readonly values: number[] = []
  private sum = 0
  private count = 0
  private total = 0

  /** @param rateHz rate of the samples @param perSecond values per second, at most `rateHz` */
  constructor(
    private readonly rateHz: number,
    private readonly perSecond = LOUDNESS_HZ
  ) {}

  /** Add samples, shares of full scale, that follow the ones before. */
  push(samples: Float32Array): void {
    let { sum, count, total } = this
    let end = this.endOf(this.values.length)
    for (const sample of samples) {
      sum += sample * sample
      count++
      total++
      if (total < end) continue
      this.values.push(Math.max(-80, 10 * Math.log10(sum / count + 1e-12)))
      end = this.endOf(this.values.length)
      sum = 0
      count = 0
    }
    this.sum = sum
    this.count = count
    this.total = total
  }

  /** Loudness in dB, part by part; a last part that is not whole is left out. */
  finish(): Float32Array {
    return Float32Array.from(this.values)
  }

  /** Samples until the end of a value; rates that are no multiple of 100 Hz do not drift. */
  private endOf(index: number): number {
    return Math.round(((index + 1) * this.rateHz) / this.perSecond)
  }
}

/** A sudden event: a clap, a slam, a flash. */
export interface Moment {
  /** Seconds. */
  readonly time: number
  /** How far it stands out of what was before it: dB for sound, share of full brightness for pictures. */
  readonly strength: number
}

/**
 * The strongest rises of a series: each value held against the median of the `before` values ahead of it. A rise counts
 * once, at its first steep value; weaker ones within `apart` values of a stronger one are left out. In order of time.
 */
export function strongestRises(
  values: ArrayLike<number>,
  {
    least,
    most = 50,
    before = 20,
    apart = 50
  }: {
    readonly least: number
    readonly most?: number
    readonly before?: number
    readonly apart?: number
  }
): readonly { readonly index: number; readonly strength: number }[] {
  const rises: { index: number; strength: number }[] = []
  const window: number[] = []
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0
    if (window.length >= Math.min(before, 5)) {
      const middle = [...window].sort((a, b) => a - b)[window.length >> 1] ?? 0
      if (value - middle >= least) rises.push({ index: i, strength: value - middle })
    }
    window.push(value)
    if (window.length > before) window.shift()
  }
  const kept: { index: number; strength: number }[] = []
  for (const rise of [...rises].sort((a, b) => b.strength - a.strength || a.index - b.index)) {
    if (kept.length >= most) break
    if (kept.every((other) => Math.abs(other.index - rise.index) >= apart)) kept.push(rise)
  }
  return kept
    .map(({ index, strength }) => ({ index: onset(values, index, strength), strength }))
    .sort((a, b) => a.index - b.index)
}

/** Where a rise begins: the first value that is half of it up. */
function onset(values: ArrayLike<number>, at: number, strength: number): number {
  const half = (values[at] ?? 0) - strength / 2
  let index = at
  while (index > 0 && (values[index - 1] ?? 0) >= half) index--
  return index
}
