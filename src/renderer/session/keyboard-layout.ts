import { useEffect } from 'react'
import { makeStore } from './store'

interface KeyboardWithLayout {
  getLayoutMap(): Promise<ReadonlyMap<string, string>>
}
const layoutStore = makeStore<{ readonly map: ReadonlyMap<string, string> | undefined }>({ map: undefined })

/** What is printed on the keys of this keyboard, by `event.code`; undefined where the system does not tell. */
export function useKeyboardLayout(): ReadonlyMap<string, string> | undefined {
  useEffect(() => {
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
  }, [])
  return layoutStore((state) => state.map)
}
