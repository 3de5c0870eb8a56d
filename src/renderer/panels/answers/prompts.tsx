import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { promptFields } from '../../../shared/external/prompt-template'
import type { PromptsPreview, PromptsQuery } from '../../../shared/contract/answers'
import { call, CallError } from '../../client'
import { closeDialog } from '../../session/dialogs'
import { authorOf, project, useProject } from '../../session/project'
import { toast, toastError } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { baseName, formatCount, plural } from '../../ui/format'
import { Select } from '../../ui/select'
import { Tabs } from '../../ui/tabs'
import { Field } from '../../ui/text-field'
import './answers.css'

const FIRST_TEMPLATE =
  'The conversation so far:\n{prev:5}\n\n{speaker} says: {text}\n\nWhich emotion does the speaker show? Choose one of: {labels}.\nReply as <answer>label</answer>.'
const REST_MS = 200

/** Prompts for models that are run elsewhere: a text with fields, one for each recording, segment or turn. */
export default function Prompts(): ReactNode {
  const tracks = useProject((state) => state.index.tracks)
  const [template, setTemplate] = useState(FIRST_TEMPLATE)
  const [units, setUnits] = useState<PromptsQuery['units']>(firstUnits)
  const [format, setFormat] = useState<'jsonl' | 'csv'>('jsonl')
  const [busy, setBusy] = useState(false)
  const text = useRef<HTMLTextAreaElement>(null)
  const { value, problem } = usePreview(template, units)
  const whose = new Map<string, Exclude<PromptsQuery['units'], 'recording'>>()
  for (const { authorId, kind } of tracks.values())
    if (kind === 'segments' || kind === 'utterances') whose.set(`${kind} ${authorId}`, { authorId, kind })
  const insert = (field: string): void => {
    const at = text.current?.selectionStart ?? template.length
    setTemplate(`${template.slice(0, at)}{${field}}${template.slice(text.current?.selectionEnd ?? at)}`)
    text.current?.focus()
  }
  const save = async (): Promise<void> => {
    setBusy(true)
    try {
      const saved = await call('prompts.save', { template, units, format })
      if (saved) {
        closeDialog()
        toast(`${plural(saved.count, 'prompt')} written to ${baseName(saved.path)}.`)
      }
    } catch (error) {
      toastError(error)
    }
    setBusy(false)
  }
  return (
    <Dialog
      title="Prompts for a model"
      widthPx={720}
      onClose={closeDialog}
      foot={
        <>
          <span className="grow muted">{value ? plural(value.count, 'prompt') : ''}</span>
          <Tabs
            label="Format"
            value={format}
            options={[
              { id: 'jsonl', title: 'JSON lines' },
              { id: 'csv', title: 'CSV' }
            ]}
            onChange={setFormat}
          />
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="primary" disabled={busy || !value || value.count === 0} onClick={() => void save()}>
            Write {value ? formatCount(value.count) : ''} prompts…
          </Button>
        </>
      }
    >
      <Field label="One prompt for each">
        {(id) => (
          <Select
            id={id}
            label="One prompt for each"
            value={units === 'recording' ? 'recording' : `${units.kind} ${units.authorId}`}
            options={[
              { id: 'recording', title: 'Recording' },
              ...[...whose].map(([key, { authorId, kind }]) => ({
                id: key,
                title: `${kind === 'utterances' ? 'Turn' : 'Segment'} of ${authorOf(authorId)?.name ?? authorId}`
              }))
            ]}
            onChange={(key) => setUnits(whose.get(key) ?? 'recording')}
          />
        )}
      </Field>
      <Field label="Prompt">
        {(id) => (
          <textarea
            id={id}
            ref={text}
            className="input prompts-template"
            spellCheck={false}
            value={template}
            onChange={(event) => setTemplate(event.currentTarget.value)}
          />
        )}
      </Field>
      <div className="prompts-fields" role="group" aria-label="Fields">
        {Object.entries(promptFields).map(([field, what]) => (
          <Button key={field} size="small" tone="quiet" title={what} onClick={() => insert(field)}>
            {`{${field}}`}
          </Button>
        ))}
      </div>
      <Field label="The first of them">
        {() =>
          problem ? (
            <p role="alert">{problem}</p>
          ) : (
            <pre className="prompts-first" aria-label="The first prompt">
              {value?.first[0] ?? 'There is nothing to write a prompt about.'}
            </pre>
          )
        }
      </Field>
    </Dialog>
  )
}

/** The turns of the transcript where there is one, else the recordings. */
function firstUnits(): PromptsQuery['units'] {
  for (const { authorId, kind } of project().index.tracks.values())
    if (kind === 'utterances') return { authorId, kind }
  return 'recording'
}

function usePreview(template: string, units: PromptsQuery['units']) {
  const [state, setState] = useState<{ readonly value?: PromptsPreview; readonly problem?: string }>({})
  useEffect(() => {
    let here = true
    const timer = setTimeout(() => {
      if (template.trim() === '') return
      call('prompts.preview', { template, units }).then(
        (value) => here && setState({ value }),
        (error: unknown) =>
          here && setState({ problem: error instanceof CallError ? error.problem.message : String(error) })
      )
    }, REST_MS)
    return () => {
      here = false
      clearTimeout(timer)
    }
  }, [template, units])
  return state
}
