import type { Sliced } from '../../shared/agreement/sliced'
import type { CallName, CallOutput, CallParsed } from '../../shared/contract'
import type { Result } from '../../shared/domain/problem'
import type { Desk } from './desk'

/** Calls that are answered in the thread of analyses. */
export type QuestionName = Extract<
  CallName,
  `analysis.${string}` | 'compare.report' | 'compare.items' | 'compare.diarization'
>

/** One question: what a project's rows answer to it, in slices. */
export type Question<N extends QuestionName> = (
  desk: Desk,
  input: CallParsed<N>
) => Sliced<Result<CallOutput<N>>>

/** Every question by its name; the compiler says when a call has none. */
export type Questions = { readonly [N in QuestionName]: Question<N> }
