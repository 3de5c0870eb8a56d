import type { ReactNode } from 'react'
import { useState } from 'react'
import { Button } from './button'
import { Checkbox } from './checkbox'
import { plural } from './format'
import { Popover } from './popover'
import { TextInput } from './text-field'
import { VirtualList } from './virtual-list'
import './report.css'

const ROW_PX = 26
const MOST_PX = 260

interface Entry {
  readonly id: string
  readonly name: string
  readonly group?: string
  readonly position: number
}

interface RecordingsChoiceProps {
  readonly recordings: ReadonlyMap<string, Entry>
  /** Empty: all. Recordings that are gone do not count. */
  readonly chosenIds: readonly string[]
  /** Takes the chosen ones in their order; empty for all. */
  readonly onChoose: (ids: readonly string[]) => void
  readonly className?: string
}

/** All recordings, or those ticked. */
export function RecordingsChoice({
  recordings,
  chosenIds,
  onChoose,
  className
}: RecordingsChoiceProps): ReactNode {
  const [find, setFind] = useState('')
  const chosen = new Set(chosenIds.filter((id) => recordings.has(id)))
  const all = [...recordings.values()].sort((a, b) => a.position - b.position)
  const wanted = find.trim().toLowerCase()
  const shown = all.filter(({ name, group }) => `${name} ${group ?? ''}`.toLowerCase().includes(wanted))
  const only = chosen.size === 1 ? recordings.get([...chosen][0] ?? '')?.name : undefined
  const set = (ids: readonly string[]): void => onChoose(ids.length === all.length ? [] : ids)
  return (
    <Popover
      label="Recordings that take part"
      widthPx={300}
      trigger={
        <Button size="small" className={className}>
          <span className="truncate">
            {chosen.size === 0
              ? `All ${plural(all.length, 'recording')}`
              : (only ?? `${chosen.size} of ${plural(all.length, 'recording')}`)}
          </span>
        </Button>
      }
    >
      <div className="choices">
        <TextInput
          data-size="small"
          aria-label="Find a recording"
          placeholder="Find"
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
        <div className="choices-tools">
          <Button size="small" tone="quiet" disabled={chosen.size === 0} onClick={() => set([])}>
            All
          </Button>
          {wanted !== '' && (
            <Button
              size="small"
              tone="quiet"
              disabled={shown.length === 0}
              onClick={() => set(shown.map(({ id }) => id))}
            >
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
