import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Person } from '../../../shared/domain/rows'
import { project } from '../../session/project'
import { Button, IconButton } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { TextInput } from '../../ui/text-field'

/** A fact that is being written. `value` undefined: kept in the project, not handed out, and not changed. */
export interface FactDraft {
  readonly key: string
  readonly name: string
  readonly value: string | undefined
  readonly consent: boolean
}

const draft = (name: string, value: string | undefined, consent: boolean): FactDraft => ({
  key: crypto.randomUUID(),
  name,
  value,
  consent
})

/** The facts of a person, and for a new one the names of facts that others have. */
export function draftOf(person: Person | undefined): readonly FactDraft[] {
  if (person)
    return (person.details?.fields ?? []).map(({ name, value, consent, withheld }) =>
      draft(name, withheld ? undefined : value, consent)
    )
  const known = new Set(
    [...project().index.persons.values()].flatMap(
      ({ details }) => details?.fields.map(({ name }) => name) ?? []
    )
  )
  return [...known].map((name) => draft(name, '', false))
}

/** Facts as they are saved; lines without a name are left out. */
export const fieldsOf = (
  facts: readonly FactDraft[]
): { readonly name: string; readonly value?: string; readonly consent: boolean }[] =>
  facts
    .filter(({ name }) => name.trim() !== '')
    .map(({ name, value, consent }) => ({
      name: name.trim(),
      consent,
      ...(value === undefined ? {} : { value })
    }))

interface PersonFieldsProps {
  readonly facts: readonly FactDraft[]
  readonly onChange: (facts: readonly FactDraft[]) => void
}

/** Facts about a person, each with the person's consent. */
export function PersonFields({ facts, onChange }: PersonFieldsProps): ReactNode {
  const change = (key: string, patch: Partial<FactDraft>): void =>
    onChange(facts.map((fact) => (fact.key === key ? { ...fact, ...patch } : fact)))
  return (
    <fieldset className="who-fieldset">
      <legend>Facts, each shown and exported only with consent</legend>
      {facts.map((fact, index) => (
        <div key={fact.key} className="who-fact">
          <TextInput
            data-size="small"
            aria-label={`Name of fact ${index + 1}`}
            placeholder="age, sex, diagnosis …"
            value={fact.name}
            onChange={(event) => change(fact.key, { name: event.target.value })}
          />
          <TextInput
            data-size="small"
            aria-label={`Value of ${fact.name || `fact ${index + 1}`}`}
            placeholder={fact.value === undefined ? 'kept, not shown' : ''}
            value={fact.value ?? ''}
            onChange={(event) => change(fact.key, { value: event.target.value })}
          />
          <Checkbox checked={fact.consent} onChange={(consent) => change(fact.key, { consent })}>
            consent
          </Checkbox>
          <IconButton
            label={`Take ${fact.name || `fact ${index + 1}`} away`}
            size="small"
            onClick={() => onChange(facts.filter(({ key }) => key !== fact.key))}
          >
            <X size={14} />
          </IconButton>
        </div>
      ))}
      <Button size="small" onClick={() => onChange([...facts, draft('', '', false)])}>
        <Plus size={13} /> Fact
      </Button>
    </fieldset>
  )
}
