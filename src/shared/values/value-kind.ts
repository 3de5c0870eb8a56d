/** How an attribute's answer is kept: `label` in `segment.label` alone, the others in `segment.value`. */
export type ValueKind =
  | 'label'
  | 'labels'
  | 'composite'
  | 'shares'
  | 'ratings'
  | 'terms'
  | 'explanation'
  | 'spans'
  | 'trace'
  | 'relation'

const KINDS: Readonly<Record<string, ValueKind>> = {
  categorical: 'label',
  binary: 'label',
  multilabel: 'labels',
  'multilabel-ordinal': 'labels',
  composite: 'composite',
  ordinal: 'ratings',
  continuous: 'ratings',
  distribution: 'shares',
  'open-vocabulary': 'terms',
  'free-text': 'explanation',
  'text-components': 'spans',
  'text-span': 'spans',
  trace: 'trace',
  relation: 'relation'
}

/** Attribute types of `schemas/label-scheme` that this app knows. */
export const knownTypes: ReadonlySet<string> = new Set(Object.keys(KINDS))

/** How answers of an attribute are kept; an unknown type counts as one category. */
export const valueKindOf = (attribute: { readonly type: string }): ValueKind =>
  KINDS[attribute.type] ?? 'label'
