import { cleanWord, wordGrouper } from '../../../shared/analysis/open-vocabulary/grouping-tables'
import { groupScores, setOf } from '../../../shared/analysis/open-vocabulary/group-scores'
import type { CallParsed } from '../../../shared/contract'
import type { OpenWordsAnswer } from '../../../shared/contract/open-vocabulary'
import { ok } from '../../../shared/domain/problem'
import { openWordsState } from '../open-vocabulary/state'
import type { OpenWordsState } from '../open-vocabulary/state'
import type { Question } from '../question'

/** Unknown words that are listed at most. */
const MOST_WORDS = 2000

/** Free words of two authors, grouped on every wheel. */
export const openWords: Question<'analysis.openWords'> = function* (desk, { settings, ...query }) {
  const revision = desk.reader.revision()
  const made = yield* openWordsState(desk, query)
  if (!made.ok) return made
  const { items, tables, leftOut, schemeId, attributeId } = made.value
  const wheels: OpenWordsAnswer['wheels'][number][] = []
  for (const wheel of Object.keys(tables.wheels)) {
    wheels.push({ wheel, ...groupScores(items, wordGrouper(tables, wheel), settings.unknownStand) })
    yield
  }
  const { unknown, words } = unknownWords(made.value)
  const onWheels = new Set(
    Object.values(tables.wheels).flatMap((groups) => [
      ...Object.keys(groups),
      ...Object.values(groups).flat()
    ])
  )
  return ok({
    ...{ revision, schemeId, attributeId, leftOut, wheels, words },
    recordings: new Set(items.map(({ own }) => own.recordingId)).size,
    n: items.length,
    builtIn: tables.builtIn,
    tables: {
      wheels: Object.keys(tables.wheels).length,
      words: onWheels.size,
      synonyms: Object.keys(tables.synonyms).length,
      forms: Object.keys(tables.forms).length
    },
    unknown: unknown.slice(0, MOST_WORDS)
  })
}

function unknownWords({ items, tables }: OpenWordsState): Pick<OpenWordsAnswer, 'unknown' | 'words'> {
  const groupers = Object.keys(tables.wheels).map((wheel) => wordGrouper(tables, wheel))
  const of = (side: 'reference' | 'candidate') => {
    const seen = new Map<string, number>()
    for (const item of items)
      for (const word of new Set(item[side].map(cleanWord))) seen.set(word, (seen.get(word) ?? 0) + 1)
    const unknown = [...seen].filter(([word]) => groupers.every((groupsOf) => groupsOf(word).length === 0))
    return { all: seen.size, unknown: unknown.map(([word, count]) => ({ word, side, items: count })) }
  }
  const [reference, candidate] = [of('reference'), of('candidate')]
  return {
    unknown: [...reference.unknown, ...candidate.unknown].sort(
      (a, b) => b.items - a.items || (a.word < b.word ? -1 : 1)
    ),
    words: {
      reference: { all: reference.all, unknown: reference.unknown.length },
      candidate: { all: candidate.all, unknown: candidate.unknown.length }
    }
  }
}

/** Items that are listed at most. */
const MOST_ITEMS = 5000

/** Moments of a group, of a word, or of items whose groups differ. */
export const openWordsItems: Question<'analysis.openWordsItems'> = function* (
  desk,
  { settings, region, ...query }
) {
  const made = yield* openWordsState(desk, query)
  if (!made.ok) return made
  const { items, schemeId, attributeId } = made.value
  const takes = testOf(made.value, region, settings.unknownStand)
  const found = items.filter(takes)
  yield
  const shown = found.slice(0, MOST_ITEMS)
  return ok({
    ...{ schemeId, attributeId, total: found.length },
    words: shown.map(({ reference, candidate }) => ({ reference, candidate })),
    items: shown.map(({ own, other }) => ({
      recordingId: own.recordingId,
      personId: own.personId ?? other.personId,
      referenceSegmentId: own.id,
      candidateSegmentId: other.id,
      ...{ start: own.start, end: own.end, reference: '', candidate: '', overlapShare: 1 }
    }))
  })
}

type Region = CallParsed<'analysis.openWordsItems'>['region']
type Item = OpenWordsState['items'][number]

function testOf({ tables }: OpenWordsState, region: Region, unknownStand: boolean): (item: Item) => boolean {
  if (region.kind === 'word') {
    const word = cleanWord(region.word)
    return (item) => item[region.side].some((one) => cleanWord(one) === word)
  }
  const groupsOf = wordGrouper(tables, region.wheel)
  const sets = (item: Item) => ({
    own: setOf(item.reference, groupsOf, unknownStand),
    other: setOf(item.candidate, groupsOf, unknownStand)
  })
  if (region.kind === 'differ')
    return (item) => {
      const { own, other } = sets(item)
      return own.size > 0 && (own.size !== other.size || [...own].some((group) => !other.has(group)))
    }
  const { group, which } = region
  return (item) => {
    const { own, other } = sets(item)
    if (own.size === 0) return false
    const [mine, theirs] = [own.has(group), other.has(group)]
    return which === 'both' ? mine && theirs : which === 'missed' ? mine && !theirs : !mine && theirs
  }
}
