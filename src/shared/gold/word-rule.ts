import type { Vocabulary } from '../values/attribute'
import { normaliseTerm, tidyTerms } from '../values/open-terms'
import type { GoldSource } from './annotator-track'
import { asLabels, NOTHING, unrated, type Verdict, type VotedUnit } from './votes'

/**
 * The word that most raters used, one vote for each rater and word. Words of one synonym group are one word; call
 * `inGroups` before. A tie stays open, and so does a word that fewer than `least` raters used.
 */
export function mostUsedWord(unit: VotedUnit, least: number): Verdict {
  const counts = new Map<string, number>()
  let raters = 0
  let cast = 0
  for (const { labels } of unit.votes) {
    if (labels === null) continue
    raters++
    for (const word of labels.length === 0 ? [NOTHING] : new Set(labels)) {
      counts.set(word, (counts.get(word) ?? 0) + 1)
      cast++
    }
  }
  if (raters === 0) return unrated
  const most = Math.max(...counts.values())
  const leading = [...counts.keys()].filter((word) => counts.get(word) === most).sort()
  const [first, second] = leading
  const decided = first !== undefined && second === undefined && most >= least
  return {
    state: decided ? 'decided' : 'open',
    labels: decided ? asLabels(first) : [],
    open: decided ? [] : leading,
    shares: Object.fromEntries([...counts].map(([word, count]) => [word, count / cast])),
    agreement: most / raters
  }
}

/** A segment with each of its words as the one that stands for its spellings and synonyms in the scheme. */
export function inGroups(vocabulary: Vocabulary, segment: GoldSource): GoldSource {
  const { value } = segment
  if (value?.kind !== 'terms') return segment
  const terms = tidyTerms(vocabulary, value.terms).map((term) => normaliseTerm(vocabulary, term))
  return { ...segment, value: { kind: 'terms', terms } }
}
