import type { EditableScheme } from './editable-scheme'

/** Another id for a label that nobody used yet, wherever the scheme names it: labels, rules and mapping tables. */
export function renameId(
  scheme: EditableScheme,
  attributeId: string,
  from: string,
  to: string
): EditableScheme {
  if (from === to) return scheme
  const one = (id: string): string => (id === from ? to : id)
  const maybe = (id: string | undefined): string | undefined => (id === undefined ? undefined : one(id))
  const list = (ids: readonly string[] | undefined): string[] | undefined => ids?.map(one)
  const keys = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).map(([id, value]) => [one(id), value]))
  const attributes = scheme.attributes.map((attribute) =>
    attribute.id !== attributeId
      ? attribute
      : {
          ...attribute,
          labels: attribute.labels?.map((label) =>
            defined({
              ...label,
              id: one(label.id),
              parent: maybe(label.parent),
              opposite: maybe(label.opposite),
              mixOf: list(label.mixOf)
            })
          )
        }
  )
  const constraints = scheme.constraints?.map((rule) =>
    rule.attribute !== undefined && rule.attribute !== attributeId
      ? rule
      : defined({ ...rule, labels: list(rule.labels), with: list(rule.with) })
  )
  const maps = scheme.maps?.map((map) =>
    defined({
      ...map,
      unmapped: list(map.unmapped),
      groups:
        map.groups &&
        Object.fromEntries(Object.entries(map.groups).map(([target, sources]) => [target, sources.map(one)])),
      matrix: map.matrix && keys(map.matrix)
    })
  )
  return defined({ ...scheme, attributes: attributes.map(defined), constraints, maps })
}

/** Without fields that are undefined, so that a document is the same after it was written and read. */
function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T
}
