import type { DocumentLink, JsonObject, WordsSpan } from './document'
import { asArray, asNumber, asObject } from './json'
import type { XmlNode, XmlOut } from './xml'

/** The stretches of words that a link means; either end may be its whole segment. */
export type LinkWords = Pick<DocumentLink, 'fromWords' | 'toWords'>

/** Under this name other programs keep facts that only this one writes. */
const OWN = 'affectory'
const PROPERTY = `${OWN}:link-words:`

/** Properties of an ELAN header, one for each link that names words: ELAN has no place for them at the link itself. */
export function wordProperties(links: readonly (LinkWords & { readonly id: string })[]): XmlOut[] {
  return links.flatMap(({ id, fromWords, toWords }) =>
    fromWords || toWords
      ? [
          {
            name: 'PROPERTY',
            attributes: { NAME: `${PROPERTY}${id}` },
            text: [named('from', fromWords), named('to', toWords)].filter(Boolean).join(' ')
          }
        ]
      : []
  )
}

/** Whether a header's child is such a property; they are made anew, never kept. */
export const isWordProperty = (node: Pick<XmlOut, 'name' | 'attributes'>): boolean =>
  node.name === 'PROPERTY' && String(node.attributes?.['NAME'] ?? '').startsWith(PROPERTY)

/** Words of links by the id that each has in the file. What cannot be read is left out: the whole segments are linked. */
export function wordsInProperties(nodes: readonly XmlNode[]): ReadonlyMap<string, LinkWords> {
  return new Map(
    nodes.filter(isWordProperty).map((node) => {
      const spans: Record<string, WordsSpan> = {}
      for (const [, end = '', from, to] of node.text.matchAll(/\b(from|to) (\d{1,9})-(\d{1,9})\b/g)) {
        const span = spanOf(Number(from), Number(to))
        if (span) spans[end] = span
      }
      return [
        (node.attributes['NAME'] ?? '').slice(PROPERTY.length),
        words(spans['from'], spans['to'])
      ] as const
    })
  )
}

/** `meta` of a Label Studio relation with the words in it; undefined where there is nothing to say. */
export function metaWithWords(
  kept: JsonObject | undefined,
  { fromWords, toWords }: LinkWords
): JsonObject | undefined {
  const { [OWN]: _before, ...rest } = kept ?? {}
  const own: JsonObject = {
    ...(fromWords ? { fromWords: [fromWords.from, fromWords.to] } : {}),
    ...(toWords ? { toWords: [toWords.from, toWords.to] } : {})
  }
  const meta = Object.keys(own).length === 0 ? rest : { ...rest, [OWN]: own }
  return Object.keys(meta).length === 0 && kept === undefined ? undefined : meta
}

/** Words of a Label Studio relation. */
export function wordsInMeta(item: JsonObject): LinkWords {
  const own = asObject(asObject(item['meta'])?.[OWN])
  const span = (key: string): WordsSpan | undefined => {
    const [from, to] = asArray(own?.[key]).map(asNumber)
    return spanOf(from, to)
  }
  return words(span('fromWords'), span('toWords'))
}

const named = (end: string, span: WordsSpan | undefined): string =>
  span ? `${end} ${span.from}-${span.to}` : ''

const words = (fromWords: WordsSpan | undefined, toWords: WordsSpan | undefined): LinkWords => ({
  ...(fromWords ? { fromWords } : {}),
  ...(toWords ? { toWords } : {})
})

const spanOf = (from: number | undefined, to: number | undefined): WordsSpan | undefined =>
  from !== undefined &&
  to !== undefined &&
  Number.isInteger(from) &&
  Number.isInteger(to) &&
  from >= 0 &&
  to > from
    ? { from, to }
    : undefined
