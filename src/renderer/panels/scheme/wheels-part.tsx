import { Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { EditableAttribute } from '../../../shared/scheme/editable-scheme'
import { idFrom } from '../../../shared/scheme/id-from'
import { patched } from '../../../shared/scheme/label-edits'
import { readWheel, wheelText, type WheelTable } from '../../../shared/scheme/wheel-text'
import { Button, IconButton } from '../../ui/button'
import { plural } from '../../ui/format'
import { CommitInput } from '../../ui/text-field'

type Vocabulary = NonNullable<EditableAttribute['vocabulary']>

/** Wheels that group the words of an open vocabulary, each written as one line for a group. */
export function WheelsPart({
  vocabulary,
  onChange
}: {
  vocabulary: Vocabulary
  onChange: (vocabulary: Vocabulary) => void
}): ReactNode {
  const table: WheelTable = vocabulary.wheelTable ?? {}
  const names = [...new Set([...(vocabulary.wheels ?? []), ...Object.keys(table)])]
  const save = (wheels: readonly string[], wheelTable: WheelTable): void =>
    onChange(
      patched(vocabulary, {
        wheels: wheels.length === 0 ? undefined : [...wheels],
        wheelTable: Object.keys(wheelTable).length === 0 ? undefined : plain(wheelTable)
      })
    )
  return (
    <details className="scheme-more" open={names.length > 0}>
      <summary>Wheels that group the words</summary>
      {names.map((name) => {
        const groups = table[name] ?? {}
        const words = Object.values(groups).reduce((sum, each) => sum + each.length, 0)
        return (
          <div key={name} className="scheme-wheel">
            <header>
              <b>{name}</b>{' '}
              <span className="faint">
                {plural(Object.keys(groups).length, 'group')}, {plural(words, 'word')}
              </span>
              <span className="grow" />
              <IconButton
                label={`Remove ${name}`}
                size="small"
                onClick={() => {
                  const { [name]: _gone, ...rest } = table
                  save(
                    names.filter((each) => each !== name),
                    rest
                  )
                }}
              >
                <Trash2 size={13} />
              </IconButton>
            </header>
            <CommitInput
              label={`Groups of ${name}`}
              multiline
              value={wheelText(groups)}
              placeholder={'joy: happy, glad, cheerful\nfear: anxious, scared'}
              onCommit={(text) => {
                const read = readWheel(text)
                if (read.wrong.length > 0) return false
                save(names, { ...table, [name]: read.groups })
                return true
              }}
            />
          </div>
        )
      })}
      <Button
        size="small"
        className="scheme-add"
        onClick={() => {
          const name = idFrom(`wheel ${names.length + 1}`, names)
          save([...names, name], { ...table, [name]: {} })
        }}
      >
        <Plus size={13} /> Add a wheel
      </Button>
    </details>
  )
}

const plain = (table: WheelTable): Record<string, Record<string, string[]>> =>
  Object.fromEntries(
    Object.entries(table).map(([wheel, groups]) => [
      wheel,
      Object.fromEntries(Object.entries(groups).map(([group, words]) => [group, [...words]]))
    ])
  )
