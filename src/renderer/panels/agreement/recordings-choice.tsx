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

const ROW_PX = 26
const MOST_PX = 260

/** All recordings, or those ticked. */
export function RecordingsChoice({ choice }: { choice: Choice }): ReactNode {
  const recordings = useProject((state) => state.index.recordings)
  const [find, setFind] = useState('')
  const chosen = new Set(choice.recordingIds.filter((id) => recordings.has(id)))
  const all = [...recordings.values()].sort((a, b) => a.position - b.position)
  const wanted = find.trim().toLowerCase()
  const shown = all.filter(({ name, group }) => `${name} ${group ?? ''}`.toLowerCase().includes(wanted))
  const only = chosen.size === 1 ? recordings.get([...chosen][0] ?? '')?.name : undefined
  const set = (ids: readonly string[]): void => choose({ recordingIds: ids.length === all.length ? [] : ids })
  return (
    <Popover
      label="Recordings that take part"
      widthPx={300}
      trigger={
        <Button size="small" className="agree-who">
          <span className="truncate">
            {chosen.size === 0
              ? `All ${plural(all.length, 'recording')}`
              : (only ?? `${chosen.size} of ${plural(all.length, 'recording')}`)}
          </span>
        </Button>
      }
    >
      <div className="agree-choices">
        <TextInput
          data-size="small"
          aria-label="Find a recording"
          placeholder="Find"
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
        <div className="agree-tools">
          <Button size="small" tone="quiet" disabled={chosen.size === 0} onClick={() => set([])}>
            All
          </Button>
          {wanted !== '' && shown.length > 0 && (
            <Button size="small" tone="quiet" onClick={() => set(shown.map(({ id }) => id))}>
              Only these {shown.length}
            </Button>
          )}
        </div>
        <div style={{ height: Math.min(MOST_PX, Math.max(1, shown.length) * ROW_PX) }}>
          <VirtualList label="Recordings" items={shown} rowPx={ROW_PX} keyOf={({ id }) => id}>
            {({ id, name }) => (
              <Checkbox
                checked={chosen.size === 0 || chosen.has(id)}
                onChange={(on) =>
                  set(
                    chosen.size === 0
                      ? [id]
                      : all.map((each) => each.id).filter((each) => (each === id ? on : chosen.has(each)))
                  )
                }
              >
                <span className="truncate">{name}</span>
              </Checkbox>
            )}
          </VirtualList>
        </div>
      </div>
    </Popover>
  )
}
