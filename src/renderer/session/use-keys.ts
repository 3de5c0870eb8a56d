import { keysOf, useActions } from './actions'
import { chordText } from './chord'
import { useKeyboardLayout } from './keyboard-layout'
import { useSettings } from './settings'

/** First key of an action as text, for tooltips and menus; undefined when it has none. */
export function useKeys(actionId: string): string | undefined {
  const action = useActions().find((candidate) => candidate.id === actionId)
  const shortcuts = useSettings((state) => state.shortcuts)
  const layout = useKeyboardLayout()
  const first = action && keysOf(action, shortcuts)[0]
  return first && chordText(first, layout)
}
