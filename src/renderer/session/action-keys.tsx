import type { ReactNode } from 'react'
import { keysOf } from './actions'
import type { Action } from './actions'
import { chordText } from './chord'
import { useKeyboardLayout } from './keyboard-layout'
import { useShortcuts } from './shortcuts'

/** The keys of an action as they are printed on this keyboard. */
export function ActionKeys({ action, all = false }: { action: Action; all?: boolean }): ReactNode {
  const shortcuts = useShortcuts()
  const layout = useKeyboardLayout()
  const keys = keysOf(action, shortcuts)
  return (all ? keys : keys.slice(0, 1)).map((chord) => (
    <kbd key={chord} className="kbd">
      {chordText(chord, layout)}
    </kbd>
  ))
}
