import type { DragEvent, KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { useState } from 'react'
import { ContextMenu } from '../../ui/menu'
import type { MenuItem } from '../../ui/menu'
import { CommitInput } from '../../ui/text-field'
import type { OptionProps } from '../../ui/virtual-list'

interface RowProps {
  readonly name: string
  readonly icon?: ReactNode
  /** At the right end: a state, a kind, a bar. */
  readonly end?: ReactNode
  readonly title?: string
  readonly selected?: boolean
  /** `mouse`: opened by a click rather than a key. */
  readonly onOpen?: (mouse: boolean) => void
  /** Given where the name can be changed: F2, or a double click. */
  readonly onRename?: (name: string) => void
  readonly onDelete?: () => void
  readonly menu?: (rename: () => void) => readonly MenuItem[]
  /** Given where the row is an option of a list, not a button of its own. */
  readonly option?: OptionProps
  /** Given where rows can be put in another order: by dragging, and by Alt with an arrow. */
  readonly order?: RowOrder
  /** Given for recordings: files can be dropped on the row. */
  readonly recordingId?: string
}

export interface RowOrder {
  readonly id: string
  /** Another row was let go over this one, on its lower half or its upper. */
  readonly onDrop: (id: string, below: boolean) => void
  readonly onMove: (places: 1 | -1) => void
}

/** What is dragged, as the kind of a drag's data: rows of the library stay apart from files. */
const DRAGGED = 'text/row'

/** One thing in the library: click opens, F2 renames, Delete removes, the secondary button shows what else can be done. */
export function Row({
  name,
  icon,
  end,
  title,
  selected,
  onOpen,
  onRename,
  onDelete,
  menu,
  order,
  option,
  recordingId
}: RowProps): ReactNode {
  const [drop, setDrop] = useState<'above' | 'below'>()
  const [renaming, setRenaming] = useState(false)
  const rename = (): void => setRenaming(true)
  if (renaming && onRename)
    return (
      <div className="row">
        {icon}
        <CommitInput
          label={`New name of ${name}`}
          value={name}
          autoFocus
          onCancel={() => setRenaming(false)}
          onCommit={(text) => {
            setRenaming(false)
            if (text.trim() !== '') onRename(text.trim())
          }}
        />
      </div>
    )
  const common = {
    className: 'row',
    'data-recording-id': recordingId,
    title,
    onClick: onOpen && ((event: MouseEvent) => onOpen(event.detail > 0)),
    onDoubleClick: onRename && rename,
    onKeyDown: (event: KeyboardEvent) => {
      const places = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined
      if (event.altKey && order && places !== undefined) order.onMove(places)
      else if (event.key === 'F2' && onRename) rename()
      else if (event.key === 'Delete' && onDelete) onDelete()
      else return
      event.preventDefault()
      event.stopPropagation()
    }
  }
  const inside = (
    <>
      {icon}
      <span className="n">{name}</span>
      {end}
    </>
  )
  const dragging = order && {
    draggable: true,
    'data-drop': drop,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.setData(DRAGGED, order.id)
      event.dataTransfer.effectAllowed = 'move'
    },
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(DRAGGED)) return
      event.preventDefault()
      setDrop(isBelow(event) ? 'below' : 'above')
    },
    onDragLeave: () => setDrop(undefined),
    onDrop: (event: DragEvent) => {
      setDrop(undefined)
      const dragged = event.dataTransfer.getData(DRAGGED)
      if (dragged === '' || dragged === order.id) return
      event.preventDefault()
      order.onDrop(dragged, isBelow(event))
    }
  }
  const row = option ? (
    <div {...common} {...option} {...dragging}>
      {inside}
    </div>
  ) : (
    <button type="button" {...common} aria-current={selected ? 'true' : undefined}>
      {inside}
    </button>
  )
  return menu ? <ContextMenu items={() => menu(() => setTimeout(rename))}>{row}</ContextMenu> : row
}

function isBelow(event: DragEvent): boolean {
  const box = event.currentTarget.getBoundingClientRect()
  return event.clientY > box.top + box.height / 2
}
