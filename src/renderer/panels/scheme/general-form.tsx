import type { ReactNode } from 'react'
import { patched } from '../../../shared/scheme/label-edits'
import { CommitInput, Field, TextInput } from '../../ui/text-field'
import type { EditorDesk } from './editor-desk'
import { Captioned } from './fields'

/** Name, id, source and version of a scheme. */
export function GeneralForm({ desk, isStored }: { desk: EditorDesk; isStored: boolean }): ReactNode {
  const { scheme, change } = desk
  return (
    <div className="scheme-form">
      <Field label="Name">
        {(id) => (
          <TextInput
            id={id}
            value={scheme.name}
            onChange={(event) => {
              const name = event.target.value
              change((now) => ({ ...now, name }))
            }}
          />
        )}
      </Field>
      <div className="scheme-fields">
        <Captioned title="Id">
          <CommitInput
            label="Id of the scheme"
            mono
            disabled={isStored}
            value={scheme.id}
            onCommit={(text) => {
              if (!/^[a-z0-9][a-z0-9._-]*$/.test(text)) return false
              change((now) => ({ ...now, id: text }))
              return true
            }}
          />
        </Captioned>
        <Captioned title="Version">
          <span className="mono scheme-fact">{scheme.version ?? '1'}</span>
        </Captioned>
      </div>
      <Captioned title="Source">
        <CommitInput
          label="Source of the scheme"
          multiline
          value={scheme.source ?? ''}
          placeholder="Paper, manual or address that defines these labels"
          onCommit={(text) =>
            change((now) => patched(now, { source: text.trim() === '' ? undefined : text.trim() }))
          }
        />
      </Captioned>
      <p className="faint">
        Saving makes the next version and keeps the ones before. What was labelled keeps its ids; exports name
        the version.
      </p>
    </div>
  )
}
