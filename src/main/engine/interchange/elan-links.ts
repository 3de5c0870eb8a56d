import type { DocumentRecording, Json, Span } from './document'
import { idsByOld, nodes, otherIds, strings } from './elan-kept'
import { asArray, asObject } from './json'
import type { LinkWords } from './link-words'
import { freshIds, text } from './tools'
import type { XmlOut } from './xml'

const directionality = { none: 'undirected', forward: 'unidirectional', both: 'bidirectional' } as const

/** Link sets with their group links; links whose ends are gone are left out, because ELAN refuses them. */
export function linkSets(
  recording: DocumentRecording,
  ids: ReadonlyMap<Span, string>,
  own: { readonly [key: string]: Json }
): { readonly sets: XmlOut[]; readonly written: readonly (LinkWords & { readonly id: string })[] } {
  const written: (LinkWords & { readonly id: string })[] = []
  const byOld = idsByOld(ids)
  const kept = asArray(own['linkSets']).map(asObject)
  const sets = new Map<string, { readonly attributes: Record<string, string>; readonly links: XmlOut[] }>()
  for (const set of kept) {
    const attributes = strings(set?.['attributes'])
    sets.set(attributes['LINK_SET_ID'] ?? '', { attributes, links: [...nodes(set?.['groups'])] })
  }
  const taken = new Set([...ids.values(), ...otherIds(own), ...sets.keys()])
  const fresh = freshIds('rl', [...taken, ...recording.links.map(({ id }) => id)])
  const freshSet = freshIds('rls', taken)
  const groups = new Set(
    [...sets.values()].flatMap(({ links }) =>
      links.map(({ attributes }) => String(attributes?.['REF_LINK_ID']))
    )
  )
  const linkIds = new Map<string, string>()
  for (const { id } of recording.links) {
    const name = /^[A-Za-z_][\w.-]*$/.test(id) && !taken.has(id) ? id : fresh()
    taken.add(name)
    linkIds.set(id, name)
  }
  for (const link of recording.links) {
    const end = (id: string): string | undefined =>
      byOld.get(id) ?? linkIds.get(id) ?? (groups.has(id) ? id : undefined)
    const [REF1, REF2] = [end(link.from), end(link.to)]
    if (REF1 === undefined || REF2 === undefined) continue
    const setId = text(link.extra?.['set']) ?? 'links'
    let set = sets.get(setId)
    if (!set) {
      set = { attributes: { LINK_SET_ID: freshSet(), LINK_SET_NAME: 'Links' }, links: [] }
      sets.set(setId, set)
    }
    written.push({ ...link, id: linkIds.get(link.id) ?? link.id })
    set.links.push({
      name: 'CROSS_REF_LINK',
      attributes: {
        ...strings(link.extra?.['attributes']),
        REF_LINK_ID: linkIds.get(link.id),
        REF1,
        REF2,
        DIRECTIONALITY: directionality[link.direction],
        REF_TYPE: link.type
      },
      text: link.text
    })
  }
  const made = [...sets.values()].map(({ attributes, links }) => ({
    name: 'REF_LINK_SET',
    attributes,
    children: links
  }))
  return { sets: made, written }
}
