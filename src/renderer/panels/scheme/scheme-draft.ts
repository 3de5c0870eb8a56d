import { resolveLabels } from '../../../shared/domain/labels'
import type { SchemeRow } from '../../../shared/domain/rows'
import { SchemeDocument } from '../../../shared/domain/scheme'

/** A label while it is being edited. `isNew`: not stored yet, so its id may still follow its name. */
export interface DraftLabel {
  readonly id: string
  readonly name: string
  readonly color: string
  readonly letter: string
  /** Empty: no key. */
  readonly key: string
  /** Other names that mean this label, as they are typed: between commas. */
  readonly aliases: string
  readonly isNew: boolean
}

/** A scheme while it is being edited: the labels of its main attribute; everything else stays as it is in `document`. */
export interface SchemeDraft {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly labels: readonly DraftLabel[]
  readonly document: SchemeDocument
}

/** Start editing a stored scheme or a preset. */
export function draftOf(scheme: SchemeRow): SchemeDraft {
  const document = SchemeDocument.parse(scheme.document)
  const labels = resolveLabels(document).map((label): DraftLabel => ({
    id: label.id,
    name: label.name,
    color: label.color,
    letter: label.letter,
    key: label.key ?? '',
    aliases: label.aliases.join(', '),
    isNew: false
  }))
  return { id: document.id, name: document.name, version: scheme.version, labels, document }
}

/** The document to save: the draft's labels in place of those of the main attribute. */
export function documentOf(draft: SchemeDraft): SchemeDocument {
  const main = draft.document.attributes.findIndex((attribute) => (attribute.labels?.length ?? 0) > 0)
  const position = main < 0 ? 0 : main
  const attributes = draft.document.attributes.map((attribute, index) => {
    if (index !== position) return attribute
    const before = new Map((attribute.labels ?? []).map((label) => [label.id, label]))
    const labels = draft.labels.map(({ id, name, color, letter, key, aliases: typed }) => ({
      ...before.get(id),
      id,
      ...aliasField(typed, before.get(id)?.aliases),
      name: { ...before.get(id)?.name, en: name },
      color,
      letter,
      // An empty key says that there is none; an absent one is given out by position.
      key
    }))
    return { ...attribute, labels }
  })
  return { ...draft.document, id: draft.id, name: draft.name, attributes }
}

/** Names typed between commas or semicolons, each once. */
export const aliasesOf = (typed: string): readonly string[] => [
  ...new Set(
    typed
      .split(/[,;]/)
      .map((alias) => alias.trim())
      .filter(Boolean)
  )
]

/** A document without aliases stays without the field. */
function aliasField(typed: string, before: readonly string[] | undefined): { readonly aliases?: string[] } {
  const aliases = [...aliasesOf(typed)]
  return aliases.length === 0 && before === undefined ? {} : { aliases }
}

/** What keeps a draft from being saved, one sentence each; empty when it is fine. */
export function faultsOf(draft: SchemeDraft): readonly string[] {
  const faults: string[] = []
  if (draft.name.trim() === '') faults.push('The scheme needs a name.')
  if (draft.labels.length === 0) faults.push('A scheme needs at least one label.')
  if (draft.labels.some((label) => label.name.trim() === '')) faults.push('Every label needs a name.')
  if (draft.labels.some((label) => label.letter.trim() === ''))
    faults.push('Every label needs a letter: colour alone is not enough.')
  faults.push(
    ...twice(draft.labels, 'letter').map(([letter, names]) => `${names} share the letter ${letter}.`)
  )
  faults.push(...twice(draft.labels, 'key').map(([key, names]) => `${names} share the key ${key}.`))
  faults.push(...twice(draft.labels, 'name').map(([name]) => `Two labels are called “${name}”.`))
  return [...faults, ...sharedAliases(draft.labels)]
}

/** An alias must lead to one label only; one that is the id of another label would never be found. */
function sharedAliases(labels: readonly DraftLabel[]): readonly string[] {
  const fold = (text: string): string => text.trim().toLowerCase()
  return labels.flatMap((label, index) =>
    aliasesOf(label.aliases).flatMap((alias) => {
      const other = labels.find(
        (each, position) =>
          each !== label &&
          (fold(each.id) === fold(alias) ||
            (position > index && aliasesOf(each.aliases).some((theirs) => fold(theirs) === fold(alias))))
      )
      return other ? [`“${alias}” stands for ${label.name} and for ${other.name}.`] : []
    })
  )
}

function twice(
  labels: readonly DraftLabel[],
  field: 'letter' | 'key' | 'name'
): readonly (readonly [string, string])[] {
  const groups = new Map<string, string[]>()
  for (const label of labels) {
    const value = label[field].trim()
    if (value !== '') groups.set(value, [...(groups.get(value) ?? []), label.name])
  }
  return [...groups]
    .filter(([, names]) => names.length > 1)
    .map(([value, names]) => [value, names.join(' and ')])
}

/** An id made of a name, not among those taken: `Cannot tell` becomes `cannot-tell`. */
export function idFrom(name: string, taken: readonly string[]): string {
  const base =
    name
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'label'
  if (!taken.includes(base)) return base
  for (let number = 2; ; number++) if (!taken.includes(`${base}-${number}`)) return `${base}-${number}`
}

/** A new label at the end, with a free letter and digit. */
export function addLabel(draft: SchemeDraft): SchemeDraft {
  const name = `Label ${draft.labels.length + 1}`
  const keys = new Set(draft.labels.map((label) => label.key))
  const key = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].find((digit) => !keys.has(digit)) ?? ''
  const letters = new Set(draft.labels.map((label) => label.letter))
  const letter = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((candidate) => !letters.has(candidate)) ?? '?'
  const color =
    resolveLabels({
      schema: 'affectory.labels/1',
      id: 'x',
      name: 'x',
      attributes: [
        {
          id: 'a',
          type: 'categorical',
          unit: 'segment',
          labels: [...draft.labels.map((label) => ({ id: label.id })), { id: 'new-label' }]
        }
      ]
    }).at(-1)?.color ?? '#9aa5b1'
  return {
    ...draft,
    labels: [
      ...draft.labels,
      {
        id: idFrom(
          name,
          draft.labels.map((label) => label.id)
        ),
        name,
        color,
        letter,
        key,
        aliases: '',
        isNew: true
      }
    ]
  }
}

/** Move a label up (-1) or down (+1). */
export function moveLabel(draft: SchemeDraft, index: number, step: 1 | -1): SchemeDraft {
  const labels = [...draft.labels]
  const [moved] = labels.splice(index, 1)
  if (!moved) return draft
  labels.splice(Math.min(labels.length, Math.max(0, index + step)), 0, moved)
  return { ...draft, labels }
}

/** A copy under a name and an id of its own. */
export function copyScheme(scheme: SchemeRow, taken: readonly string[]): SchemeRow {
  const document = SchemeDocument.parse(scheme.document)
  const name = `${scheme.name}, my version`
  const id = idFrom(`${scheme.id} mine`, taken)
  return { id, name, version: '1', document: { ...document, id, name, version: '1' } }
}

/** A scheme with two labels to begin with. */
export function emptyScheme(taken: readonly string[]): SchemeRow {
  const id = idFrom('my scheme', taken)
  const labels = [
    { id: 'positive', name: { en: 'Positive' } },
    { id: 'negative', name: { en: 'Negative' } }
  ]
  return {
    id,
    name: 'My scheme',
    version: '1',
    document: {
      schema: 'affectory.labels/1',
      id,
      name: 'My scheme',
      version: '1',
      attributes: [{ id: 'emotion', type: 'categorical', unit: 'segment', labels }]
    }
  }
}
