import type { EditableScheme } from './editable-scheme'

/** What is wrong with roles, aggregation, wheels and the scheme that this one builds on, as sentences. */
export function moreFaults({
  id,
  extends: base,
  attributes,
  roles = [],
  aggregation = []
}: EditableScheme): readonly string[] {
  const roleIds = roles.map((role) => role.id)
  const knownRoles = new Set(roleIds)
  const unknown = (ids: readonly string[]): readonly string[] => ids.filter((each) => !knownRoles.has(each))
  return [
    ...(base === id ? ['A scheme cannot build on itself.'] : []),
    ...twice(roleIds).map((role) => `Two roles are called “${role}”.`),
    ...roles.flatMap((role) => [
      ...unknown(role.blindTo ?? []).map(
        (other) => `${role.name ?? role.id} is blind to “${other}”, which is no role of this scheme.`
      ),
      ...(role.blindTo?.includes(role.id) ? [`${role.name ?? role.id} cannot be blind to itself.`] : [])
    ]),
    ...aggregation.flatMap((rule, index) => {
      const where = `Aggregation ${index + 1}`
      return [
        ...(attributes.some((each) => each.id === rule.attribute)
          ? []
          : [`${where}: there is no attribute “${rule.attribute}”.`]),
        ...unknown(rule.roles ?? []).map((role) => `${where}: there is no role “${role}”.`)
      ]
    })
  ]
}

const twice = (list: readonly string[]): readonly string[] => [
  ...new Set(list.filter((each, index) => list.indexOf(each) !== index))
]
