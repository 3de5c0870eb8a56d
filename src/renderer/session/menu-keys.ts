import { call } from '../client'
import { actionStore, keysOf } from './actions'
import type { Action } from './actions'
import type { Chord } from './chord'
import { layoutStore, readKeyboardLayout } from './keyboard-layout'
import { projectStore } from './project'
import { settingsStore } from './settings'
import { shortcutsOf } from './shortcuts'
import type { Shortcuts } from './shortcuts'
import { toastError } from './toasts'

/** Tell main which keys act now and what undo and redo would change, so that the system's menu shows them; again whenever they change. */
export function followMenuKeys(): () => void {
  let told = ''
  let waiting: ReturnType<typeof setTimeout> | undefined
  const tell = (): void => {
    waiting = undefined
    const keys = menuKeys(actionStore.getState().actions, shortcutsOf(), layoutStore.getState().map)
    const objects = menuObjects(actionStore.getState().actions)
    const text = JSON.stringify([keys, objects])
    if (text === told) return
    told = text
    void call('app.menuKeys', { keys, objects }).catch(toastError)
  }
  // Panels register their actions one after another; one menu for all of them is enough.
  const changed = (): void => void (waiting ??= setTimeout(tell, SETTLE_MS))
  readKeyboardLayout()
  const stops = [actionStore, settingsStore, layoutStore].map((store) => store.subscribe(changed))
  stops.push(
    projectStore.subscribe((now, before) => {
      if (now.snapshot !== before.snapshot) changed()
    })
  )
  changed()
  return () => {
    clearTimeout(waiting)
    stops.forEach((stop) => stop())
  }
}

const SETTLE_MS = 50

/** What actions would act on now, by their ids; those that have nothing to act on are absent. */
const menuObjects = (list: readonly Action[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    list.flatMap(({ id, object }) => {
      const now = object?.()
      return now === undefined ? [] : [[id, now]]
    })
  )

/** The first key of each action that has one, by its id, as menus of the system write it. */
export function menuKeys(
  list: readonly Action[],
  shortcuts: Shortcuts,
  layout?: ReadonlyMap<string, string>
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    list.flatMap((action) => {
      const [chord] = keysOf(action, shortcuts)
      const accelerator = chord === undefined ? undefined : acceleratorOf(chord, layout)
      return accelerator === undefined ? [] : [[action.id, accelerator]]
    })
  )
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  Escape: 'Esc',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backquote: '`',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  Period: '.',
  Slash: '/',
  NumpadAdd: 'numadd',
  NumpadSubtract: 'numsub',
  NumpadMultiply: 'nummult',
  NumpadDivide: 'numdiv',
  NumpadDecimal: 'numdec'
}

/** Keys that menus know under the name their code has. */
const SAME_NAME = /^(Space|Tab|Enter|Backspace|Delete|Insert|Home|End|PageUp|PageDown|F([1-9]|1\d|2[0-4]))$/

/** A chord as Electron writes it, with what is printed on the key where a menu can show that; undefined for keys that menus do not know. */
export function acceleratorOf(chord: Chord, layout?: ReadonlyMap<string, string>): string | undefined {
  const parts = chord.split('+')
  const code = parts.at(-1) ?? ''
  const printed = layout?.get(code)?.toUpperCase()
  const key =
    (printed !== undefined && /^[!-*,-~]$/.test(printed) ? printed : undefined) ??
    NAMES[code] ??
    (SAME_NAME.test(code) ? code : (/^(?:Key([A-Z])|Digit(\d))$/.exec(code) ?? []).slice(1).find(Boolean))
  if (key === undefined) return undefined
  return [...parts.slice(0, -1).map((part) => (part === 'Ctrl' ? 'CommandOrControl' : part)), key].join('+')
}
