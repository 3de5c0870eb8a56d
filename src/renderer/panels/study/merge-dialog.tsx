import type { ReactNode } from 'react'
import { useState } from 'react'
import type { MergeConflict, MergePlan, MergeSide } from '../../../shared/contract'
import { call } from '../../client'
import { currentAuthorId } from '../../session/author'
import { closeDialog } from '../../session/dialogs'
import { undo } from '../../session/edit'
import { toast, toastError } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { formatWhen, plural } from '../../ui/format'
import { Select } from '../../ui/select'
import './study.css'

type Choice = 'here' | 'there' | 'both'

/** What merging another project does, and a choice for every lane that was changed on both sides. */
export default function MergeDialog({ plan }: { plan: MergePlan }): ReactNode {
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({})
  const [busy, setBusy] = useState(false)
  const taken =
    plan.fresh + plan.changed + Object.values(choices).filter((choice) => choice !== 'here').length
  const nothing = taken === 0 && plan.items === 0 && plan.newRecordings.length === 0
  const merge = async (): Promise<void> => {
    const authorId = currentAuthorId()
    if (authorId === undefined) return
    setBusy(true)
    const done = await call('study.merge', { folder: plan.folder, authorId, choices }).finally(() =>
      setBusy(false)
    )
    closeDialog()
    toast(`${plan.projectName} is merged: ${plural(done.tracks, 'track')}.`, {
      tone: 'good',
      action: { label: 'Undo', run: () => void undo() }
    })
  }
  return (
    <Dialog
      title={`Merge ${plan.projectName}`}
      widthPx={720}
      onClose={closeDialog}
      foot={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="primary" disabled={nothing || busy} onClick={() => void merge().catch(toastError)}>
            {nothing ? 'Nothing to merge' : taken === 0 ? 'Merge' : `Merge ${plural(taken, 'track')}`}
          </Button>
        </>
      }
    >
      <p className="muted">
        {plan.isPackage
          ? 'This is work that was sent out from this project.'
          : 'This project began apart from the open one. Recordings are matched by their content, people by their identity.'}
      </p>
      <dl className="card-facts study-facts">
        {facts(plan).map(([what, value]) => (
          <div key={what} className="study-fact">
            <dt>{what}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {plan.conflicts.length > 0 && (
        <Conflicts
          conflicts={plan.conflicts}
          choices={choices}
          onChoose={(id, choice) => setChoices({ ...choices, [id]: choice })}
        />
      )}
    </Dialog>
  )
}

/** Only what there is to say. */
function facts(plan: MergePlan): readonly (readonly [string, string])[] {
  const names = (list: readonly string[]): string =>
    list.length > 4 ? `${list.slice(0, 4).join(', ')} and ${list.length - 4} more` : list.join(', ')
  const all: readonly (readonly [string, string | undefined])[] = [
    ['New tracks', plan.fresh > 0 ? String(plan.fresh) : undefined],
    ['Tracks brought up to date', plan.changed > 0 ? String(plan.changed) : undefined],
    ['Tracks that need nothing', plan.same > 0 ? String(plan.same) : undefined],
    ['Assigned recordings that move on', plan.items > 0 ? String(plan.items) : undefined],
    ['New recordings', plan.newRecordings.length > 0 ? names(plan.newRecordings) : undefined],
    ['New annotators', plan.newAuthors.length > 0 ? names(plan.newAuthors) : undefined],
    ['New persons', plan.newPersons.length > 0 ? names(plan.newPersons) : undefined],
    [
      'Schemes that differ from those here',
      plan.newSchemes.length > 0 ? `come as ${names(plan.newSchemes)}` : undefined
    ],
    ['Tracks of models, left out', plan.leftOut > 0 ? String(plan.leftOut) : undefined]
  ]
  return all.flatMap(([what, value]) => (value === undefined ? [] : [[what, value] as const]))
}

interface ConflictsProps {
  readonly conflicts: readonly MergeConflict[]
  readonly choices: Readonly<Record<string, Choice>>
  readonly onChoose: (trackId: string, choice: Choice) => void
}

function Conflicts({ conflicts, choices, onChoose }: ConflictsProps): ReactNode {
  return (
    <>
      <h3 className="study-sub">
        {plural(conflicts.length, 'track')} {conflicts.length === 1 ? 'was' : 'were'} changed on both sides
      </h3>
      <table className="study-rows" aria-label="Tracks changed on both sides">
        <thead>
          <tr>
            <th scope="col">Track</th>
            <th scope="col">Here</th>
            <th scope="col">There</th>
            <th scope="col">Keep</th>
          </tr>
        </thead>
        <tbody>
          {conflicts.map((conflict) => (
            <tr key={conflict.trackId}>
              <td>
                <div className="truncate">{conflict.trackName}</div>
                <div className="faint truncate">
                  {conflict.authorName}, {conflict.recordingName}
                </div>
              </td>
              <td>
                {conflict.here ? <Side side={conflict.here} /> : <span className="faint">deleted</span>}
              </td>
              <td>
                <Side side={conflict.there} />
              </td>
              <td>
                <Select
                  size="small"
                  label={`What to keep of ${conflict.trackName}, ${conflict.recordingName}`}
                  value={choices[conflict.trackId] ?? 'here'}
                  options={[
                    { id: 'here', title: conflict.here ? 'What is here' : 'Nothing' },
                    ...(conflict.locked ? [] : [{ id: 'there', title: 'What comes' }]),
                    ...(conflict.here ? [{ id: 'both', title: 'Both, side by side' }] : [])
                  ]}
                  onChange={(value) =>
                    onChoose(conflict.trackId, value === 'there' || value === 'both' ? value : 'here')
                  }
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const Side = ({ side }: { side: MergeSide }): ReactNode => (
  <>
    <div className="mono">
      {plural(side.segments, 'segment')}
      {side.takes > 0 ? `, ${plural(side.takes, 'take')}` : ''}
    </div>
    <div className="faint">{side.changedAt === undefined ? '' : formatWhen(side.changedAt)}</div>
  </>
)
