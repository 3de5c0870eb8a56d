import type { Result } from '../../../shared/domain/problem'
import type { ModelSession, RunMemory, RunResult, SessionRequest, Tensors } from './session'

/** What is asked of the thread in which models run; each is answered once, by `id`. */
export type ToThread =
  | { readonly id: number; readonly kind: 'open'; readonly request: SessionRequest }
  | {
      readonly id: number
      readonly kind: 'run'
      readonly session: number
      readonly feeds: Tensors
      readonly outputs: readonly string[]
      readonly memory?: RunMemory
    }
  | { readonly id: number; readonly kind: 'dispose'; readonly session: number }

export type FromThread =
  | { readonly kind: 'ready' }
  | { readonly kind: 'opened'; readonly id: number; readonly result: Result<OpenedInThread> }
  | { readonly kind: 'ran'; readonly id: number; readonly result: RunResult }
  | { readonly kind: 'disposed'; readonly id: number }
  | { readonly kind: 'threw'; readonly id: number; readonly message: string }

export type OpenedInThread = Pick<ModelSession, 'choice' | 'outputNames'> & { readonly session: number }
