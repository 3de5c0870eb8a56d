import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import { groupFolds } from '../../../shared/study/group-folds'
import { EVERY_STREAM } from '../../../shared/study/person-of-channel'
import { copyText } from '../../session/copy-text'
import { openDialog } from '../../session/dialogs'
import { recordingOf, useProject } from '../../session/project'
import type { ProjectState } from '../../session/project'
import { Button } from '../../ui/button'
import { plural } from '../../ui/format'
import { Select } from '../../ui/select'

const EVERY = 'every kind'

/** Groups, and leave-one-group-out over the recordings in which their members are. */
export function Folds(): ReactNode {
  const state = useProject((all) => all)
  const groups = state.snapshot?.groupings ?? []
  const [kind, setKind] = useState(EVERY)
  const kinds = [...new Set(groups.map((group) => group.kind))]
  const chosen = groups.filter((group) => kind === EVERY || group.kind === kind)
  const { folds, leftOut } = useMemo(() => groupFolds(recordingPersons(state), chosen), [state, chosen])
  const nameOf = (id: string): string => groups.find((group) => group.id === id)?.name ?? id
  const names = (ids: readonly string[]): string => ids.map((id) => recordingOf(id)?.name ?? id).join('; ')
  const copy = (): void =>
    copyText(
      [
        'fold\tgroups\trecording\tpart',
        ...folds.flatMap((fold, index) =>
          [...fold.test.map((id) => [id, 'test']), ...fold.train.map((id) => [id, 'train'])].map(
            ([id = '', part]) =>
              [index + 1, fold.groupIds.map(nameOf).join('; '), recordingOf(id)?.name ?? id, part].join('\t')
          )
        )
      ].join('\n')
    )
  return (
    <section className="study-items">
      <h3>
        Groups and folds
        <span className="muted">
          {plural(folds.length, 'fold')}, one for each group; none is ever split.
          {leftOut.length > 0 && ` ${plural(leftOut.length, 'recording')} without a group left out.`}
        </span>
        {kinds.length > 1 && (
          <Select
            size="small"
            label="Kind of group"
            value={kind}
            options={[EVERY, ...kinds].map((id) => ({ id, title: id }))}
            onChange={setKind}
          />
        )}
        <Button size="small" disabled={folds.length === 0} onClick={copy}>
          Copy folds
        </Button>
      </h3>
      {groups.length === 0 ? (
        <p className="study-hint">
          Put persons who belong together into a group: a couple, a family, a class. Numbers and splits can
          then leave one group out at a time.
        </p>
      ) : (
        <table className="study-rows" aria-label="Groups and folds">
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col">Kind</th>
              <th scope="col">Persons</th>
              <th scope="col">Recordings held out</th>
              <th scope="col" className="right">
                Trained on
              </th>
            </tr>
          </thead>
          <tbody>
            {chosen.map((group) => {
              const fold = folds.find(({ groupIds }) => groupIds.includes(group.id))
              const together = fold?.groupIds.filter((id) => id !== group.id).map(nameOf) ?? []
              return (
                <tr key={group.id} onClick={() => openDialog({ id: 'group', props: { groupId: group.id } })}>
                  <td>
                    <button
                      type="button"
                      className="study-name"
                      onClick={() => openDialog({ id: 'group', props: { groupId: group.id } })}
                    >
                      <span className="truncate">{group.name}</span>
                    </button>
                  </td>
                  <td>{group.kind}</td>
                  <td className="truncate">
                    {group.personIds.map((id) => state.index.persons.get(id)?.name).join(', ')}
                  </td>
                  <td className="truncate" title={fold && names(fold.test)}>
                    {fold ? names(fold.test) : <span className="faint">in no recording</span>}
                    {together.length > 0 && <span className="faint"> with {together.join(', ')}</span>}
                  </td>
                  <td className="right mono">{fold?.train.length ?? '–'}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** Who is in which recording: by lanes about them, and by the channel they speak on. */
function recordingPersons({ snapshot, index }: ProjectState) {
  return (snapshot?.recordings ?? []).map(({ id }) => {
    const streams = index.streamsByRecording.get(id) ?? []
    const about = (index.tracksByRecording.get(id) ?? []).flatMap(({ personId }) => personId ?? [])
    const heard = (snapshot?.persons ?? []).filter(({ details }) =>
      Object.keys(details?.channels ?? {}).some(
        (key) => key !== EVERY_STREAM && streams.some((stream) => stream.id === key)
      )
    )
    return { recordingId: id, personIds: [...new Set([...about, ...heard.map((person) => person.id)])] }
  })
}
