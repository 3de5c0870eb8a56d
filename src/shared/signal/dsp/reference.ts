/** What a derived channel is made of: weights of recorded channels by their index. Channels without a weight play no part, not even their gaps. */
export interface Derivation {
  readonly label: string
  readonly weights: ReadonlyMap<number, number>
}

/**
 * Every channel minus the mean of the good ones (common average). A bad channel is still shown against that mean.
 * @param bad indices left out of the mean
 */
export function averageReference(
  labels: readonly string[],
  bad: ReadonlySet<number> = new Set()
): Derivation[] {
  const good = [...labels.keys()].filter((i) => !bad.has(i))
  if (good.length === 0) throw new RangeError('an average reference needs at least one good channel')
  return channelReference(labels, good)
}

/** Every channel minus the mean of some: one (Cz), or two linked ones (the mastoids). */
export function channelReference(labels: readonly string[], reference: readonly number[]): Derivation[] {
  const share = 1 / reference.length
  return labels.map((label, own) => {
    const weights = new Map(reference.map((i) => [i, -share]))
    weights.set(own, 1 + (weights.get(own) ?? 0))
    return { label, weights }
  })
}

/** One channel minus another for each pair of indices, named "Fp1-F7". */
export function bipolarReference(
  labels: readonly string[],
  pairs: readonly (readonly [plus: number, minus: number])[]
): Derivation[] {
  return pairs.map(([plus, minus]) => ({
    label: `${labels[plus] ?? '?'}-${labels[minus] ?? '?'}`,
    weights: new Map([
      [plus, 1],
      [minus, -1]
    ])
  }))
}

/** Samples of derived channels, each as long as the recorded ones (all of one rate and length); NaN where a channel with a weight has a gap. */
export function derive(
  derivations: readonly Derivation[],
  channels: readonly (Float64Array | Float32Array)[]
): Float64Array<ArrayBuffer>[] {
  const length = channels[0]?.length ?? 0
  return derivations.map(({ weights }) => {
    const out = new Float64Array(length)
    for (const [index, weight] of weights) {
      const channel = channels[index]
      if (!channel) throw new RangeError(`there is no channel ${index}`)
      if (weight === 0) continue
      for (let i = 0; i < length; i++) out[i] = (out[i] ?? 0) + weight * (channel[i] ?? NaN)
    }
    return out
  })
}
