import { FolderOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { useRef } from 'react'
import { namePatterns } from '../../../../../shared/analysis/duplicates/name-pattern'
import { perform } from '../../../../session/actions'
import { readSplitLists, splitChoice } from '../../../../session/splits'
import type { SplitChoice } from '../../../../session/splits'
import { Button } from '../../../../ui/button'
import { Select } from '../../../../ui/select'
import { TextInput } from '../../../../ui/text-field'

const sources = [
  { id: 'none', title: 'No split' },
  { id: 'lists', title: 'Lists of names', hint: 'One file for each part, or one with a column split' },
  { id: 'group', title: 'Group of the recording', hint: 'As it stands in the library' },
  { id: 'pattern', title: 'Name or path', hint: 'A pattern whose first bracket is the part' }
] as const

const shareds = [
  { id: 'person', title: 'Persons', noun: 'speaker' },
  { id: 'recording', title: 'Recordings', noun: 'recording' },
  { id: 'group', title: 'Groups of recordings', noun: 'group' },
  { id: 'grouping', title: 'Groups of persons', noun: 'dyad' },
  { id: 'pattern', title: 'Part of the name', noun: 'song' }
] as const

const OWN = 'own'

/** How the parts are told, and what they must not share. */
export function SplitControls({ choice }: { readonly choice: SplitChoice }): ReactNode {
  const preset = namePatterns.find(({ pattern }) => pattern === choice.groupPattern)
  return (
    <div className="report-bar" role="group" aria-label="The split and what is looked for">
      <span className="compare-author">
        <span className="faint">Split</span>
        <Select
          label="Split"
          size="small"
          value={choice.from}
          options={sources}
          onChange={(id) => {
            const from = sources.find((source) => source.id === id)?.id
            if (from) splitChoice.choose({ from })
          }}
        />
      </span>
      {choice.from === 'lists' && <ChooseLists />}
      {choice.from === 'pattern' && (
        <>
          <Select
            label="What the pattern reads"
            size="small"
            value={choice.on}
            options={[
              { id: 'name', title: 'Name' },
              { id: 'path', title: 'Path of the file' }
            ]}
            onChange={(on) => splitChoice.choose({ on: on === 'name' ? 'name' : 'path' })}
          />
          <TextInput
            className="split-pattern"
            data-size="small"
            aria-label="Pattern of the part"
            value={choice.pattern}
            onChange={(event) => splitChoice.choose({ pattern: event.target.value })}
          />
        </>
      )}
      <span className="compare-author">
        <span className="faint">Shared</span>
        <Select
          label="What must not be shared"
          size="small"
          value={choice.shared}
          options={shareds}
          onChange={(id) => {
            const entry = shareds.find((shared) => shared.id === id)
            if (entry) splitChoice.choose({ shared: entry.id, noun: entry.noun })
          }}
        />
      </span>
      {choice.shared === 'pattern' && (
        <>
          <Select
            label="Usual patterns"
            size="small"
            value={preset?.id ?? OWN}
            options={[
              ...namePatterns.map(({ id, name }) => ({ id, title: name })),
              { id: OWN, title: 'Own pattern', disabled: preset !== undefined }
            ]}
            onChange={(id) => {
              const found = namePatterns.find((each) => each.id === id)
              if (found) splitChoice.choose({ groupPattern: found.pattern })
            }}
          />
          <TextInput
            className="split-pattern"
            data-size="small"
            aria-label="Pattern of the group"
            value={choice.groupPattern}
            onChange={(event) => splitChoice.choose({ groupPattern: event.target.value })}
          />
          <TextInput
            className="split-pattern"
            data-size="small"
            aria-label="What a group is called"
            value={choice.noun}
            onChange={(event) => splitChoice.choose({ noun: event.target.value })}
          />
        </>
      )}
    </div>
  )
}

/** A button that reads the lists of a split. */
export function ChooseLists(): ReactNode {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button size="small" onClick={() => input.current?.click()}>
        <FolderOpen size={13} /> Choose lists…
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        accept=".csv,.tsv,.txt,.lst,.list"
        aria-label="Lists of a split"
        className="visually-hidden"
        tabIndex={-1}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          if (files.length > 0) perform(() => readSplitLists(files))
        }}
      />
    </>
  )
}
