import { CallError } from '../client'
import { makeStore } from './store'

/** A short notice that leaves by itself. */
export interface Toast {
  readonly id: number
  readonly tone: 'info' | 'good' | 'bad'
  readonly message: string
  readonly hint?: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

interface Toasts {
  readonly next: number
  readonly list: readonly Toast[]
}

const toastStore = makeStore<Toasts>({ next: 1, list: [] })
export const useToasts = (): readonly Toast[] => toastStore((state) => state.list)

/** Notices at once on the screen; older ones leave. */
const SHOWN_AT_ONCE = 4

/** Show a notice. The same message twice in a row is shown once. */
export function toast(message: string, options: Partial<Omit<Toast, 'id' | 'message'>> = {}): void {
  toastStore.setState(({ next, list }) => {
    const others = list.filter(
      (shown) => shown.message !== message && !(offersUndo(options) && offersUndo(shown))
    )
    return {
      next: next + 1,
      list: [...others, { tone: 'info' as const, ...options, id: next, message }].slice(-SHOWN_AT_ONCE)
    }
  })
}

/** Undo means the last edit: a notice of an earlier one must not offer it any more. */
export const withdrawUndo = (): void =>
  toastStore.setState(({ list }) =>
    list.some(offersUndo) ? { list: list.filter((shown) => !offersUndo(shown)) } : {}
  )

const offersUndo = ({ action }: Partial<Toast>): boolean => action?.label === 'Undo'

/** Take a notice back whose time is over: what it asked for was done or left. */
export const withdrawToast = (message: string): void =>
  toastStore.setState(({ list }) => ({ list: list.filter((shown) => shown.message !== message) }))

export const dismissToast = (id: number): void =>
  toastStore.setState(({ list }) => ({ list: list.filter((shown) => shown.id !== id) }))

/** Tell the user why something could not be done. */
export function toastError(error: unknown): void {
  if (error instanceof CallError)
    toast(error.problem.message, { tone: 'bad', ...(error.problem.hint ? { hint: error.problem.hint } : {}) })
  else toast(error instanceof Error ? error.message : String(error), { tone: 'bad' })
}
