import type { MapDocument, MapKind } from '../mapping/map-document'
import type { EditableScheme } from './editable-scheme'

/** A new mapping table to a scheme: a renaming, which pairs labels of equal name. */
export const addMap = (scheme: EditableScheme, to: string): EditableScheme => ({
  ...scheme,
  maps: [...(scheme.maps ?? []), { to, kind: 'rename' }]
})

/** A scheme without one of its tables. */
export const removeMap = (scheme: EditableScheme, index: number): EditableScheme => ({
  ...scheme,
  maps: (scheme.maps ?? []).filter((_, position) => position !== index)
})

/** A scheme with one table changed. */
export const changeMap = (
  scheme: EditableScheme,
  index: number,
  change: (map: MapDocument) => MapDocument
): EditableScheme => ({
  ...scheme,
  maps: (scheme.maps ?? []).map((map, position) => (position === index ? change(map) : map))
})

/** Source labels with their targets as groups; `undefined` takes a source off. */
export function sendTo(
  map: MapDocument,
  current: ReadonlyMap<string, string>,
  source: string,
  target: string | undefined
): MapDocument {
  const pairs = new Map(current)
  if (target === undefined) pairs.delete(source)
  else pairs.set(source, target)
  const groups: Record<string, string[]> = {}
  for (const [from, to] of pairs) groups[to] = [...(groups[to] ?? []), from]
  const others = (map.unmapped ?? []).filter((id) => id !== source)
  const unmapped = target === undefined ? [...others, source] : others
  return { ...map, groups, unmapped }
}

/** A weight of a matrix; 0 takes the cell off. */
export function weigh(map: MapDocument, source: string, target: string, weight: number): MapDocument {
  const { [target]: _before, ...rest } = map.matrix?.[source] ?? {}
  const row = weight === 0 ? rest : { ...rest, [target]: weight }
  return { ...map, matrix: { ...map.matrix, [source]: row } }
}

/** A table of another kind: what it said label by label is taken over where the new kind can say it. */
export function withKind(map: MapDocument, kind: MapKind, current: ReadonlyMap<string, string>): MapDocument {
  if (kind === map.kind) return map
  const { to, attribute, toAttribute } = map
  const ends = {
    to,
    kind,
    ...(attribute === undefined ? {} : { attribute }),
    ...(toAttribute === undefined ? {} : { toAttribute })
  }
  const groups: Record<string, string[]> = {}
  for (const [from, target] of current) groups[target] = [...(groups[target] ?? []), from]
  switch (kind) {
    case 'rename':
      return ends
    case 'group':
      return { ...ends, groups }
    case 'matrix':
      return {
        ...ends,
        matrix: Object.fromEntries([...current].map(([from, target]) => [from, { [target]: 1 }]))
      }
    case 'threshold':
      return { ...ends, rule: { at: 1 } }
    case 'quadrant':
      return { ...ends, rule: {} }
    case 'affine':
      return { ...ends, rule: { scale: 1, offset: 0 } }
  }
}
