import type { SchemeRow } from '../domain/rows'
import type { EditableScheme } from './editable-scheme'
import { EditableScheme as Scheme } from './editable-scheme'
import { idFrom } from './id-from'

/** A scheme with two labels to begin with. */
export const emptyScheme = (taken: readonly string[]): EditableScheme => ({
  schema: 'affectory.labels/1',
  id: idFrom('my scheme', taken),
  name: 'My scheme',
  version: '1',
  attributes: [
    {
      id: 'emotion',
      type: 'categorical',
      unit: 'segment',
      labels: [
        { id: 'positive', name: { en: 'Positive' } },
        { id: 'negative', name: { en: 'Negative' } }
      ]
    }
  ]
})

/** A copy under a name and an id of its own; undefined where the scheme cannot be read. */
export function copyScheme(scheme: SchemeRow, taken: readonly string[]): EditableScheme | undefined {
  const parsed = Scheme.safeParse(scheme.document)
  return (
    parsed.data && {
      ...parsed.data,
      id: idFrom(`${scheme.id} mine`, taken),
      name: `${scheme.name}, my version`,
      version: '1'
    }
  )
}
