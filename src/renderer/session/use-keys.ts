import { keysOf, useActions } from './actions'
import { chordText } from './chord'
import { useKeyboardLayout } from './keyboard-layout'
import { useShortcuts } from './shortcuts'

/** First key of an action as text, for tooltips and menus; undefined when it has none. */
export function useKeys(actionId: string): string | undefined {
  const action = useActions().find((candidate) => candidate.id === actionId)
  const shortcuts = useShortcuts()
  const layout = useKeyboardLayout()
  const first = action && keysOf(action, shortcuts)[0]
  return first && chordText(first, layout)
}
