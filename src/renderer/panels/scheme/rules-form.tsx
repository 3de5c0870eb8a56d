import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { labelsOf } from '../../../shared/domain/labels'
import { constraintTypes, type EditableConstraint } from '../../../shared/scheme/editable-scheme'
import { moved, patched } from '../../../shared/scheme/label-edits'
import { Button } from '../../ui/button'
import { Select } from '../../ui/select'
import type { EditorDesk } from './editor-desk'
import { Captioned, ListInput, NumberInput, OptionalSelect, RowTools } from './fields'

type ConstraintType = keyof typeof constraintTypes
const WITH_VALUE: ReadonlySet<ConstraintType> = new Set<ConstraintType>(['min', 'max', 'sum-to'])
const WITH_OTHERS: ReadonlySet<ConstraintType> = new Set<ConstraintType>(['excludes', 'requires'])

/** Rules between the labels of an attribute: which may stand together, how many, to what sum. */
export function RulesForm({ desk }: { desk: EditorDesk }): ReactNode {
  const { attributes, constraints = [] } = desk.scheme
  const save = (next: readonly EditableConstraint[]): void =>
    desk.change((scheme) => patched(scheme, { constraints: next.length === 0 ? undefined : [...next] }))
  const able = attributes.filter(({ labels = [], type }) => labels.length > 0 || type === 'relation')
  // A new rule begins where several labels can be given, because it holds there.
  const usual = able.find(({ type }) => type.startsWith('multilabel')) ?? able[0]
  return (
    <div className="scheme-form">
      <p className="muted">
        Rules hold where several labels can be given: what breaks one is refused with the sentence of the
        rule. “Needs beside it” for links says from which labels they start and to which they lead.
      </p>
      {constraints.map((rule, index) => {
        const set = (patch: {
          readonly [K in keyof EditableConstraint]?: EditableConstraint[K] | undefined
        }): void =>
          save(constraints.map((each, position) => (position === index ? patched(each, patch) : each)))
        const about = attributes.find(({ id }) => id === (rule.attribute ?? able[0]?.id))
        const linked = about?.type === 'relation'
        const known = labelsOf(
          { id: '', name: '', version: '', document: desk.scheme },
          linked ? about.relation?.inherits : about?.id
        ).map(({ id }) => id)
        return (
          <div key={index} className="scheme-rule">
            <Captioned title={`Rule ${index + 1}`}>
              <Select
                label={`Kind of rule ${index + 1}`}
                size="small"
                value={rule.type}
                options={Object.entries(constraintTypes).map(([id, title]) => ({ id, title }))}
                onChange={(id) =>
                  set({
                    type: (Object.keys(constraintTypes) as ConstraintType[]).find((type) => type === id)
                  })
                }
              />
            </Captioned>
            <Captioned title="Of">
              <OptionalSelect
                label={`Attribute of rule ${index + 1}`}
                none="every attribute"
                value={rule.attribute}
                options={able.map(({ id, name }) => ({ id, title: name ?? id }))}
                onChange={(attribute) => set({ attribute })}
              />
            </Captioned>
            <Captioned title={linked ? 'Starts from labels' : 'Labels, by id'}>
              <ListInput
                label={`Labels of rule ${index + 1}`}
                value={rule.labels}
                placeholder={`all: ${known.slice(0, 3).join(', ')} …`}
                onCommit={(labels) => set({ labels })}
              />
            </Captioned>
            {WITH_OTHERS.has(rule.type) && (
              <Captioned
                title={linked ? 'Leads to labels' : rule.type === 'excludes' ? 'Together with' : 'One of'}
              >
                <ListInput
                  label={`Other labels of rule ${index + 1}`}
                  value={rule.with}
                  onCommit={(others) => set({ with: others })}
                />
              </Captioned>
            )}
            {WITH_VALUE.has(rule.type) && (
              <Captioned title={rule.type === 'sum-to' ? 'Sum' : 'Number'}>
                <NumberInput
                  label={`Number of rule ${index + 1}`}
                  value={rule.value}
                  onCommit={(value) => set({ value })}
                />
              </Captioned>
            )}
            <RowTools
              name={`rule ${index + 1}`}
              index={index}
              count={constraints.length}
              onMove={(step) => save(moved(constraints, index, step))}
              onRemove={() => save(constraints.filter((_, position) => position !== index))}
            />
          </div>
        )
      })}
      <Button
        size="small"
        className="scheme-add"
        disabled={able.length === 0}
        onClick={() =>
          save([...constraints, { type: 'max', value: 3, ...(usual ? { attribute: usual.id } : {}) }])
        }
      >
        <Plus size={13} /> Add a rule
      </Button>
    </div>
  )
}
