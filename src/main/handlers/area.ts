import type { CallName, CallOutput, CallParsed } from '../../shared/contract'
import type { Result } from '../../shared/domain/problem'

/** One function per call of the contract. */
export type Handlers = {
  readonly [N in CallName]: (input: CallParsed<N>) => Result<CallOutput<N>> | Promise<Result<CallOutput<N>>>
}

/** The part of the handlers that belongs to one area. */
export type Area<N extends CallName> = Pick<Handlers, N>
