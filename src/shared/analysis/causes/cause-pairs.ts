import type { CausePair, CauseSpan } from '../../metrics/emotion-causes'

/** What became of a pair: found by both, by the reference alone, or by the candidate alone. */
export type CauseOutcome = 'hit' | 'missed' | 'wrong'

/** A pair of either side with what became of it. */
export interface JudgedPair extends CausePair {
  readonly outcome: CauseOutcome
}

const keyOf = ({ conversation, emotionTurn, causeTurn, emotion }: CausePair): string =>
  JSON.stringify([conversation, emotionTurn, causeTurn, emotion])

/** Every different pair of both sides once: missed ones first, then wrong ones, then those that both have. */
export function judgedPairs(reference: readonly CausePair[], candidate: readonly CausePair[]): JudgedPair[] {
  const own = new Map(reference.map((pair) => [keyOf(pair), pair]))
  const other = new Map(candidate.map((pair) => [keyOf(pair), pair]))
  const of = (pairs: ReadonlyMap<string, CausePair>, outcome: CauseOutcome, take: (key: string) => boolean) =>
    [...pairs].flatMap(([key, { conversation, emotionTurn, causeTurn, emotion }]) =>
      take(key) ? [{ conversation, emotionTurn, causeTurn, emotion, outcome }] : []
    )
  return [
    ...of(own, 'missed', (key) => !other.has(key)),
    ...of(other, 'wrong', (key) => !own.has(key)),
    ...of(own, 'hit', (key) => other.has(key))
  ]
}

/** Words of a text between two places, counted from 0; the end is not included. Without places: all of them. */
export function wordSpan(
  text: string,
  span?: { readonly from: number; readonly to: number }
): Pick<CauseSpan, 'start' | 'end'> {
  let at = 0
  let word = -1
  let inside = false
  let [start, end] = [-1, 0]
  for (const sign of text) {
    const blank = /\s/u.test(sign)
    if (!blank && !inside) word++
    inside = !blank
    if (!blank && (!span || (at >= span.from && at < span.to))) {
      if (start < 0) start = word
      end = word + 1
    }
    at++
  }
  return start < 0 ? { start: 0, end: Math.max(1, word + 1) } : { start, end }
}
