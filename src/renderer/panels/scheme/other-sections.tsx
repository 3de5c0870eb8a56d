import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { EditableAttribute, EditableComponent } from '../../../shared/scheme/editable-scheme'
import { idFrom } from '../../../shared/scheme/id-from'
import { moved, patched } from '../../../shared/scheme/label-edits'
import { listFrom } from '../../../shared/scheme/list-from'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { CommitInput } from '../../ui/text-field'
import type { EditorDesk } from './editor-desk'
import { WheelsPart } from './wheels-part'
import { Captioned, ListInput, NumberInput, OptionalSelect, RowTools, usedText } from './fields'

interface SectionProps {
  readonly desk: EditorDesk
  readonly attribute: EditableAttribute
}

/** Attributes whose labels are multiplied: one of each is chosen. */
export function AxesSection({ desk, attribute }: SectionProps): ReactNode {
  const able = desk.scheme.attributes.filter(
    ({ id, labels = [] }) => id !== attribute.id && labels.length > 0
  )
  const axes = attribute.axes ?? []
  return (
    <section className="scheme-part" aria-label="Axes">
      <h4>Axes</h4>
      {able.length < 2 && (
        <p className="muted">Add two attributes with labels first; they become the axes here.</p>
      )}
      {able.map(({ id, name }) => (
        <Checkbox
          key={id}
          checked={axes.includes(id)}
          onChange={(on) =>
            desk.patch(attribute.id, { axes: on ? [...axes, id] : axes.filter((axis) => axis !== id) })
          }
        >
          {name ?? id}
        </Checkbox>
      ))}
    </section>
  )
}

/** Parts that a text is divided into, each with the question it answers. */
export function ComponentsSection({ desk, attribute }: SectionProps): ReactNode {
  const parts = attribute.components ?? []
  const save = (next: readonly EditableComponent[]): void =>
    desk.patch(attribute.id, { components: [...next] })
  const set = (
    index: number,
    patch: { readonly [K in keyof EditableComponent]?: EditableComponent[K] | undefined }
  ): void => save(parts.map((part, position) => (position === index ? patched(part, patch) : part)))
  const taken = parts.map(({ id }) => id)
  return (
    <section className="scheme-part" aria-label="Parts of the text">
      <h4>Parts of the text</h4>
      {parts.map((part, index) => {
        const uses = desk.usesOf(attribute.id, 'label', part.id)
        return (
          <div key={index} className="scheme-component">
            <CommitInput
              label={`Name of part ${index + 1}`}
              value={part.id}
              disabled={uses > 0}
              onCommit={(text) => {
                const id = idFrom(text, [], 'part')
                if (taken.includes(id)) return false
                set(index, { id })
                return true
              }}
            />
            <CommitInput
              label={`Question of part ${index + 1}`}
              placeholder="What is asked"
              value={part.prompt ?? ''}
              onCommit={(text) => set(index, { prompt: text.trim() === '' ? undefined : text.trim() })}
            />
            <Checkbox
              checked={part.required ?? false}
              onChange={(required) => set(index, { required: required ? true : undefined })}
            >
              Required
            </Checkbox>
            <RowTools
              name={part.id}
              index={index}
              count={parts.length}
              kept={usedText(uses)}
              onMove={(step) => save(moved(parts, index, step))}
              onRemove={() => save(parts.filter((_, position) => position !== index))}
            />
          </div>
        )
      })}
      <Button
        size="small"
        className="scheme-add"
        onClick={() => save([...parts, { id: idFrom(`part ${parts.length + 1}`, taken) }])}
      >
        <Plus size={13} /> Add a part
      </Button>
    </section>
  )
}

/** What a link goes from and to, and which links are allowed. */
export function RelationSection({ desk, attribute }: SectionProps): ReactNode {
  const relation = attribute.relation ?? {}
  const others = desk.scheme.attributes.filter(({ id, type }) => id !== attribute.id && type !== 'relation')
  const ends = [
    ...(['utterance', 'segment', 'text-span'] as const).map((id) => ({
      id,
      title: `any ${id.replace('-', ' ')}`
    })),
    ...others.map(({ id, name }) => ({ id, title: `segments of ${name ?? id}` }))
  ]
  const known = new Set<string>(ends.map(({ id }) => id))
  // A unit that is seldom linked stays as the file has it.
  for (const id of [relation.from, relation.to])
    if (id !== undefined && !known.has(id)) ends.push({ id, title: id })
  const set = (patch: Partial<Record<'from' | 'to' | 'inherits', string | undefined>>): void =>
    desk.patch(attribute.id, { relation: patched(relation, patch) })
  const flag = (field: 'span' | 'selfAllowed' | 'futureAllowed' | 'many', on: boolean): void =>
    desk.patch(attribute.id, { relation: { ...relation, [field]: on } })
  return (
    <section className="scheme-part" aria-label="Links">
      <h4>Links</h4>
      <div className="scheme-fields">
        <Captioned title="From">
          <OptionalSelect
            label="Links go from"
            none="anything"
            value={relation.from}
            options={ends}
            onChange={(from) => set({ from })}
          />
        </Captioned>
        <Captioned title="To">
          <OptionalSelect
            label="Links go to"
            none="anything"
            value={relation.to}
            options={ends}
            onChange={(to) => set({ to })}
          />
        </Captioned>
        <Captioned title="Says the label of">
          <OptionalSelect
            label="Links say the label of"
            value={relation.inherits}
            options={desk.scheme.attributes
              .filter(({ id, labels = [] }) => id !== attribute.id && labels.length > 0)
              .map(({ id, name }) => ({ id, title: name ?? id }))}
            onChange={(inherits) => set({ inherits })}
          />
        </Captioned>
      </div>
      <div className="scheme-checks">
        <Checkbox checked={relation.span ?? true} onChange={(on) => flag('span', on)}>
          The words that are meant can be marked
        </Checkbox>
        <Checkbox checked={relation.selfAllowed ?? true} onChange={(on) => flag('selfAllowed', on)}>
          To itself
        </Checkbox>
        <Checkbox checked={relation.futureAllowed ?? true} onChange={(on) => flag('futureAllowed', on)}>
          To something later
        </Checkbox>
        <Checkbox checked={relation.many ?? true} onChange={(on) => flag('many', on)}>
          Several from one
        </Checkbox>
      </div>
    </section>
  )
}

/** Words that are offered, how spellings are brought together, how many may be given. */
export function VocabularySection({ desk, attribute }: SectionProps): ReactNode {
  const vocabulary = attribute.vocabulary ?? {}
  const save = (next: typeof vocabulary): void => desk.patch(attribute.id, { vocabulary: next })
  const normalise = vocabulary.normalise ?? ['lower', 'trim']
  return (
    <section className="scheme-part" aria-label="Vocabulary">
      <h4>Vocabulary</h4>
      <Captioned title="Words offered">
        <ListInput
          label="Words offered"
          multiline
          value={vocabulary.seed}
          placeholder="happy, sad, angry"
          onCommit={(seed) => save(patched(vocabulary, { seed }))}
        />
      </Captioned>
      <div className="scheme-fields">
        <Captioned title="Most words">
          <NumberInput
            label="Most words for one segment"
            value={vocabulary.max}
            placeholder="any number"
            onCommit={(value) =>
              save(
                patched(vocabulary, { max: value === undefined ? undefined : Math.max(1, Math.round(value)) })
              )
            }
          />
        </Captioned>
        <Captioned title="Synonyms">
          <CommitInput
            label="Synonyms"
            value={synonymLines(vocabulary['synonymTable']).join(', ')}
            placeholder="mad = angry, glad = happy"
            onCommit={(text) => save({ ...vocabulary, synonymTable: synonymTable(listFrom(text)) })}
          />
        </Captioned>
      </div>
      <Checkbox
        checked={normalise.includes('lower')}
        onChange={(on) =>
          save({
            ...vocabulary,
            normalise: on ? [...normalise, 'lower'] : normalise.filter((each) => each !== 'lower')
          })
        }
      >
        Capital and small letters are the same
      </Checkbox>
      <WheelsPart vocabulary={vocabulary} onChange={save} />
    </section>
  )
}

const synonymLines = (table: unknown): readonly string[] =>
  typeof table === 'object' && table !== null
    ? Object.entries(table).map(([word, stands]) => `${word} = ${String(stands)}`)
    : []

const synonymTable = (lines: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    lines.flatMap((line) => {
      const [word = '', stands = ''] = line.split('=').map((part) => part.trim().toLowerCase())
      return word !== '' && stands !== '' ? [[word, stands] as const] : []
    })
  )

/** Clues that an explanation can name. */
export const ClueSection = ({ desk, attribute }: SectionProps): ReactNode => (
  <section className="scheme-part" aria-label="Clues">
    <Captioned title="Clues that can be ticked beside the explanation">
      <ListInput
        label="Clues"
        multiline
        value={attribute.clueTags}
        placeholder="face, voice, words"
        onCommit={(clueTags) => desk.patch(attribute.id, { clueTags: clueTags ?? [] })}
      />
    </Captioned>
  </section>
)
