import type { KeyboardEvent } from 'react'

/** Arrows go from cell to cell of a table of buttons. */
export function stepByArrow(event: KeyboardEvent<HTMLElement>): void {
  const cell = document.activeElement?.closest('td')
  const row = cell?.parentElement
  if (!cell || !row) return
  const across = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  const down = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (across === 0 && down === 0) return
  event.preventDefault()
  const rows = [...(row.parentElement?.children ?? [])]
  const column = [...row.children].indexOf(cell)
  for (let x = column + across, y = rows.indexOf(row) + down; ; x += across, y += down) {
    const next = rows[y]?.children[x]
    if (!next) return
    const button = next.querySelector('button')
    if (button) return button.focus()
  }
}
