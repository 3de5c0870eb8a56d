import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SchemeRow } from '../../../shared/domain/rows'
import { missingLabels, withLabels } from '../../../shared/scheme/base-labels'
import {
  aggregationMethods,
  aggregationTies,
  rolePerspectives,
  type EditableAggregation,
  type EditableRole
} from '../../../shared/scheme/editable-scheme'
import { idFrom } from '../../../shared/scheme/id-from'
import { moved, patched } from '../../../shared/scheme/label-edits'
import { Button } from '../../ui/button'
import { Select } from '../../ui/select'
import { CommitInput } from '../../ui/text-field'
import { plural } from '../../ui/format'
import type { EditorDesk } from './editor-desk'
import { Captioned, ListInput, NumberInput, OptionalSelect, RowTools } from './fields'

interface MoreProps {
  readonly desk: EditorDesk
  readonly targets: readonly SchemeRow[]
}

/** What most schemes leave out: the scheme it builds on, who labels from which view, how many answers become one. */
export const MoreForm = ({ desk, targets }: MoreProps): ReactNode => (
  <div className="scheme-form">
    <BaseSection desk={desk} targets={targets} />
    <RolesSection desk={desk} />
    <AggregationSection desk={desk} />
  </div>
)

/** The scheme that this one adds to, and its labels that are not here. */
function BaseSection({ desk, targets }: MoreProps): ReactNode {
  const { scheme, change } = desk
  const base = targets.find(({ id }) => id === scheme.extends)
  const missing = missingLabels(scheme, base)
  const count = missing.reduce((sum, { labels }) => sum + labels.length, 0)
  return (
    <section className="scheme-part" aria-label="Builds on">
      <h4>Builds on</h4>
      <div className="scheme-fields">
        <Captioned title="Another scheme">
          <OptionalSelect
            label="Builds on the scheme"
            value={scheme.extends}
            options={[
              ...(scheme.extends === undefined || base
                ? []
                : [{ id: scheme.extends, title: scheme.extends }]),
              ...targets.filter(({ id }) => id !== scheme.id).map(({ id, name }) => ({ id, title: name }))
            ]}
            onChange={(id) => change((now) => patched(now, { extends: id }))}
          />
        </Captioned>
      </div>
      {base && (
        <p className="muted" role="note">
          {count === 0
            ? `Every label of ${base.name} is here.`
            : `${plural(count, 'label')} of ${base.name} ${count === 1 ? 'is' : 'are'} not here: ${missing
                .flatMap(({ labels }) => labels.map(({ id }) => id))
                .join(', ')}. `}
          {count > 0 && (
            <Button size="small" onClick={() => change((now) => withLabels(now, missing))}>
              Add {count === 1 ? 'it' : 'them'}
            </Button>
          )}
        </p>
      )}
    </section>
  )
}

/** Who labels: from which view, how many at least, and whose labels they must not see. */
function RolesSection({ desk }: { desk: EditorDesk }): ReactNode {
  const roles = desk.scheme.roles ?? []
  const save = (next: readonly EditableRole[]): void =>
    desk.change((scheme) => patched(scheme, { roles: next.length === 0 ? undefined : [...next] }))
  return (
    <section className="scheme-part" aria-label="Roles">
      <h4>Roles</h4>
      {roles.map((role, index) => {
        const set = (patch: { readonly [K in keyof EditableRole]?: EditableRole[K] | undefined }): void =>
          save(roles.map((each, position) => (position === index ? patched(each, patch) : each)))
        const others = roles.filter((_, position) => position !== index).map(({ id }) => id)
        return (
          <div key={index} className="scheme-more-row">
            <Captioned title={`Role ${index + 1}`}>
              <CommitInput
                label={`Name of role ${index + 1}`}
                value={role.name ?? role.id}
                onCommit={(text) => {
                  const name = text.trim()
                  if (name === '') return false
                  set({ name })
                  return true
                }}
              />
            </Captioned>
            <Captioned title="View">
              <Select
                label={`View of role ${index + 1}`}
                size="small"
                value={role.perspective}
                options={rolePerspectives.map((id) => ({ id, title: id.replace('-', ' ') }))}
                onChange={(id) => set({ perspective: rolePerspectives.find((each) => each === id) })}
              />
            </Captioned>
            <Captioned title="Blind to">
              <ListInput
                label={`Role ${index + 1} is blind to`}
                value={role.blindTo}
                placeholder={others.length > 0 ? others.join(', ') : 'other roles'}
                onCommit={(blindTo) => set({ blindTo })}
              />
            </Captioned>
            <Captioned title="At least">
              <NumberInput
                label={`Least number of role ${index + 1}`}
                value={role.min}
                onCommit={(min) => set({ min: min === undefined ? undefined : Math.max(0, Math.round(min)) })}
              />
            </Captioned>
            <RowTools
              name={role.name ?? role.id}
              index={index}
              count={roles.length}
              onMove={(step) => save(moved(roles, index, step))}
              onRemove={() => save(roles.filter((_, position) => position !== index))}
            />
          </div>
        )
      })}
      <Button
        size="small"
        className="scheme-add"
        onClick={() =>
          save([
            ...roles,
            {
              id: idFrom(
                `role ${roles.length + 1}`,
                roles.map(({ id }) => id)
              ),
              name: `Role ${roles.length + 1}`,
              perspective: 'observer'
            }
          ])
        }
      >
        <Plus size={13} /> Add a role
      </Button>
    </section>
  )
}

/** How answers of several people become one. */
function AggregationSection({ desk }: { desk: EditorDesk }): ReactNode {
  const { attributes, aggregation = [], roles = [] } = desk.scheme
  const save = (next: readonly EditableAggregation[]): void =>
    desk.change((scheme) => patched(scheme, { aggregation: next.length === 0 ? undefined : [...next] }))
  return (
    <section className="scheme-part" aria-label="Aggregation">
      <h4>Aggregation</h4>
      {aggregation.map((rule, index) => {
        const set = (patch: {
          readonly [K in keyof EditableAggregation]?: EditableAggregation[K] | undefined
        }): void =>
          save(aggregation.map((each, position) => (position === index ? patched(each, patch) : each)))
        const name = `aggregation ${index + 1}`
        return (
          <div key={index} className="scheme-more-row">
            <Captioned title="Answers to">
              <Select
                label={`Attribute of ${name}`}
                size="small"
                value={rule.attribute}
                options={attributes.map(({ id, name: title }) => ({ id, title: title ?? id }))}
                onChange={(attribute) => set({ attribute })}
              />
            </Captioned>
            <Captioned title="Become one by">
              <Select
                label={`Method of ${name}`}
                size="small"
                value={rule.method}
                options={Object.entries(aggregationMethods).map(([id, title]) => ({ id, title }))}
                onChange={(id) =>
                  set({
                    method: (Object.keys(aggregationMethods) as EditableAggregation['method'][]).find(
                      (each) => each === id
                    )
                  })
                }
              />
            </Captioned>
            <Captioned title="Of roles">
              <ListInput
                label={`Roles of ${name}`}
                value={rule.roles}
                placeholder={roles.length > 0 ? `all: ${roles.map(({ id }) => id).join(', ')}` : 'all'}
                onCommit={(next) => set({ roles: next })}
              />
            </Captioned>
            <Captioned title="Votes">
              <NumberInput
                label={`Least votes of ${name}`}
                value={rule.minVotes}
                onCommit={(votes) =>
                  set({ minVotes: votes === undefined ? undefined : Math.max(1, Math.round(votes)) })
                }
              />
            </Captioned>
            <Captioned title="At a tie">
              <OptionalSelect
                label={`Tie of ${name}`}
                value={rule.tie}
                none="as usual"
                options={aggregationTies.map((id) => ({ id, title: id.replace('-', ' ') }))}
                onChange={(id) => set({ tie: aggregationTies.find((each) => each === id) })}
              />
            </Captioned>
            <RowTools
              name={name}
              index={index}
              count={aggregation.length}
              onMove={(step) => save(moved(aggregation, index, step))}
              onRemove={() => save(aggregation.filter((_, position) => position !== index))}
            />
          </div>
        )
      })}
      <Button
        size="small"
        className="scheme-add"
        onClick={() => save([...aggregation, { attribute: attributes[0]?.id ?? '', method: 'majority' }])}
      >
        <Plus size={13} /> Add an aggregation
      </Button>
    </section>
  )
}
