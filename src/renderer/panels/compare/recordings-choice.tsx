import type { ReactNode } from 'react'
import { useState } from 'react'
import { useProject } from '../../session/project'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { plural } from '../../ui/format'
import { Popover } from '../../ui/popover'
import { TextInput } from '../../ui/text-field'
import { VirtualList } from '../../ui/virtual-list'
import type { Choice } from './choice'
import { choose } from './choice'

/** All recordings, or those ticked. */
export function RecordingsChoice({ choice }: { choice: Choice }): ReactNode {
  const recordings = useProject((state) => state.index.recordings)
  const [find, setFind] = useState('')
  const chosen = new Set(choice.recordingIds.filter((id) => recordings.has(id)))
  const all = [...recordings.values()].sort((a, b) => a.position - b.position)
  const wanted = find.trim().toLowerCase()
  const shown = all.filter(
    ({ name, group }) =>
      wanted === '' || name.toLowerCase().includes(wanted) || (group ?? '').toLowerCase().includes(wanted)
  )
  const first = chosen.size === 1 ? recordings.get([...chosen][0] ?? '')?.name : undefined
  const set = (ids: ReadonlySet<string>): void =>
    choose({ recordingIds: ids.size === all.length ? [] : [...ids] })
  const toggle = (id: string, on: boolean): void => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    set(next)
  }
  return (
    <Popover
      label="Recordings that take part"
      widthPx={300}
      trigger={
        <Button size="small" className="compare-recordings">
          <span className="truncate">
            {chosen.size === 0
              ? `All ${plural(all.length, 'recording')}`
              : (first ?? `${chosen.size} of ${plural(all.length, 'recording')}`)}
          </span>
        </Button>
      }
    >
      <div className="recordings-choice">
        <TextInput
          data-size="small"
          aria-label="Find a recording"
          placeholder="Find"
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
        <div className="recordings-tools">
          <Button size="small" tone="quiet" disabled={chosen.size === 0} onClick={() => set(new Set())}>
            All
          </Button>
          {wanted !== '' && (
            <Button
              size="small"
              tone="quiet"
              disabled={shown.length === 0}
              onClick={() => set(new Set(shown.map(({ id }) => id)))}
            >
              Only these {shown.length}
            </Button>
          )}
        </div>
        <div style={{ height: Math.min(260, Math.max(1, shown.length) * 26) }}>
          <VirtualList label="Recordings" items={shown} rowPx={26} keyOf={(recording) => recording.id}>
            {(recording) => (
              <Checkbox
                checked={chosen.size === 0 || chosen.has(recording.id)}
                onChange={(on) =>
                  chosen.size === 0 ? set(new Set([recording.id])) : toggle(recording.id, on)
                }
              >
                <span className="truncate">{recording.name}</span>
              </Checkbox>
            )}
          </VirtualList>
        </div>
      </div>
    </Popover>
  )
}
