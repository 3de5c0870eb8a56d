import type { Track } from '../domain/rows'

/** A stretch of time in microseconds. */
interface Span {
  readonly start: number
  readonly end: number
}

/** Letters that are read aloud in a second, about 150 English words a minute; only the proportions between turns matter. */
const LETTERS_PER_SECOND = 15
/** A character of a script without spaces is about a syllable or a word. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u
const UNSPACED_WEIGHT = 3
const SHORTEST_SECONDS = 1

/** Times for turns of which none is known: one after another, each as long as its words take to say, at least a second. */
export function nominalTimes(texts: readonly string[]): readonly Span[] {
  let start = 0
  return texts.map((text) => {
    const letters = [...text].reduce((sum, letter) => sum + (UNSPACED.test(letter) ? UNSPACED_WEIGHT : 1), 0)
    const end = start + Math.round(Math.max(SHORTEST_SECONDS, letters / LETTERS_PER_SECOND) * 1e6)
    const span = { start, end }
    start = end
    return span
  })
}

/**
 * Nominal times fitted to a recording: turn by turn those of a transcript that has as many turns, else spread over the
 * length of the recording (0: unknown, they stay). Both lists ascend.
 */
export function fitNominalTimes(
  nominal: readonly Span[],
  reference: readonly Span[],
  duration: number
): readonly Span[] {
  if (reference.length > 0 && reference.length === nominal.length)
    return reference.map(({ start, end }) => ({ start, end }))
  const last = nominal.at(-1)?.end ?? 0
  if (duration <= 0 || last <= 0) return nominal
  const place = (time: number): number => Math.round((time / last) * duration)
  return nominal.map(({ start, end }) => {
    const from = place(start)
    return { start: from, end: Math.max(from + 1, place(end)) }
  })
}

/** Whether the turns of a track have nominal times: its transcript named none. Written by the import. */
export function hasNominalTimes({ extra }: Pick<Track, 'extra'>): boolean {
  const facts = extra?.['transcript']
  return typeof facts === 'object' && facts !== null && 'nominalTimes' in facts
}
