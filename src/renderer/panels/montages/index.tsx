import type { ReactNode } from 'react'
import { useState } from 'react'
import { resolveMontage } from '../../../shared/signal/montage'
import type { Montage } from '../../../shared/signal/montage'
import { montageText, readMontageText } from '../../../shared/signal/montage-text'
import { linkedEars, localLaplacian } from '../../../shared/signal/usual-montages'
import { CallError } from '../../client'
import { closeDialog } from '../../session/dialogs'
import { useProject } from '../../session/project'
import {
  forgetMontage,
  keepAndShow,
  loadMontageFile,
  saveMontageFile,
  useMontages
} from '../../session/signals/montages'
import { chooseChannels } from '../../session/signals/signal-state'
import { toast } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Select } from '../../ui/select'
import { Field, TextInput } from '../../ui/text-field'
import './montages.css'

/** Make rows as weighted sums of channels, keep them in the project, load and save them as files. */
export default function MontageDialog({ streamId }: { streamId: string }): ReactNode {
  const stream = useProject((state) => state.snapshot?.streams.find(({ id }) => id === streamId))
  const labels = (stream?.info.channels ?? []).map(({ label }) => label)
  const montages = useMontages()
  const [name, setName] = useState(montages[0]?.name ?? '')
  const [text, setText] = useState(montages[0] ? montageText(montages[0].rows) : '')
  const [problem, setProblem] = useState<string>()
  const rows = readMontageText(text)
  const montage: Montage | undefined =
    'problem' in rows || name.trim() === ''
      ? undefined
      : { format: 'affectory.montage/1', name: name.trim(), rows: [...rows] }
  const found = montage && resolveMontage(montage, labels)
  const show = (next: Montage): void => {
    setName(next.name)
    setText(montageText(next.rows))
    setProblem(undefined)
  }
  const starts = [
    { id: 'ears', name: 'Linked ears', rows: linkedEars(labels) },
    { id: 'laplacian', name: 'Laplacian of the four nearest', rows: localLaplacian(labels) }
  ]
  const load = async (): Promise<void> => {
    try {
      const read = await loadMontageFile()
      if (read) show(read)
    } catch (error) {
      setProblem(error instanceof CallError ? error.problem.message : String(error))
    }
  }
  const save = async (): Promise<void> => {
    if (!montage) return
    try {
      const path = await saveMontageFile(montage)
      if (path !== undefined) toast(`Saved as ${path}.`)
    } catch (error) {
      setProblem(error instanceof CallError ? error.problem.message : String(error))
    }
  }
  const use = (): void => {
    if (!montage || !found || found.rows.length === 0) return
    chooseChannels([])
    void keepAndShow(streamId, montage, [...found.rows])
    closeDialog()
  }
  return (
    <Dialog
      title="Montages"
      widthPx={620}
      onClose={closeDialog}
      foot={
        <>
          <Button tone="quiet" onClick={() => void load()}>
            Load a file…
          </Button>
          <Button tone="quiet" disabled={!montage} onClick={() => void save()}>
            Save to a file…
          </Button>
          <Button tone="primary" disabled={!found || found.rows.length === 0} onClick={use}>
            Keep and show
          </Button>
        </>
      }
    >
      <div className="montage">
        <div className="montage-row">
          <Field label="Begin with">
            {() => (
              <Select
                label="Begin with"
                value=""
                placeholder="Choose a montage"
                options={[
                  ...montages.map((each) => ({ id: `kept:${each.name}`, title: each.name, hint: 'kept' })),
                  ...starts.map((each) => ({
                    id: each.id,
                    title: each.name,
                    hint: each.rows.length > 0 ? `${each.rows.length} rows` : 'electrodes are missing',
                    disabled: each.rows.length === 0
                  }))
                ]}
                onChange={(id) => {
                  const start = starts.find((each) => each.id === id)
                  const kept = montages.find((each) => id === `kept:${each.name}`)
                  if (kept) show(kept)
                  else if (start)
                    show({ format: 'affectory.montage/1', name: start.name, rows: [...start.rows] })
                }}
              />
            )}
          </Field>
          <Field label="Name">
            {(id) => (
              <TextInput id={id} value={name} onChange={(event) => setName(event.currentTarget.value)} />
            )}
          </Field>
        </div>
        <Field label="Rows, one a line">
          {(id) => (
            <textarea
              id={id}
              className="input mono montage-text"
              spellCheck={false}
              rows={12}
              placeholder={'C3 - ears = C3 - 0.5 A1 - 0.5 A2\nF3 F4 mean = 0.5 F3 + 0.5 F4'}
              value={text}
              onChange={(event) => {
                setText(event.currentTarget.value)
                setProblem(undefined)
              }}
            />
          )}
        </Field>
        <p className="faint" role="status">
          {problem ??
            ('problem' in rows
              ? rows.problem
              : found
                ? `${found.rows.length} of ${rows.length} rows are possible here.${found.missing.length > 0 ? ` This recording lacks ${found.missing.join(', ')}.` : ''}`
                : 'Give it a name.')}
        </p>
        {montages.some((each) => each.name === name.trim()) && (
          <Button size="small" tone="quiet" onClick={() => void forgetMontage(name.trim())}>
            Remove from the project
          </Button>
        )}
      </div>
    </Dialog>
  )
}
