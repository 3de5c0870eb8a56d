import { normalChord } from './chord'
import type { Chord } from './chord'
import { shortcutsOf } from './shortcuts'
import type { Shortcuts } from './shortcuts'
import { makeStore } from './store'
import { toastError } from './toasts'

/** How an action was asked for. */
export interface ActionContext {
  readonly source: 'key' | 'menu' | 'palette' | 'button'
  readonly event?: KeyboardEvent
  /** The chord pressed, for actions with several keys. */
  readonly chord?: Chord
}

/** One thing the user can do; toolbar, menu, palette, keys and the shortcut sheet all show this object. */
export interface Action {
  /** Stable, area.verb: `segment.split`. The menu of the main process uses the same ids. */
  readonly id: string
  readonly title: string
  /** Heading in the palette and the shortcut sheet. */
  readonly group: string
  /** Default chords by `event.code`: `Ctrl+KeyK`, `Space`, `Shift+ArrowLeft`, `Digit1`. */
  readonly keys?: readonly Chord[]
  /** Whether it can be done now; the same key may serve several actions with different `when`. */
  readonly when?: () => boolean
  /**
   * A mode or place (rating, linking, the conversation) whose keys mean something of their own: while it can be done, an
   * action with a scope takes its key from those without. Two actions with one key are a clash only within one scope.
   */
  readonly scope?: string
  /** Whether its keys mean it now, where menu and palette may do more: keys of one part of the desk. */
  readonly keysWhen?: () => boolean
  /** Runs again while the key stays down. Default: arrows and page keys only. */
  readonly repeat?: boolean
  /**
   * What it would act on now, told after its words in menu and palette: "Undo: Delete 1 segment". Undefined: nothing, so
   * they show it disabled. Keys still try, because what was done a moment ago may not be known to the window yet.
   */
  readonly object?: () => string | undefined
  /** Not listed in the palette (digits and the like). */
  readonly hidden?: boolean
  readonly run: (context: ActionContext) => unknown
  /** Instead of `run` when pressed by key and `when` of the hold allows it: `down` on press, `up` on release or when the window loses focus. */
  readonly hold?: {
    readonly when?: () => boolean
    readonly down: (context: ActionContext) => unknown
    readonly up: (context: ActionContext) => unknown
  }
}

export const actionStore = makeStore<{ readonly actions: readonly Action[] }>({ actions: [] })

/** All actions, in order of registration. */
export const actions = (): readonly Action[] => actionStore.getState().actions
export const useActions = (): readonly Action[] => actionStore((state) => state.actions)
export const actionOf = (id: string): Action | undefined => actions().find((action) => action.id === id)

/** Add actions; returns the function that takes them out again. An id that is taken is replaced (a panel drawn twice). */
export function registerActions(list: readonly Action[]): () => void {
  const ids = new Set(list.map((action) => action.id))
  actionStore.setState(({ actions: known }) => ({
    actions: [...known.filter((action) => !ids.has(action.id)), ...list]
  }))
  return () => {
    const mine = new Set<Action>(list)
    actionStore.setState(({ actions: known }) => ({ actions: known.filter((action) => !mine.has(action)) }))
  }
}

/** Keys of an action: the user's or the preset's where changed (`''` means none), else its own. */
export function keysOf(action: Action, shortcuts: Shortcuts = shortcutsOf()): readonly Chord[] {
  const changed = shortcuts[action.id]
  if (changed === undefined) return (action.keys ?? []).map(normalChord)
  return changed.split(' ').filter(Boolean).map(normalChord)
}

/** Actions that share a key and could both be meant by it; both sides of every pair. */
export function clashes(
  list: readonly Action[],
  shortcuts: Shortcuts
): ReadonlyMap<string, readonly Action[]> {
  const found = new Map<string, Action[]>()
  const add = (to: Action, other: Action): void => {
    const known = found.get(to.id) ?? []
    found.set(to.id, known.includes(other) ? known : [...known, other])
  }
  list.forEach((first, index) => {
    const keys = new Set(keysOf(first, shortcuts))
    if (keys.size === 0) return
    for (const second of list.slice(index + 1)) {
      if (!sameScope(first, second) || !keysOf(second, shortcuts).some((key) => keys.has(key))) continue
      add(first, second)
      add(second, first)
    }
  })
  return found
}

const sameScope = (a: Action, b: Action): boolean => a.scope === b.scope

/** Whether an action can be done now. */
export const canRun = (action: Action): boolean => action.when?.() ?? true

/** Do an action by id; false when it is unknown or cannot be done now. */
export function runAction(id: string, context: ActionContext = { source: 'button' }): boolean {
  const action = actionOf(id)
  if (!action || !canRun(action)) return false
  perform(() => action.run(context))
  return true
}

/** Run something the user asked for; what it throws or rejects with is shown. */
export function perform(work: () => unknown): void {
  try {
    const result = work()
    if (result instanceof Promise) void result.catch(toastError)
  } catch (error) {
    toastError(error)
  }
}
