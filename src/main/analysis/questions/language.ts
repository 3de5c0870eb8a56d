import type { Sliced } from '../../../shared/agreement/sliced'
import type { ComparedItems } from '../../../shared/analysis/compared-items'
import { keyWordInContext } from '../../../shared/analysis/language/key-word-in-context'
import { addWords, logOdds } from '../../../shared/analysis/language/log-odds'
import { wordsOf } from '../../../shared/analysis/language/words-of'
import { selectUnits } from '../../../shared/analysis/select-units'
import type { ParsedSelection } from '../../../shared/contract/analysis'
import type { ConcordanceLine } from '../../../shared/contract/analysis/language'
import { ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import type { CompareQuery } from '../../../shared/contract'
import { turnsOfUnits } from '../errors/turns'
import type { Turn } from '../errors/turns'
import type { Desk } from '../desk'
import type { Question } from '../question'

/** Words that go with one set of items rather than with another. */
export const language: Question<'analysis.language'> = function* (
  desk,
  { a, b, strength, least, limit, ...query }
) {
  const revision = desk.reader.revision()
  const sides = yield* bothTurns(desk, query, a, b)
  if (!sides.ok) return sides
  const { items, left, right } = sides.value
  const counts = [yield* countsOf(left), yield* countsOf(right)] as const
  const background = new Map<string, number>()
  for (const [own] of counts)
    for (const [word, count] of own) background.set(word, (background.get(word) ?? 0) + count)
  yield
  const all = logOdds(counts[0][0], counts[1][0], background, strength)
  const listed = all.filter(({ countA, countB }) => countA + countB >= least)
  const words = listed.length <= 2 * limit ? listed : [...listed.slice(0, limit), ...listed.slice(-limit)]
  return ok({
    revision,
    a: { items: left.items, withWords: counts[0][1], words: sum(counts[0][0]) },
    b: { items: right.items, withWords: counts[1][1], words: sum(counts[1][0]) },
    words,
    compared: all.length,
    schemeId: items.schemeId,
    ...(items.attributeId === undefined ? {} : { attributeId: items.attributeId })
  })
}

/** Where a word stands. */
export const concordance: Question<'analysis.concordance'> = function* (
  desk,
  { a, b, word, side, limit, ...query }
) {
  const sides = yield* bothTurns(desk, query, a, b)
  if (!sides.ok) return sides
  const { items, left, right } = sides.value
  const lines: ConcordanceLine[] = []
  let total = 0
  for (const [name, own] of [
    ['a', left],
    ['b', right]
  ] as const) {
    if (side !== 'both' && side !== name) continue
    const found = keyWordInContext(
      own.turns.map(({ text }) => text),
      word,
      limit - lines.length
    )
    total += found.total
    for (const line of found.lines) {
      const turn = own.turns[line.text]
      if (!turn) continue
      const { text: _text, unit, ...place } = turn
      lines.push({
        side: name,
        left: line.left,
        hit: line.hit,
        right: line.right,
        ...place,
        reference: items.labels[items.units.reference[unit] ?? -1]?.id ?? '',
        candidate: items.labels[items.units.candidate[unit] ?? -1]?.id ?? ''
      })
    }
    yield
  }
  return ok({ lines, total })
}

interface SideTurns {
  readonly items: number
  readonly turns: readonly Turn[]
}

function* bothTurns(
  desk: Desk,
  query: CompareQuery,
  a: ParsedSelection,
  b: ParsedSelection
): Sliced<Result<{ readonly items: ComparedItems; readonly left: SideTurns; readonly right: SideTurns }>> {
  const compared = yield* desk.compared({ ...query, mode: 'segments' })
  if (!compared.ok) return compared
  const items = compared.value
  const side = function* (selection: ParsedSelection): Sliced<SideTurns> {
    const units = yield* selectUnits(items, selection, () => undefined)
    const key = `language turns ${JSON.stringify([query, selection])}`
    return { items: units.length, turns: yield* desk.kept(key, () => turnsOfUnits(desk, items, units)) }
  }
  const left = yield* side(a)
  const right = yield* side(b)
  return ok({ items, left, right })
}

function* countsOf({ turns }: SideTurns): Sliced<readonly [Map<string, number>, number]> {
  const counts = new Map<string, number>()
  const units = new Set<number>()
  for (const [at, { text, unit }] of turns.entries()) {
    const words = wordsOf(text)
    if (words.length > 0) units.add(unit)
    addWords(
      counts,
      words.map(({ word }) => word)
    )
    if (at % 500 === 499) yield
  }
  return [counts, units.size]
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((all, count) => all + count, 0)
