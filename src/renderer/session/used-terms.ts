import type { AttributeTask } from '../../shared/values/attribute'
import { normaliseTerm, tidyTerms } from '../../shared/values/open-terms'
import { project, trackOf } from './project'

/** How many words the digits reach. */
const QUICK = 9

/** Words behind the digits: the scheme's own, then those most used on tracks of the same attribute that are here. */
export function usedTerms(trackId: string, task: AttributeTask): readonly string[] {
  const counts = [...countTerms(trackId, task)].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return tidyTerms(task.vocabulary, [...task.vocabulary.seed, ...counts.map(([word]) => word)]).slice(
    0,
    QUICK
  )
}

/** How often each word stands on tracks of the same attribute, in the recordings that have been read. */
export function countTerms(trackId: string, task: AttributeTask): ReadonlyMap<string, number> {
  const own = trackOf(trackId)
  const counts = new Map<string, number>()
  for (const { all } of project().segments.values())
    for (const segment of all) {
      if (segment.value?.kind !== 'terms') continue
      const track = trackOf(segment.trackId)
      if (!own || track?.schemeId !== own.schemeId || track.attributeId !== own.attributeId) continue
      for (const term of segment.value.terms) {
        const word = normaliseTerm(task.vocabulary, term)
        counts.set(word, (counts.get(word) ?? 0) + 1)
      }
    }
  return counts
}
