import { fail, ok } from '../domain/problem'
import type { Result } from '../domain/problem'

/** What the labels are called. */
export interface AnswerLabel {
  readonly id: string
  readonly name: string
  readonly aliases: readonly string[]
}

/** How answers are read. */
export interface AnswerRule {
  readonly pattern?: string | undefined
  /** Several answers in one. */
  readonly separator?: string | undefined
  readonly anywhere?: boolean
}

/** What an answer says. `out`: in nobody's labels, with why. */
export type ParsedAnswer =
  | {
      readonly kind: 'labels'
      readonly labels: readonly string[]
      /** Parts of a list that are no label. */ readonly others: readonly string[]
    }
  | { readonly kind: 'out'; readonly text: string; readonly why: 'pattern' | 'unknown' | 'several' | 'empty' }

/** Reads answers by one rule. */
export interface AnswerParser {
  parse(raw: string): ParsedAnswer
  /** The text that the pattern finds; undefined: it finds nothing. */
  extract(raw: string): string | undefined
  /** Parts of a list, or the one text, in lower case, without quotes and brackets. */
  terms(raw: string): readonly string[]
}

/** Characters of an answer that are looked at: a pattern on a megabyte could take for ever. */
const LONGEST = 20_000

/**
 * A parser for answers; a pattern that is no regular expression is refused. An answer is a label by id, name or alias,
 * regardless of case, outer quotes, brackets and full stops. Where the pattern finds nothing the answer is out of the set:
 * nothing is guessed from the rest.
 */
export function answerParser(rule: AnswerRule, labels: readonly AnswerLabel[]): Result<AnswerParser> {
  const pattern = compiled(rule.pattern)
  if (!pattern.ok) return pattern
  const byName = new Map<string, string>()
  for (const name of ['id', 'name', 'aliases'] as const)
    for (const label of labels)
      for (const text of [label[name]].flat()) if (!byName.has(plain(text))) byName.set(plain(text), label.id)
  const words = rule.anywhere ? [...byName].map(([text, id]) => ({ id, found: wordOf(text) })) : []
  const labelIn = (text: string): string | undefined | 'several' => {
    const known = byName.get(plain(text))
    if (known !== undefined) return known
    const inside = new Set(words.flatMap(({ id, found }) => (found.test(text) ? [id] : [])))
    return inside.size > 1 ? 'several' : [...inside][0]
  }
  const extract = (raw: string): string | undefined => {
    const cut = raw.slice(0, LONGEST)
    if (!pattern.value) return cut
    const match = pattern.value.exec(cut)
    return match ? (match[1] ?? match[0]) : undefined
  }
  const partsOf = (text: string): string[] => {
    const separator = rule.separator
    const list = text.trim().replace(/^[[({]|[\])}]$/g, '')
    return (separator === undefined ? [text] : list.split(separator)).map(plain).filter((part) => part !== '')
  }
  return ok({
    extract,
    terms: (raw) => [...new Set(partsOf(extract(raw) ?? ''))],
    parse(raw) {
      const text = extract(raw)
      if (text === undefined)
        return { kind: 'out', text: raw.trim(), why: raw.trim() === '' ? 'empty' : 'pattern' }
      if (text.trim() === '') return { kind: 'out', text: '', why: 'empty' }
      const parts = partsOf(text)
      const found = parts.map((part) => ({ part, label: labelIn(part) }))
      const known = [
        ...new Set(found.flatMap(({ label }) => (label === undefined || label === 'several' ? [] : [label])))
      ]
      if (known.length > 0)
        return {
          kind: 'labels',
          labels: known,
          others: found.flatMap(({ part, label }) =>
            label === undefined || label === 'several' ? [part] : []
          )
        }
      return {
        kind: 'out',
        text: text.trim(),
        why: found.some(({ label }) => label === 'several') ? 'several' : 'unknown'
      }
    }
  })
}

/** A regular expression, any case; refused in words where it is none. */
export function compiled(pattern: string | undefined): Result<RegExp | undefined> {
  if (pattern === undefined || pattern === '') return ok(undefined)
  try {
    return ok(new RegExp(pattern, 'i'))
  } catch (error) {
    return fail(
      'answer-pattern',
      `“${pattern}” is no regular expression: ${error instanceof Error ? error.message : String(error)}`,
      'Correct the pattern, or choose one of those offered.'
    )
  }
}

/** Lower case, without spaces, quotes, brackets, stars and full stops around it. */
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .trim()
    .replace(/^[\s"'“”‘’`*[\](){}<>.,;:!]+|[\s"'“”‘’`*[\](){}<>.,;:!]+$/g, '')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')

const wordOf = (text: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'iu')
