import { createHash } from 'node:crypto'
import type { SchemeRow } from '../../../shared/domain/rows'
import type { SegmentValue } from '../../../shared/domain/segment-value'
import type { DocumentScheme, Span } from '../interchange/document'
import { loadedDims } from './trace-dims'
import { slugOf, vocabularyOf, type Vocabulary } from './vocabulary'

/** What a tier's labels belong to, and its values as that takes them. */
export interface ValueScheme extends Vocabulary {
  valueOf(value: SegmentValue): SegmentValue
}

/** Intensities of labels when the scheme declares no levels. */
const [LEAST, MOST] = [0, 9]

/**
 * The scheme for the labels and values of a tier. Values beyond one label need an attribute of their type; one is made
 * where the file brings none. Regions and stretches of text go with every attribute.
 */
export function valueScheme(
  name: string,
  spans: readonly Span[],
  given: DocumentScheme | undefined
): ValueScheme {
  const values = spans.flatMap(({ value }) => (value ? [value] : []))
  const kind = values.find((value) => value.kind !== 'region' && value.kind !== 'spans')?.kind
  const used = spans.flatMap(({ labels }) => labels)
  if (kind === 'ratings') return ratingScheme(name, values)
  if (kind === 'terms')
    return plainScheme(name, { type: 'open-vocabulary', vocabulary: { normalise: ['trim'] } })
  if (kind === 'explanation') return plainScheme(name, { type: 'free-text' })
  if (kind === 'shares') {
    const labels = values.flatMap((value) => (value.kind === 'shares' ? Object.keys(value.shares) : []))
    return withKeys(vocabularyOf(name, [...used, ...labels], given, 'distribution'))
  }
  const several = kind === 'labels' || spans.some(({ labels }) => labels.length > 1)
  if (!several) return withKeys(vocabularyOf(name, used, given))
  const keys = values.flatMap((value) => (value.kind === 'labels' ? Object.keys(value.labels) : []))
  return withLevels(withKeys(vocabularyOf(name, [...used, ...keys], given, 'multilabel')), values)
}

const withKeys = (vocabulary: Vocabulary): ValueScheme => {
  const keyed = <V>(entries: Readonly<Record<string, V>>): Record<string, V> =>
    Object.fromEntries(Object.entries(entries).map(([key, one]) => [vocabulary.ids.get(key) ?? key, one]))
  return {
    ...vocabulary,
    valueOf: (value) =>
      value.kind === 'labels'
        ? { kind: 'labels', labels: keyed(value.labels) }
        : value.kind === 'shares'
          ? { kind: 'shares', shares: keyed(value.shares) }
          : value
  }
}

/** Intensities outside the usual range are levels of the scheme. */
function withLevels(scheme: ValueScheme, values: readonly SegmentValue[]): ValueScheme {
  const given = values.flatMap((value) =>
    value.kind === 'labels' ? Object.values(value.labels).filter((level) => level !== null) : []
  )
  if (!scheme.scheme || given.every((level) => level >= LEAST && level <= MOST)) return scheme
  const levels = [...new Set(given)].sort((a, b) => a - b).map((value) => ({ value }))
  const document = scheme.scheme.document as { readonly attributes: readonly object[] }
  const id = `${scheme.schemeId}-${hash(levels)}`
  return {
    ...scheme,
    schemeId: id,
    scheme: {
      ...scheme.scheme,
      id,
      document: {
        ...document,
        id,
        attributes: document.attributes.map((one) => ({ ...one, type: 'multilabel-ordinal', levels }))
      }
    }
  }
}

function ratingScheme(name: string, values: readonly SegmentValue[]): ValueScheme {
  const columns = new Map<string, number[]>()
  for (const value of values)
    if (value.kind === 'ratings')
      for (const [dim, rating] of Object.entries(value.ratings))
        columns.set(dim, [...(columns.get(dim) ?? []), rating])
  const dims = loadedDims([...columns].map(([name, values]) => ({ name, values })))
  const idOf = new Map([...columns.keys()].map((key, i) => [key, dims[i]?.id ?? key]))
  const described = dims.map(({ id, min, max }) => ({ id, range: [min, max] }))
  return {
    ...plainScheme(name, { type: 'continuous', dims: described }),
    valueOf: (value) =>
      value.kind === 'ratings'
        ? {
            kind: 'ratings',
            ratings: Object.fromEntries(
              Object.entries(value.ratings).map(([key, rating]) => [idOf.get(key) ?? key, rating])
            )
          }
        : value
  }
}

/** A scheme of one attribute without labels. The same in several files is one. */
function plainScheme(
  name: string,
  attribute: { readonly type: string } & Record<string, unknown>
): ValueScheme {
  const id = `${slugOf(name).slice(0, 40) || 'values'}-${hash([name, attribute])}`
  const scheme: SchemeRow = {
    id,
    name,
    version: '1',
    document: {
      schema: 'affectory.labels/1',
      id,
      name,
      version: '1',
      attributes: [{ id: 'value', unit: 'segment', ...attribute }]
    }
  }
  return { schemeId: id, attributeId: 'value', ids: new Map(), scheme, valueOf: (value) => value }
}

const hash = (what: unknown): string =>
  createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 8)
