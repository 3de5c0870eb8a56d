import { resolveLabels } from '../domain/labels'
import type { Label } from '../domain/scheme'
import type { EditableAttribute, EditableLabel, EditableScheme } from './editable-scheme'
import { idFrom } from './id-from'
import { renameId } from './rename-id'

/** Labels of an attribute as they are drawn. */
export const shownLabels = (scheme: EditableScheme, attributeId: string): readonly Label[] =>
  resolveLabels(scheme, attributeId)

/**
 * A scheme with other labels in one attribute. Colours, letters and keys that were given out by position are written
 * down first, so that no label changes its look because another one came or went.
 */
function withLabels(
  scheme: EditableScheme,
  attributeId: string,
  change: (labels: readonly EditableLabel[]) => readonly EditableLabel[]
): EditableScheme {
  const shown = shownLabels(scheme, attributeId)
  return changeAttribute(scheme, attributeId, (attribute) => {
    const labels = (attribute.labels ?? []).map((label, index) => {
      const { color = '', letter = '', key = '' } = shown[index] ?? {}
      return { ...label, color: label.color ?? color, letter: label.letter ?? letter, key: label.key ?? key }
    })
    return { ...attribute, labels: [...change(labels)] }
  })
}

/** A scheme with one attribute changed. */
export const changeAttribute = (
  scheme: EditableScheme,
  attributeId: string,
  change: (attribute: EditableAttribute) => EditableAttribute
): EditableScheme => ({
  ...scheme,
  attributes: scheme.attributes.map((attribute) =>
    attribute.id === attributeId ? change(attribute) : attribute
  )
})

/** A new label at the end, with a free letter and digit and a colour far from the others. */
export function addLabel(scheme: EditableScheme, attributeId: string): EditableScheme {
  const before = shownLabels(scheme, attributeId)
  const ids = before.map(({ id }) => id)
  const name = `Label ${before.length + 1}`
  const id = idFrom(name, ids)
  const free = (candidates: string, taken: readonly (string | undefined)[]): string =>
    [...candidates].find((candidate) => !taken.includes(candidate)) ?? ''
  const letter = free(
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    before.map((label) => label.letter)
  )
  const key = free(
    '123456789',
    before.map((label) => label.key)
  )
  const added = withLabels(scheme, attributeId, (labels) => [
    ...labels,
    { id, name: { en: name }, letter: letter === '' ? String(before.length + 1).slice(-2) : letter, key }
  ])
  const color = shownLabels(added, attributeId).at(-1)?.color ?? '#9aa5b1'
  return setLabel(added, attributeId, before.length, { color })
}

/** Change one label; a field set to undefined is taken away. */
export const setLabel = (
  scheme: EditableScheme,
  attributeId: string,
  index: number,
  patch: { readonly [K in keyof EditableLabel]?: EditableLabel[K] | undefined }
): EditableScheme =>
  withLabels(scheme, attributeId, (labels) =>
    labels.map((label, position) => (position === index ? patched(label, patch) : label))
  )

/** Change a label's English name. `isNew`: nobody used the label yet, so its id follows, wherever it is named. */
export function nameLabel(
  scheme: EditableScheme,
  attributeId: string,
  index: number,
  name: string,
  isNew: boolean
): EditableScheme {
  const labels = scheme.attributes.find(({ id }) => id === attributeId)?.labels ?? []
  const label = labels[index]
  if (!label) return scheme
  const named = setLabel(scheme, attributeId, index, { name: { ...label.name, en: name } })
  if (!isNew) return named
  const others = labels.filter((_, position) => position !== index).map(({ id }) => id)
  return renameId(named, attributeId, label.id, idFrom(name, others))
}

/** Take a label away, and with it what other labels of the attribute say about it. */
export const removeLabel = (scheme: EditableScheme, attributeId: string, index: number): EditableScheme =>
  withLabels(scheme, attributeId, (labels) => {
    const gone = labels[index]?.id
    return labels
      .filter((_, position) => position !== index)
      .map((label) => ({
        ...patched(label, {
          parent: label.parent === gone ? undefined : label.parent,
          opposite: label.opposite === gone ? undefined : label.opposite,
          mixOf: label.mixOf?.includes(gone ?? '') ? undefined : label.mixOf
        })
      }))
  })

/** Move a label up (-1) or down (+1); it stops at the ends. */
export const moveLabel = (
  scheme: EditableScheme,
  attributeId: string,
  index: number,
  step: 1 | -1
): EditableScheme => withLabels(scheme, attributeId, (labels) => moved(labels, index, step))

/** A list with one item a place up or down; the ends hold it. */
export function moved<T>(list: readonly T[], index: number, step: 1 | -1): readonly T[] {
  const next = [...list]
  const [item] = next.splice(index, 1)
  if (item === undefined) return list
  next.splice(Math.min(next.length, Math.max(0, index + step)), 0, item)
  return next
}

/** An object with other fields; those that are undefined are taken away. */
export function patched<T extends object>(
  before: T,
  patch: { readonly [K in keyof T]?: T[K] | undefined }
): T {
  const next: Record<string, unknown> = { ...before, ...patch }
  for (const [field, value] of Object.entries(patch)) if (value === undefined) delete next[field]
  return next as T
}
