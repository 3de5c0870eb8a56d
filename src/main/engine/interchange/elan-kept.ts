import type { Json, Span } from './document'
import { asArray, asObject } from './json'
import { jsonToNode, type XmlOut } from './xml'

/** Kept elements as they are written. */
export const nodes = (json: Json | undefined): XmlOut[] =>
  asArray(json)
    .map(jsonToNode)
    .filter((node) => node !== undefined)

/** The entries of an object whose values are texts. */
export function strings(json: Json | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asObject(json) ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string'
    )
  )
}

/** Ids that kept elements use: links, languages, locales, lexicons, external references. */
export function otherIds(own: { readonly [key: string]: Json }): readonly string[] {
  const sets = asArray(own['linkSets']).flatMap((set) => [
    asObject(set)?.['attributes'],
    ...asArray(asObject(set)?.['groups'])
  ])
  const attributes = [...asArray(own['others']), ...sets].map(
    (node) => asObject(node)?.['attributes'] ?? node
  )
  return [
    'und',
    ...attributes.flatMap((set) =>
      Object.entries(asObject(set) ?? {}).flatMap(([key, value]) =>
        /_ID$|^LOCALE$|^LANGUAGE_CODE$/.test(key) && typeof value === 'string' ? [value] : []
      )
    )
  ]
}

const oldIds = new WeakMap<ReadonlyMap<Span, string>, ReadonlyMap<string, string>>()

/** New id of each span by its old one; made once for each document. */
export function idsByOld(ids: ReadonlyMap<Span, string>): ReadonlyMap<string, string> {
  const known = oldIds.get(ids)
  if (known) return known
  const made = new Map([...ids].filter(([span]) => span.id !== '').map(([span, id]) => [span.id, id]))
  oldIds.set(ids, made)
  return made
}
