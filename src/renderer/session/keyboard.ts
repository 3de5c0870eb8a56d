import { actions, canRun, keysOf, perform } from './actions'
import type { Action } from './actions'
import { chordOf } from './chord'
import { shortcutsOf } from './shortcuts'

/** What the dispatcher must know of the place a key was pressed in. */
export interface KeyTarget {
  readonly textField: boolean
  /** A control reached by keyboard that has its own use for Space, Enter, arrows and Tab. */
  readonly control: boolean
  /** Inside the desk or nowhere in particular: Tab steps through segments there. The nearest `data-keys` decides: `desk`, or `bench` for panels of form controls, where Tab moves the focus. */
  readonly desk: boolean
  /** Inside a dialog, menu or list box: only its own keys count. */
  readonly modal: boolean
}

/** Whether the chord belongs to the place it was pressed in rather than to an action. */
export function belongsToTarget(chord: string, target: KeyTarget): boolean {
  const withCtrl = chord.startsWith('Ctrl+')
  const isFunctionKey = /(^|\+)F\d+$/.test(chord)
  if (target.modal) return !isFunctionKey
  if (target.textField) return !(isFunctionKey || (withCtrl && !TEXT_CHORDS.has(chord)))
  if (/(^|\+)Tab$/.test(chord)) return !target.desk || target.control
  if (target.control) return CONTROL_KEYS.test(chord)
  return false
}

/** Editing inside a text field keeps these. */
const TEXT_CHORDS = new Set(
  [
    'KeyA',
    'KeyC',
    'KeyV',
    'KeyX',
    'KeyZ',
    'Shift+KeyZ',
    'KeyY',
    'ArrowLeft',
    'ArrowRight',
    'ArrowUp',
    'ArrowDown',
    'Backspace',
    'Delete',
    'Home',
    'End',
    'Shift+ArrowLeft',
    'Shift+ArrowRight'
  ].map((key) => `Ctrl+${key}`)
)
const CONTROL_KEYS = /^(Space|Enter|ArrowUp|ArrowDown|ArrowLeft|ArrowRight|Home|End|PageUp|PageDown|Escape)$/

/** Read the facts of an event's target from the page. `byKey`: focus came there by keyboard, not by a click. */
export function targetOf(element: EventTarget | null, byKey: boolean): KeyTarget {
  if (!(element instanceof Element)) return { textField: false, control: false, desk: true, modal: false }
  const textField =
    element.closest(
      'input:not([type=checkbox]):not([type=radio]):not([type=range]):not([type=button]), textarea, select, [contenteditable=true]'
    ) !== null
  const interactive = element.closest(
    'button, a[href], summary, [role=button], [role=tab], [role=slider], [role=menuitem], [role=checkbox], [role=switch], [role=radio], input'
  )
  return {
    textField,
    control: interactive !== null && byKey,
    desk: element === document.body || keysAt(element) === 'desk' || frames(element),
    modal: element.closest('[role=dialog], [role=alertdialog], [role=menu], .menu') !== null
  }
}

/** What the nearest part of the window that says so wants with keys. */
const keysAt = (element: Element): string | undefined =>
  element.closest<HTMLElement>('[data-keys]')?.dataset['keys']

/** Whether an element that is no control of its own frames a desk panel. */
const frames = (element: Element): boolean =>
  element instanceof HTMLElement &&
  element.tabIndex < 0 &&
  keysAt(element) === undefined &&
  element.querySelector('[data-keys=desk]') !== null

/** The action a chord means now, of those that can be done: one with a scope before those without, then the one registered last. */
export function actionFor(chord: string, list: readonly Action[] = actions()): Action | undefined {
  const shortcuts = shortcutsOf()
  const fitting = list.filter(
    (action) => keysOf(action, shortcuts).includes(chord) && canRun(action) && (action.keysWhen?.() ?? true)
  )
  return fitting.findLast(({ scope }) => scope !== undefined) ?? fitting.at(-1)
}

interface Held {
  readonly code: string
  readonly chord: string
  readonly action: Action
}

/** Send key presses of this window to the actions. `placeOf` reads where a key was pressed. Returns the function that stops it. */
export function listenToKeys(
  page: Window = window,
  placeOf: (target: EventTarget | null, byKey: boolean) => KeyTarget = targetOf
): () => void {
  const held = new Map<string, Held>()
  // `:focus-visible` cannot tell: a key press makes it true also where a click had put the focus.
  let lastByKey = true
  let focusByKey = true
  const pointed = (): void => {
    lastByKey = false
    focusByKey = false
  }
  const pressed = (): void => {
    lastByKey = true
  }
  const focused = (): void => {
    focusByKey = lastByKey
  }

  const down = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return
    const chord = chordOf(event)
    if (chord === undefined) return
    if (held.has(event.code)) return event.preventDefault()
    if (belongsToTarget(chord, placeOf(event.target, focusByKey))) return
    const action = actionFor(chord)
    if (!action) return
    event.preventDefault()
    if (event.repeat && !(action.repeat ?? /Arrow|Page/.test(chord))) return
    const context = { source: 'key' as const, event, chord }
    const hold = action.hold
    if (hold && (hold.when?.() ?? true)) {
      if (event.repeat) return
      held.set(event.code, { code: event.code, chord, action })
      perform(() => hold.down(context))
    } else perform(() => action.run(context))
  }

  const release = (code: string, event?: KeyboardEvent): void => {
    const entry = held.get(code)
    if (!entry) return
    held.delete(code)
    perform(() => entry.action.hold?.up({ source: 'key', event, chord: entry.chord }))
  }
  const up = (event: KeyboardEvent): void => release(event.code, event)
  const releaseAll = (): void => [...held.keys()].forEach((code) => release(code))

  page.addEventListener('pointerdown', pointed, true)
  page.addEventListener('keydown', pressed, true)
  page.addEventListener('focusin', focused)
  page.addEventListener('keydown', down)
  page.addEventListener('keyup', up)
  page.addEventListener('blur', releaseAll)
  return () => {
    releaseAll()
    page.removeEventListener('pointerdown', pointed, true)
    page.removeEventListener('keydown', pressed, true)
    page.removeEventListener('focusin', focused)
    page.removeEventListener('keydown', down)
    page.removeEventListener('keyup', up)
    page.removeEventListener('blur', releaseAll)
  }
}
