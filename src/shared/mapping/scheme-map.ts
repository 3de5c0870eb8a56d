import { labelsOf, mainAttribute } from '../domain/labels'
import type { SchemeRow } from '../domain/rows'
import { SchemeDocument } from '../domain/scheme'
import { attributeTask } from '../values/attribute'
import { readMaps, type MapDocument } from './map-document'
import { groupTable } from './group-table'

/** One attribute of one scheme: where labels come from or go to. */
export interface AttributeRef {
  readonly schemeId: string
  readonly attributeId: string
}

/** What the kinds of maps say; the words are those of `schemas/label-scheme`. */
export type MapRule =
  /** Source label -> target label. `rename` keeps labels apart, `group` may bring several together. */
  | { readonly kind: 'rename' | 'group'; readonly targets: ReadonlyMap<string, string> }
  /** Source label -> target label -> weight: the share of the source that the target gets. */
  | {
      readonly kind: 'matrix'
      readonly weights: Readonly<Record<string, Readonly<Record<string, number>>>>
    }
  /** A label is there from this level on; `targets` as in a group. */
  | {
      readonly kind: 'threshold'
      readonly at: number
      /** Levels of single source labels that differ from `at`. */
      readonly atLabel: Readonly<Record<string, number>>
      readonly targets: ReadonlyMap<string, string>
    }
  /** Two dimensions, where their axes cross, and the labels of the quadrants I to IV (counter-clockwise from high, high). */
  | {
      readonly kind: 'quadrant'
      readonly x: { readonly dim: string; readonly zero: number }
      readonly y: { readonly dim: string; readonly zero: number }
      readonly labels: readonly [string, string, string, string]
    }
  /** Dimension by dimension: value times scale plus offset. */
  | {
      readonly kind: 'affine'
      readonly dims: Readonly<
        Record<string, { readonly to: string; readonly scale: number; readonly offset: number }>
      >
    }
  /** One axis of a composite: its label, or the sum over the other axes. */
  | { readonly kind: 'axis'; readonly axis: string }

/** A mapping table between two attributes, ready to be used. */
export interface SchemeMap {
  readonly from: AttributeRef
  readonly to: AttributeRef
  readonly rule: MapRule
  /** Said by the scheme; `mapSummary` also finds out by itself. */
  readonly lossy: boolean
  /** Labels or dimensions that the scheme leaves without a counterpart on purpose. */
  readonly unmapped: readonly string[]
}

/**
 * Mapping tables that lead from a scheme to others, in the order of its document, then one for each axis of a
 * composite. Tables to schemes that are not among `schemes` and tables that cannot be read are left out.
 */
export function mapsFrom(source: SchemeRow, schemes: readonly SchemeRow[]): readonly SchemeMap[] {
  const known = cache.get(source)
  if (known && sameRows(known.schemes, schemes)) return known.maps
  const maps = [
    ...readMaps(source.document).flatMap((map) => {
      const target = schemes.find(({ id }) => id === map.to)
      return (target && resolveMap(source, target, map)) ?? []
    }),
    ...axisMaps(source)
  ]
  cache.set(source, { schemes, maps })
  return maps
}

const cache = new WeakMap<SchemeRow, { schemes: readonly SchemeRow[]; maps: readonly SchemeMap[] }>()
const sameRows = (a: readonly SchemeRow[], b: readonly SchemeRow[]): boolean =>
  a === b || (a.length === b.length && a.every((row, index) => row === b[index]))

/** One table of a document between two schemes; undefined where attributes or numbers it needs are missing. */
export function resolveMap(source: SchemeRow, target: SchemeRow, map: MapDocument): SchemeMap | undefined {
  const rated = map.kind === 'quadrant' || map.kind === 'affine'
  const attributeId = map.attribute ?? (rated ? ratedAttribute(source) : mainAttribute(source))
  const toAttribute =
    map.toAttribute ?? (map.kind === 'affine' ? ratedAttribute(target) : mainAttribute(target))
  if (attributeId === undefined || toAttribute === undefined) return undefined
  const rule = ruleOf(source, attributeId, target, toAttribute, map)
  return (
    rule && {
      from: { schemeId: source.id, attributeId },
      to: { schemeId: target.id, attributeId: toAttribute },
      rule,
      lossy: map.lossy ?? false,
      unmapped: map.unmapped ?? []
    }
  )
}

function ruleOf(
  source: SchemeRow,
  attributeId: string,
  target: SchemeRow,
  toAttribute: string,
  map: MapDocument
): MapRule | undefined {
  const sources = labelsOf(source, attributeId)
  const targets = labelsOf(target, toAttribute)
  switch (map.kind) {
    case 'rename':
    case 'group':
      return { kind: map.kind, targets: groupTable(sources, targets, map.groups, map.unmapped) }
    case 'matrix':
      return { kind: 'matrix', weights: map.matrix ?? {} }
    case 'threshold':
      return {
        kind: 'threshold',
        at: map.rule?.at ?? 1,
        atLabel: map.rule?.labels ?? {},
        targets: groupTable(sources, targets, map.groups, map.unmapped)
      }
    case 'quadrant':
      return quadrantRule(
        source,
        attributeId,
        targets.map(({ id }) => id),
        map
      )
    case 'affine':
      return affineRule(source, attributeId, target, toAttribute, map)
  }
}

/** Axes: the dimensions that the rule gives a number, valence before arousal; without any, the first two at their neutral. */
function quadrantRule(
  source: SchemeRow,
  attributeId: string,
  targets: readonly string[],
  map: MapDocument
): MapRule | undefined {
  const dims = attributeTask(source, attributeId)?.dimensions ?? []
  const zero = (id: string): number | undefined => {
    const said = map.rule?.[id]
    return typeof said === 'number' ? said : undefined
  }
  const said = dims.filter(({ id }) => zero(id) !== undefined)
  const [x, y] = said.length === 2 ? said : dims
  const [first, second, third, fourth] = map.rule?.quadrants ?? targets
  if (!x || !y || first === undefined || second === undefined || third === undefined || fourth === undefined)
    return undefined
  const middle = (dim: typeof x): number => zero(dim.id) ?? dim.neutral ?? (dim.min + dim.max) / 2
  return {
    kind: 'quadrant',
    x: { dim: x.id, zero: middle(x) },
    y: { dim: y.id, zero: middle(y) },
    labels: [first, second, third, fourth]
  }
}

function affineRule(
  source: SchemeRow,
  attributeId: string,
  target: SchemeRow,
  toAttribute: string,
  map: MapDocument
): MapRule {
  const there = new Set(attributeTask(target, toAttribute)?.dimensions.map(({ id }) => id))
  const own = map.rule?.dims ?? {}
  const dims = (attributeTask(source, attributeId)?.dimensions ?? []).flatMap(({ id }) => {
    const to = own[id]?.to ?? id
    if (!there.has(to) || map.unmapped?.includes(id)) return []
    const scale = own[id]?.scale ?? map.rule?.scale ?? 1
    const offset = own[id]?.offset ?? map.rule?.offset ?? 0
    return [[id, { to, scale, offset }] as const]
  })
  return { kind: 'affine', dims: Object.fromEntries(dims) }
}

function axisMaps(source: SchemeRow): readonly SchemeMap[] {
  const attributes = SchemeDocument.safeParse(source.document).data?.attributes ?? []
  return attributes
    .filter(({ type }) => type === 'composite')
    .flatMap(({ id }) =>
      (attributeTask(source, id)?.axes ?? []).map((axis) => ({
        from: { schemeId: source.id, attributeId: id },
        to: { schemeId: source.id, attributeId: axis.id },
        rule: { kind: 'axis', axis: axis.id } as const,
        lossy: true,
        unmapped: []
      }))
    )
}

/** First attribute that is rated by dimension. */
function ratedAttribute(scheme: SchemeRow): string | undefined {
  const attributes = SchemeDocument.safeParse(scheme.document).data?.attributes ?? []
  return attributes.find(({ id }) => (attributeTask(scheme, id)?.dimensions.length ?? 0) > 0)?.id
}
