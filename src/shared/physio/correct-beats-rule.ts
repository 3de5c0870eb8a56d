/** What a rule of thumb changed. */
export interface RuleCorrection {
  /** Times in whole µs, ascending. */
  readonly beatsUs: readonly number[]
  /** Beats taken out because their interval was shorter than `shortestMs`. */
  readonly removed: number
  /** Beats put in because an interval was longer than `longestMs`. */
  readonly added: number
}

/**
 * The simple rule: a beat that follows another within `shortestMs` is taken out; an interval longer than `longestMs` is
 * filled with evenly spaced beats, as many as the median interval fits into it. The defaults (300 and 2000 ms) are heart rates of 200 and 30 per minute.
 */
export function correctBeatsByRule(
  beatsUs: readonly number[],
  { shortestMs = 300, longestMs = 2000 } = {}
): RuleCorrection {
  const kept: number[] = []
  for (const beat of beatsUs) {
    const before = kept.at(-1)
    if (before === undefined || beat - before >= shortestMs * 1000) kept.push(beat)
  }
  const gaps = kept.slice(1).map((beat, i) => beat - (kept[i] ?? 0))
  const usual = gaps.filter((gap) => gap <= longestMs * 1000).sort((a, b) => a - b)
  const median = usual[Math.floor(usual.length / 2)]
  if (median === undefined) return { beatsUs: kept, removed: beatsUs.length - kept.length, added: 0 }
  const filled = kept.flatMap((beat, i) => {
    const gap = gaps[i] ?? 0
    const parts = gap > longestMs * 1000 ? Math.max(1, Math.round(gap / median)) : 1
    return Array.from({ length: parts }, (_, part) => Math.round(beat + (part * gap) / parts))
  })
  return { beatsUs: filled, removed: beatsUs.length - kept.length, added: filled.length - kept.length }
}
