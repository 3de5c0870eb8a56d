import type { ReactNode } from 'react'
import { useState } from 'react'
import { call } from '../../client'
import { closeDialog } from '../../session/dialogs'
import { project, useProject } from '../../session/project'
import { showInFolder } from '../../session/show-in-folder'
import { itemsOf } from '../../session/study'
import { toast, toastError } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Dialog } from '../../ui/dialog'
import { formatBytes, plural } from '../../ui/format'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'
import './study.css'

/** Write the work of one annotator as a project that can be taken to another machine. */
export default function PackageDialog({ assignmentId }: { assignmentId?: string }): ReactNode {
  const state = useProject((all) => all)
  const assignments = state.snapshot?.assignments ?? []
  const first = assignments.find(({ id }) => id === assignmentId) ?? assignments[0]
  const [authorId, setAuthorId] = useState(first?.authorId)
  const mine = assignments.filter((each) => each.authorId === authorId)
  const [left, setLeft] = useState<ReadonlySet<string>>(
    () =>
      new Set(assignmentId === undefined ? [] : mine.flatMap(({ id }) => (id === assignmentId ? [] : [id])))
  )
  const [media, setMedia] = useState(true)
  const [codes, setCodes] = useState(false)
  const [busy, setBusy] = useState(false)
  const chosen = mine.filter(({ id }) => !left.has(id))
  const recordings = new Set(chosen.flatMap(({ id }) => itemsOf(state, id).map((item) => item.recordingId)))
  const bytes = [...state.index.files.values()]
    .filter((file) => recordings.has(file.recordingId))
    .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const authors = [...new Set(assignments.map((each) => each.authorId))].flatMap(
    (id) => state.index.authors.get(id) ?? []
  )
  const write = async (): Promise<void> => {
    const who = state.index.authors.get(authorId ?? '')?.name ?? 'annotator'
    const folder = await call('dialog.newProject', {
      name: `${project().snapshot?.project.name ?? 'Study'} ${who}`
    })
    if (folder === undefined) return
    setBusy(true)
    const made = await call('study.exportPackage', {
      assignmentIds: chosen.map(({ id }) => id),
      folder,
      copyMedia: media,
      persons: codes ? 'codes' : 'names'
    }).finally(() => setBusy(false))
    closeDialog()
    toast(
      `The package with ${plural(made.recordings, 'recording')} is written${made.jobId ? '; its media are being copied' : ''}.`,
      { tone: 'good', action: { label: 'Show in folder', run: () => showInFolder(made.folder) } }
    )
  }
  return (
    <Dialog
      title="Send out assigned work"
      widthPx={480}
      onClose={closeDialog}
      foot={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button
            tone="primary"
            disabled={chosen.length === 0 || busy}
            onClick={() => void write().catch(toastError)}
          >
            Choose a folder and write
          </Button>
        </>
      }
    >
      <Field label="Annotator">
        {(id) => (
          <Select
            id={id}
            label="Annotator"
            value={authorId}
            options={authors.map((author) => ({ id: author.id, title: author.name }))}
            onChange={(value) => {
              setAuthorId(value)
              setLeft(new Set())
            }}
          />
        )}
      </Field>
      <fieldset className="study-fieldset">
        <legend>Assignments</legend>
        <div className="study-choices">
          {mine.map(({ id, name }) => (
            <Checkbox
              key={id}
              checked={!left.has(id)}
              onChange={(on) =>
                setLeft(new Set(on ? [...left].filter((each) => each !== id) : [...left, id]))
              }
            >
              {name}
            </Checkbox>
          ))}
        </div>
      </fieldset>
      <Checkbox checked={media} onChange={setMedia}>
        Copy the media of {plural(recordings.size, 'recording')} ({formatBytes(bytes)})
      </Checkbox>
      <Checkbox checked={codes} onChange={setCodes}>
        Call persons by their codes
      </Checkbox>
      <p className="study-hint">
        The package is a project of its own: recordings, schemes and the annotator’s own lanes. Labels of
        others, facts about persons and the history stay here. Practice is told after the work came home.
        Bring it back with Merge.
      </p>
    </Dialog>
  )
}
