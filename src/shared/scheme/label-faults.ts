import type { Label } from '../domain/scheme'
import type { EditableAttribute, EditableScheme } from './editable-scheme'
import { shownLabels } from './label-edits'

/** What is wrong with the labels of one attribute: names, letters, keys, other names and what they say of each other. */
export function labelFaults(scheme: EditableScheme, attribute: EditableAttribute): readonly string[] {
  const labels = attribute.labels ?? []
  if (labels.length === 0) return []
  // Letters that were typed, not those that the drawing gives out where two are alike.
  const shown = shownLabels(scheme, attribute.id).map((label, index) => ({
    ...label,
    letter: labels[index]?.letter ?? label.letter
  }))
  const faults: string[] = []
  if (shown.some(({ name }) => name.trim() === '')) faults.push('Every label needs a name.')
  if (labels.some(({ letter }) => letter?.trim() === ''))
    faults.push('Every label needs a letter: colour alone is not enough.')
  faults.push(...twice(shown, 'letter').map(([letter, names]) => `${names} share the letter ${letter}.`))
  faults.push(...twice(shown, 'key').map(([key, names]) => `${names} share the key ${key}.`))
  faults.push(...twice(shown, 'name').map(([name]) => `Two labels are called “${name}”.`))
  return [...faults, ...sharedAliases(shown), ...wrongLinks(attribute)]
}

/** An alias must lead to one label only; one that is the id of another label would never be found. */
function sharedAliases(labels: readonly Label[]): readonly string[] {
  return labels.flatMap((label, index) =>
    label.aliases.flatMap((alias) => {
      const other = labels.find(
        (each, position) =>
          each !== label &&
          (fold(each.id) === fold(alias) ||
            (position > index && each.aliases.some((theirs) => fold(theirs) === fold(alias))))
      )
      return other ? [`“${alias}” stands for ${label.name} and for ${other.name}.`] : []
    })
  )
}

/** Opposites must be labels of the attribute, and no label its own ancestor. Mixtures may be of emotions that are no labels. */
function wrongLinks({ labels = [] }: EditableAttribute): readonly string[] {
  const byId = new Map(labels.map((label) => [label.id, label]))
  return labels.flatMap((label) => {
    const faults: string[] = []
    if (label.opposite !== undefined && !byId.has(label.opposite))
      faults.push(`The opposite of “${label.id}”, “${label.opposite}”, is no label.`)
    if (label.mixOf?.length === 1) faults.push(`“${label.id}” needs two labels to be mixed of.`)
    const seen = new Set([label.id])
    for (let at = label.parent; at !== undefined; at = byId.get(at)?.parent) {
      if (seen.has(at)) return [...faults, `“${label.id}” lies below itself.`]
      seen.add(at)
    }
    if (label.va?.some((value) => value < -1 || value > 1))
      faults.push(`Valence and arousal of “${label.id}” go from -1 to 1.`)
    return faults
  })
}

function twice(
  labels: readonly Label[],
  field: 'letter' | 'key' | 'name'
): readonly (readonly [string, string])[] {
  const groups = new Map<string, string[]>()
  for (const label of labels) {
    const value = (label[field] ?? '').trim()
    if (value !== '') groups.set(value, [...(groups.get(value) ?? []), label.name])
  }
  return [...groups]
    .filter(([, names]) => names.length > 1)
    .map(([value, names]) => [value, names.join(' and ')])
}

const fold = (text: string): string => text.trim().toLowerCase()
