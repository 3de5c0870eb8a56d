import { fail, ok } from '../domain/problem'
import type { Result } from '../domain/problem'

/** What a condition is asked about. */
export interface RuleFacts {
  /** Score of a label in the result, or of a member; undefined: there is no such label or member. */
  score(label: string, member?: string): number | undefined
}

/** A condition, ready to be asked. A score that is not there (the member says nothing) makes its comparison untrue. */
export type RuleCondition = (facts: RuleFacts) => boolean

/**
 * Read a condition: comparisons of a score with a number or with another score, joined by `and` or `or` (`and` binds
 * first): `anger > 0.4 and face.sadness >= 0.3`, `speech.anger > face.anger`. Label ids that hold spaces stand in quotes.
 * `known` names the labels and members; anything else is refused by name.
 */
export function readCondition(
  text: string,
  known: { readonly labels: readonly string[]; readonly members: readonly string[] }
): Result<RuleCondition> {
  const wrong = (what: string): Result<never> =>
    fail(
      'fusion-rule',
      `The condition “${text}” ${what}.`,
      'Write it like: anger > 0.4 and face.sadness >= 0.3'
    )
  const clauses: RuleCondition[][] = []
  for (const part of text.split(/\s+or\s+/i)) {
    const terms: RuleCondition[] = []
    for (const term of part.split(/\s+and\s+/i)) {
      const match = /^\s*(.+?)\s*(>=|<=|>|<)\s*(.+?)\s*$/.exec(term)
      if (!match) return wrong(`has no comparison in “${term.trim()}”`)
      const [, left = '', sign = '', right = ''] = match
      const [first, second] = [readScore(left, known), readScore(right, known)]
      if (!first) return wrong(`names “${left}”, which is no label`)
      if (!second) return wrong(`names “${right}”, which is neither a number nor a label`)
      terms.push((facts) => compare(first(facts), sign, second(facts)))
    }
    clauses.push(terms)
  }
  return ok((facts) => clauses.some((terms) => terms.every((term) => term(facts))))
}

function readScore(
  text: string,
  { labels, members }: { readonly labels: readonly string[]; readonly members: readonly string[] }
): ((facts: RuleFacts) => number | undefined) | undefined {
  const number = Number(text)
  if (text !== '' && Number.isFinite(number)) return () => number
  const bare = unquoted(text)
  if (labels.includes(bare)) return (facts) => facts.score(bare)
  const member = members.find((name) => bare.startsWith(`${name}.`) || text.startsWith(`"${name}".`))
  if (member === undefined) return undefined
  const label = unquoted(text.slice(text.indexOf('.', text.indexOf(member) + member.length) + 1))
  return labels.includes(label) ? (facts) => facts.score(label, member) : undefined
}

const unquoted = (text: string): string => text.trim().replace(/^"(.*)"$/, '$1')

function compare(left: number | undefined, sign: string, right: number | undefined): boolean {
  if (left === undefined || right === undefined) return false
  if (sign === '>') return left > right
  if (sign === '<') return left < right
  return sign === '>=' ? left >= right : left <= right
}
