import type { ReactNode } from 'react'
import { idFrom } from '../../../../shared/model-wizard/guess-draft'
import type { ModelDraft } from '../../../../shared/model-wizard/model-draft'
import { Field, TextInput } from '../../../ui/text-field'
import type { PageProps } from './page-props'

/** What others have to know of the model. */
export function CardPage({ draft, onChange }: PageProps): ReactNode {
  const line = (key: 'id' | 'license' | 'intendedUse' | 'limits', label: string, hint: string): ReactNode => (
    <Field label={label} hint={hint}>
      {(id) => (
        <TextInput
          id={id}
          className={key === 'id' ? 'mono' : undefined}
          value={draft[key]}
          onChange={(event) => onChange({ ...draft, [key]: event.currentTarget.value })}
        />
      )}
    </Field>
  )
  return (
    <>
      <Field label="Name">
        {(id) => (
          <TextInput
            id={id}
            value={draft.name}
            onChange={(event) => onChange(renamed(draft, event.currentTarget.value))}
          />
        )}
      </Field>
      {line('id', 'Id', 'Name of its folder, and of its rows in exports.')}
      {line(
        'license',
        'Licence of the weights',
        'For instance MIT, or CC-BY-NC-4.0. Shown before each first run.'
      )}
      {line('intendedUse', 'What it is for', 'In a sentence.')}
      {line('limits', 'Where it fails', 'Languages, ages, conditions it was not made for.')}
    </>
  )
}

/** An id that was made of the name follows it. */
const renamed = (draft: ModelDraft, name: string): ModelDraft => ({
  ...draft,
  name,
  ...(draft.id === idFrom(draft.name) ? { id: idFrom(name) } : {})
})
