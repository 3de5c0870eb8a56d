/** A sampled picture in which a person was seen, and what was said of it. */
export interface SeenSample<T> {
  readonly sample: number
  readonly said: T
}

export interface MissingRule<T> {
  /** `hold`: what was said last, for up to `maxHoldSamples`; `zero`: what is said of a black picture; else nothing. */
  readonly policy: 'skip' | 'nan' | 'hold' | 'zero'
  readonly maxHoldSamples: number
  readonly black?: T
}

/** What is said of a person in the samples between the first and the last in which they were seen: where they were not, by the rule. */
export function withMissing<T>(
  seen: readonly SeenSample<T>[],
  { policy, maxHoldSamples, black }: MissingRule<T>
): readonly SeenSample<T>[] {
  const ordered = seen.toSorted((a, b) => a.sample - b.sample)
  if (policy === 'skip' || policy === 'nan') return ordered
  return ordered.flatMap((one, index) => {
    const next = ordered[index + 1]?.sample ?? one.sample + 1
    const filled: SeenSample<T>[] = [one]
    for (let sample = one.sample + 1; sample < next; sample++) {
      if (policy === 'hold' && sample - one.sample <= maxHoldSamples) filled.push({ sample, said: one.said })
      if (policy === 'zero' && black !== undefined) filled.push({ sample, said: black })
    }
    return filled
  })
}
