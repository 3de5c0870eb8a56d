/** Stretches nearer to each other than this (seconds) are decoded in one go ... */
const NEAR_SECONDS = 5
/** ... up to this many seconds of sound. */
const SPAN_SECONDS = 120

export interface Group<T> {
  readonly from: number
  readonly to: number
  readonly members: readonly T[]
}

/** Group stretches (seconds, in order of start) whose sound is worth decoding together. */
export function nearTogether<T extends { readonly start: number; readonly end: number }>(
  stretches: readonly T[]
): Group<T>[] {
  const found: Group<T>[] = []
  for (const next of stretches) {
    const last = found.at(-1)
    const to = Math.max(last?.to ?? 0, next.end)
    if (last && next.start - last.to < NEAR_SECONDS && to - last.from <= SPAN_SECONDS)
      found[found.length - 1] = { from: last.from, to, members: [...last.members, next] }
    else found.push({ from: next.start, to: next.end, members: [next] })
  }
  return found
}
