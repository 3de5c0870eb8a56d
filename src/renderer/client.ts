import type { CallInput, CallName, CallOutput, EventName, Events } from '../shared/contract'
import type { Problem, Result } from '../shared/domain/problem'

interface Bridge {
  call(name: string, input: unknown): Promise<unknown>
  on(listener: (name: string, payload: unknown) => void): () => void
  pathOf(file: File): string
}
declare global {
  interface Window {
    readonly lab: Bridge
  }
}

/** A call that main answered with a problem. */
export class CallError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message)
    this.name = 'CallError'
  }
}

/** Ask main; throws `CallError` with the problem when it cannot be done. */
export async function call<N extends CallName>(
  name: N,
  ...input: undefined extends CallInput<N> ? [input?: CallInput<N>] : [input: CallInput<N>]
): Promise<CallOutput<N>> {
  const answer = (await window.lab.call(name, input[0])) as Result<CallOutput<N>>
  if (!answer.ok) throw new CallError(answer.error)
  return answer.value
}

type Listener = (name: string, payload: unknown) => void
const listeners = new Set<Listener>()
let stopReceiving: (() => void) | undefined

/** Listen to one event from main; returns the function that stops listening. One subscription at the bridge serves all. */
export function on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void {
  const receive: Listener = (received, payload) => {
    if (received === name) listener(payload as Events[N])
  }
  listeners.add(receive)
  stopReceiving ??= window.lab.on((received, payload) => {
    for (const each of [...listeners]) each(received, payload)
  })
  return () => {
    listeners.delete(receive)
    if (listeners.size > 0) return
    stopReceiving?.()
    stopReceiving = undefined
  }
}

/** Absolute path of a file the user dropped on the window. */
export const pathOf = (file: File): string => window.lab.pathOf(file)
