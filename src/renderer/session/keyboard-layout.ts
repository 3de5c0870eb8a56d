import { useEffect } from 'react'
import { makeStore } from './store'

interface KeyboardWithLayout {
  getLayoutMap(): Promise<ReadonlyMap<string, string>>
}
export const layoutStore = makeStore<{ readonly map: ReadonlyMap<string, string> | undefined }>({
  map: undefined
})

/** What is printed on the keys of this keyboard, by `event.code`; undefined where the system does not tell. */
export function useKeyboardLayout(): ReadonlyMap<string, string> | undefined {
  useEffect(readKeyboardLayout, [])
  return layoutStore((state) => state.map)
}

/** Ask the system for the layout, once. */
export function readKeyboardLayout(): void {
  if (layoutStore.getState().map || !('keyboard' in navigator)) return
  const keyboard = navigator.keyboard as KeyboardWithLayout
  // Without an answer the keys are named as on a US keyboard.
  void keyboard.getLayoutMap().then(
    (map) =>
      layoutStore.setState({
        map: new Map(
          [...map].filter(([code]) =>
            /^(Key|Digit|Bracket|Semicolon|Quote|Comma|Period|Slash|Backslash|Backquote|Minus|Equal)/.test(
              code
            )
          )
        )
      }),
    () => undefined
  )
}
