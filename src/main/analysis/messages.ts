import type { Result } from '../../shared/domain/problem'
import type { QuestionName } from './question'

/** What main says to the thread of analyses. */
export type ToThread =
  | {
      readonly type: 'ask'
      readonly id: number
      readonly folder: string
      readonly name: QuestionName
      readonly input: unknown
    }
  | { readonly type: 'give-up'; readonly id: number }
  | { readonly type: 'release' }

/** What the thread says to main. */
export type FromThread =
  | { readonly type: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly type: 'read'; readonly done: number; readonly total: number }
  | { readonly type: 'given-up'; readonly id: number }
  | { readonly type: 'threw'; readonly id: number; readonly message: string }
