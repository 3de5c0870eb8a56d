import type { ReactNode } from 'react'
import { Fragment, useState } from 'react'
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
import { MergeRows } from './merge-rows'
import './study.css'

type Choice = 'here' | 'there' | 'both' | 'rows'
type Rows = Readonly<Record<string, ReadonlySet<string>>>

/** What merging another project does, and a choice for every lane that was changed on both sides. */
export default function MergeDialog({ plan }: { plan: MergePlan }): ReactNode {
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({})
  const [rows, setRows] = useState<Rows>({})
  const [busy, setBusy] = useState(false)
  const taken =
    plan.fresh +
    plan.changed +
    Object.entries(choices).filter(([id, choice]) =>
      choice === 'rows' ? (rows[id]?.size ?? 0) > 0 : choice !== 'here'
    ).length
  const nothing = taken === 0 && plan.items === 0 && plan.newRecordings.length === 0
  const merge = async (): Promise<void> => {
    const authorId = currentAuthorId()
    if (authorId === undefined) return
    setBusy(true)
    const done = await call('study.merge', {
      folder: plan.folder,
      authorId,
      choices,
      rows: Object.fromEntries(Object.entries(rows).map(([id, keys]) => [id, [...keys]]))
    }).finally(() => setBusy(false))
    closeDialog()
    toast(`${plan.projectName} is merged: ${plural(done.tracks, 'track')}.`, {
      tone: 'good',
      action: { label: 'Undo', run: () => void undo() }
    })
  }
  return (
    <Dialog
      title={`Merge ${plan.projectName}`}
      widthPx={plan.conflicts.length > 0 ? 860 : 720}
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
          rows={rows}
          onChoose={(ids, choice) =>
            setChoices({ ...choices, ...Object.fromEntries(ids.map((id) => [id, choice])) })
          }
          onRows={(id, keys) => setRows({ ...rows, [id]: keys })}
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
  readonly rows: Rows
  readonly onChoose: (trackIds: readonly string[], choice: Choice) => void
  readonly onRows: (trackId: string, keys: ReadonlySet<string>) => void
}

function Conflicts({ conflicts, choices, rows, onChoose, onRows }: ConflictsProps): ReactNode {
  const free = conflicts.filter(({ locked }) => !locked).map(({ trackId }) => trackId)
  return (
    <>
      <h3 className="study-sub merge-head">
        <span className="grow">
          {plural(conflicts.length, 'track')} {conflicts.length === 1 ? 'was' : 'were'} changed on both sides
        </span>
        {conflicts.length > 1 && (
          <>
            <Button
              size="small"
              onClick={() =>
                onChoose(
                  conflicts.map(({ trackId }) => trackId),
                  'here'
                )
              }
            >
              Keep all as here
            </Button>
            <Button size="small" disabled={free.length === 0} onClick={() => onChoose(free, 'there')}>
              Take all that comes
            </Button>
          </>
        )}
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
            <Fragment key={conflict.trackId}>
              <tr>
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
                  {conflict.here && <div className="faint">{plural(conflict.differences, 'difference')}</div>}
                </td>
                <td>
                  <Select
                    size="small"
                    label={`What to keep of ${conflict.trackName}, ${conflict.recordingName}`}
                    value={choices[conflict.trackId] ?? 'here'}
                    options={[
                      { id: 'here', title: conflict.here ? 'What is here' : 'Nothing' },
                      ...(conflict.locked ? [] : [{ id: 'there', title: 'What comes' }]),
                      ...(conflict.here ? [{ id: 'both', title: 'Both, side by side' }] : []),
                      ...(conflict.rows.length > 0 && !conflict.locked
                        ? [{ id: 'rows', title: 'Row by row' }]
                        : [])
                    ]}
                    onChange={(value) =>
                      onChoose([conflict.trackId], CHOICES.find((choice) => choice === value) ?? 'here')
                    }
                  />
                </td>
              </tr>
              {choices[conflict.trackId] === 'rows' && (
                <tr>
                  <td colSpan={4}>
                    <MergeRows
                      conflict={conflict}
                      taken={rows[conflict.trackId] ?? nothing}
                      onTake={(keys) => onRows(conflict.trackId, keys)}
                    />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </>
  )
}

const CHOICES = ['here', 'there', 'both', 'rows'] as const
const nothing: ReadonlySet<string> = new Set()

const Side = ({ side }: { side: MergeSide }): ReactNode => (
  <>
    <div className="mono">
      {plural(side.segments, 'segment')}
      {side.takes > 0 ? `, ${plural(side.takes, 'take')}` : ''}
    </div>
    <div className="faint">{side.changedAt === undefined ? '' : formatWhen(side.changedAt)}</div>
  </>
)
