import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
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
}

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
  option
}: RowProps): ReactNode {
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
    title,
    onClick: onOpen && ((event: MouseEvent) => onOpen(event.detail > 0)),
    onDoubleClick: onRename && rename,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'F2' && onRename) rename()
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
  const row = option ? (
    <div {...common} {...option}>
      {inside}
    </div>
  ) : (
    <button type="button" {...common} aria-current={selected ? 'true' : undefined}>
      {inside}
    </button>
  )
  return menu ? <ContextMenu items={() => menu(() => setTimeout(rename))}>{row}</ContextMenu> : row
}
