import { fail, ok } from '../domain/problem'
import type { Result } from '../domain/problem'
import { SegmentValue } from '../domain/segment-value'

/** One cell of a value in a long table: what it is about, and what is said. */
export interface ValueRow {
  readonly key: string
  /** Empty: given without a number. */
  readonly value: string
}

/**
 * A value as rows of a long table, in order: labels and their intensities, shares, ratings by dimension, words by
 * number, stretches of text by label (`from-to`), an explanation as `text` and each `clue`, a region by time.
 * `valueFromRows` makes the same value of them again.
 */
export function valueRows(value: SegmentValue): readonly ValueRow[] {
  switch (value.kind) {
    case 'labels':
      return Object.entries(value.labels).map(([key, level]) => ({
        key,
        value: level === null ? '' : String(level)
      }))
    case 'shares':
      return numbers(value.shares)
    case 'ratings':
      return numbers(value.ratings)
    case 'terms':
      return value.terms.map((term, index) => ({ key: String(index + 1), value: term }))
    case 'spans':
      return value.spans.map(({ label, from, to }) => ({ key: label, value: `${from}-${to}` }))
    case 'explanation':
      return [
        { key: 'text', value: value.text },
        ...value.clues.map((clue) => ({ key: 'clue', value: clue }))
      ]
    case 'region':
      return value.keys.map((key) => {
        const { at, ...place } = key
        return { key: `${value.shape} ${at}`, value: JSON.stringify(place) }
      })
  }
}

/** The value that rows of a long table say; refused, naming the row, where they say none. */
export function valueFromRows(kind: string, rows: readonly ValueRow[]): Result<SegmentValue> {
  const parsed = SegmentValue.safeParse(read(kind, rows))
  if (parsed.success) return ok(parsed.data as SegmentValue)
  const shown = rows.map(({ key, value }) => `${key}=${value}`).join(', ')
  return fail(
    'value.rows',
    `The rows "${shown}" are no value of kind "${kind}".`,
    'The kinds are labels, shares, ratings, terms, spans, explanation and region.'
  )
}

function read(kind: string, rows: readonly ValueRow[]): unknown {
  switch (kind) {
    case 'labels':
      return {
        kind,
        labels: Object.fromEntries(rows.map(({ key, value }) => [key, value === '' ? null : number(value)]))
      }
    case 'shares':
    case 'ratings':
      return { kind, [kind]: Object.fromEntries(rows.map(({ key, value }) => [key, number(value)])) }
    case 'terms':
      return { kind, terms: rows.map(({ value }) => value) }
    case 'spans':
      return {
        kind,
        spans: rows.map(({ key, value }) => {
          const [from, to] = value.split('-')
          return { label: key, from: number(from ?? ''), to: number(to ?? '') }
        })
      }
    case 'explanation':
      return {
        kind,
        text: rows.find(({ key }) => key === 'text')?.value ?? '',
        clues: rows.filter(({ key }) => key === 'clue').map(({ value }) => value)
      }
    case 'region':
      return {
        kind,
        shape: rows[0]?.key.split(' ')[0],
        keys: rows.map(({ key, value }) => ({ at: number(key.split(' ')[1] ?? ''), ...place(value) }))
      }
    default:
      return undefined
  }
}

const numbers = (entries: Readonly<Record<string, number>>): readonly ValueRow[] =>
  Object.entries(entries).map(([key, value]) => ({ key, value: String(value) }))

/** A number as it is written in a file; anything else is not a number, which no value takes. */
const number = (text: string): number => (text.trim() === '' ? NaN : Number(text))

function place(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    // Whatever it is, it says no place, and the schema refuses it.
    return {}
  }
}
