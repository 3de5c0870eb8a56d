import type { ReactNode } from 'react'
import { useState } from 'react'
import type { AssignedTrack, Assignment } from '../../../shared/domain/study'
import { itemOrder, orderConventions } from '../../../shared/study/item-order'
import { closeDialog } from '../../session/dialogs'
import { project, useProject } from '../../session/project'
import { itemsOf, saveAssignments } from '../../session/study'
import { toast } from '../../session/toasts'
import { AuthorOption } from '../../ui/author-option'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Dialog } from '../../ui/dialog'
import { plural } from '../../ui/format'
import { RecordingsChoice } from '../../ui/recordings-choice'
import { Select } from '../../ui/select'
import { Field, TextInput } from '../../ui/text-field'
import { AssignedLanes, firstLane } from './assigned-lanes'
import './study.css'

const ORDERS = [
  { id: 'fixed', title: 'Fixed' },
  { id: 'random', title: 'Random' },
  { id: 'balanced', title: 'Balanced' }
] as const

/** Give work to annotators, or change what was given. */
export default function AssignmentDialog({ assignmentId }: { assignmentId?: string }): ReactNode {
  const before = project().snapshot?.assignments.find(({ id }) => id === assignmentId)
  const items = before ? itemsOf(project(), before.id) : []
  const begun = items.some(({ state }) => state !== 'open')
  const authors = useProject((state) => state.snapshot?.authors) ?? []
  const recordings = useProject((state) => state.index.recordings)
  const humans = authors.filter(({ kind }) => kind === 'human')
  const count = new Set(project().snapshot?.assignments.map((each) => each.name)).size
  const [name, setName] = useState(before?.name ?? `Round ${count + 1}`)
  const [chosen, setChosen] = useState<readonly string[]>(before ? [before.authorId] : [])
  const [lanes, setLanes] = useState<readonly AssignedTrack[]>(() => before?.tracks ?? firstLane())
  const [recordingIds, setRecordingIds] = useState<readonly string[]>(items.map((item) => item.recordingId))
  const [order, setOrder] = useState<Assignment['order']>(before?.order ?? 'fixed')
  const [seed, setSeed] = useState(String(before?.seed ?? 1))
  const [blind, setBlind] = useState(before?.blind ?? true)
  const [reference, setReference] = useState(before?.calibration?.referenceAuthorId)
  const [passAt, setPassAt] = useState(String(before?.calibration?.passAt ?? 0.6))
  const [note, setNote] = useState(before?.note ?? '')

  const mark = Number(passAt)
  const practice = reference !== undefined
  const sound =
    name.trim() !== '' &&
    chosen.length > 0 &&
    lanes.length > 0 &&
    recordings.size > 0 &&
    Number.isInteger(Number(seed)) &&
    (!practice || (mark > 0 && mark <= 1 && !chosen.includes(reference)))

  const save = async (): Promise<void> => {
    const all = [...recordings.values()].sort((a, b) => a.position - b.position).map(({ id }) => id)
    const wanted = recordingIds.length === 0 ? all : all.filter((id) => recordingIds.includes(id))
    const known = new Set(items.map((item) => item.recordingId))
    const same =
      before?.order === order &&
      String(before.seed) === seed &&
      wanted.length === known.size &&
      wanted.every((id) => known.has(id))
    const list = chosen.map((authorId, row) => ({
      id: before?.id ?? crypto.randomUUID(),
      name: name.trim(),
      authorId,
      tracks: lanes,
      order,
      seed: Number(seed),
      blind,
      calibration: practice ? { referenceAuthorId: reference, passAt: mark } : null,
      note: note.trim() || null,
      // An order that was given stays, unless what it follows from changes.
      ...(same
        ? {}
        : {
            recordingIds: itemOrder(wanted, { order, seed: Number(seed), row: before ? rowOf(before) : row })
          })
    }))
    if (!(await saveAssignments(list.map((each) => ({ ...each, tracks: [...each.tracks] }))))) return
    closeDialog()
    if (!before) toast(`${name.trim()} is given to ${plural(chosen.length, 'annotator')}.`, { tone: 'good' })
  }

  return (
    <Dialog
      title={before ? `Assignment ${before.name}` : 'New assignment'}
      widthPx={560}
      onClose={closeDialog}
      foot={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="primary" disabled={!sound} onClick={() => void save()}>
            {before
              ? 'Save'
              : chosen.length === 0
                ? 'Assign'
                : `Assign to ${plural(chosen.length, 'annotator')}`}
          </Button>
        </>
      }
    >
      <Field label="Name">
        {(id) => (
          <TextInput id={id} autoFocus value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <fieldset className="study-fieldset">
        <legend>
          {before
            ? 'Annotator'
            : order === 'balanced'
              ? 'Annotators; the order of ticking is the order of the rows'
              : 'Annotators'}
        </legend>
        <div className="study-choices">
          {humans.map((author) => (
            <Checkbox
              key={author.id}
              disabled={begun}
              checked={chosen.includes(author.id)}
              onChange={(on) =>
                setChosen(
                  before ? [author.id] : on ? [...chosen, author.id] : chosen.filter((id) => id !== author.id)
                )
              }
            >
              <AuthorOption author={author}>
                <span className="faint">{author.perspective}</span>
              </AuthorOption>
            </Checkbox>
          ))}
        </div>
      </fieldset>
      <AssignedLanes lanes={lanes} onChange={setLanes} disabled={begun} />
      <div className="field">
        <span className="field-label">Recordings</span>
        <RecordingsChoice recordings={recordings} chosenIds={recordingIds} onChoose={setRecordingIds} />
      </div>
      <div className="study-pair">
        <Field label="Order">
          {(id) => (
            <Select
              id={id}
              label="Order"
              value={order}
              options={ORDERS}
              onChange={(value) => setOrder(ORDERS.find((each) => each.id === value)?.id ?? 'fixed')}
            />
          )}
        </Field>
        {order !== 'fixed' && (
          <Field label="Seed">
            {(id) => (
              <TextInput
                id={id}
                inputMode="numeric"
                value={seed}
                onChange={(event) => setSeed(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
      <p className="study-hint">{orderConventions[order]}</p>
      <Checkbox checked={blind} onChange={setBlind}>
        Blind: nobody else’s labels, models included, are handed out until all of it is locked
      </Checkbox>
      <Checkbox
        checked={practice}
        onChange={(on) => setReference(on ? authors.find(({ id }) => !chosen.includes(id))?.id : undefined)}
      >
        Practice with known answers: the result is told after each recording and never counted as data
      </Checkbox>
      {practice && (
        <div className="study-pair">
          <Field label="Answers of">
            {(id) => (
              <Select
                id={id}
                label="Answers of"
                value={reference}
                options={authors
                  .filter((author) => !chosen.includes(author.id))
                  .map((author) => ({ id: author.id, title: author.name, hint: author.kind }))}
                onChange={setReference}
              />
            )}
          </Field>
          <Field label="Pass mark (kappa)">
            {(id) => (
              <TextInput
                id={id}
                inputMode="decimal"
                value={passAt}
                onChange={(event) => setPassAt(event.target.value)}
              />
            )}
          </Field>
        </div>
      )}
      <Field label="Note">
        {(id) => <TextInput id={id} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
    </Dialog>
  )
}

/** Row of an assignment among those that were given together: same name, order and seed. */
function rowOf(assignment: Assignment): number {
  const together = (project().snapshot?.assignments ?? []).filter(
    ({ name, order, seed }) =>
      name === assignment.name && order === assignment.order && seed === assignment.seed
  )
  return Math.max(
    0,
    together.findIndex(({ id }) => id === assignment.id)
  )
}
