import type { Sliced } from '../../agreement/sliced'
import { CANNOT_RATE } from '../../domain/rows'
import type { SchemeRow, Segment, Track } from '../../domain/rows'
import { SchemeDocument } from '../../domain/scheme'

/** How often something of a scheme is used, by what people and models said. */
export interface SchemeUse {
  readonly attributeId: string
  /** `attribute`: any answer at all; `label`: also components of texts; `dimension`: one that is rated. */
  readonly what: 'attribute' | 'label' | 'dimension'
  readonly id: string
  readonly count: number
  readonly noun: 'segment' | 'track'
}

/** What counting needs to read. */
export interface UseReader {
  readonly tracks: readonly Track[]
  segmentsOf(trackId: string): readonly Segment[]
}

/** Uses of a scheme's attributes, labels and dimensions, track by track. A segment counts once for each label it names. */
export function* schemeUses(scheme: SchemeRow, reader: UseReader): Sliced<readonly SchemeUse[]> {
  const axes = axesOf(scheme)
  const uses = new Map<string, SchemeUse>()
  const add = (use: Omit<SchemeUse, 'count'>): void => {
    const key = `${use.attributeId}\n${use.what}\n${use.id}\n${use.noun}`
    uses.set(key, { ...use, count: (uses.get(key)?.count ?? 0) + 1 })
  }
  for (const { id, schemeId, attributeId, trace } of reader.tracks) {
    if (schemeId !== scheme.id) continue
    for (const dim of trace?.dims ?? []) add({ attributeId, what: 'dimension', id: dim, noun: 'track' })
    for (const segment of reader.segmentsOf(id)) {
      const named = namedBy(segment, axes.get(attributeId))
      if (named.length > 0) add({ attributeId, what: 'attribute', id: attributeId, noun: 'segment' })
      for (const each of new Map(named.map((name) => [JSON.stringify(name), name])).values())
        add({ attributeId: each.axis ?? attributeId, what: each.what, id: each.id, noun: 'segment' })
    }
    yield
  }
  return [...uses.values()]
}

interface Named {
  readonly what: 'label' | 'dimension'
  readonly id: string
  /** Attribute of a composite that the label belongs to. */
  readonly axis?: string
}

/** Labels and dimensions that a segment names, in its label and in its value. */
function namedBy({ label, value }: Segment, axes: readonly string[] | undefined): readonly Named[] {
  const byLabel = label === undefined || label === CANNOT_RATE ? [] : partsOf(label, axes)
  switch (value?.kind) {
    case 'labels':
      return [...byLabel, ...Object.keys(value.labels).map((key) => keyed(key, axes))]
    case 'shares':
      return [...byLabel, ...Object.keys(value.shares).map((id) => ({ what: 'label' as const, id }))]
    case 'spans':
      return [...byLabel, ...value.spans.map((span) => ({ what: 'label' as const, id: span.label }))]
    case 'ratings':
      return [...byLabel, ...Object.keys(value.ratings).map((id) => ({ what: 'dimension' as const, id }))]
    default:
      return byLabel
  }
}

const partsOf = (label: string, axes: readonly string[] | undefined): readonly Named[] =>
  axes
    ? label.split('+').flatMap((id, place) => {
        const axis = axes[place]
        return axis === undefined ? [] : [{ what: 'label' as const, id, axis }]
      })
    : [{ what: 'label', id: label }]

/** A key of several labels; in a composite `axis:label`. */
function keyed(key: string, axes: readonly string[] | undefined): Named {
  const axis = axes?.find((candidate) => key.startsWith(`${candidate}:`))
  return axis === undefined
    ? { what: 'label', id: key }
    : { what: 'label', id: key.slice(axis.length + 1), axis }
}

/** Axes of each composite attribute. */
function axesOf(scheme: SchemeRow): ReadonlyMap<string, readonly string[]> {
  const attributes = SchemeDocument.safeParse(scheme.document).data?.attributes ?? []
  return new Map(
    attributes.flatMap(({ id, type, axes }) =>
      type === 'composite' && Array.isArray(axes)
        ? [[id, axes.filter((axis): axis is string => typeof axis === 'string')] as const]
        : []
    )
  )
}
