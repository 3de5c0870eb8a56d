import type { CallName, CallOutput, CallParsed } from '../../shared/contract'
import type { Result } from '../../shared/domain/problem'
import { appHandlers } from './app'
import { compareHandlers } from './compare'
import type { HandlerContext } from './context'
import { editHandlers } from './edit'
import { exportHandlers } from './export'
import { predictionHandlers } from './prediction'
import { projectHandlers } from './project'
import { recordingHandlers } from './recording'
import { taskHandlers } from './tasks'

/** One function per call of the contract. */
export type Handlers = {
  readonly [N in CallName]: (input: CallParsed<N>) => Result<CallOutput<N>> | Promise<Result<CallOutput<N>>>
}
/** The part of the handlers that belongs to one area. */
export type Area<N extends CallName> = Pick<Handlers, N>

/** All handlers; the compiler says when a call of the contract has none. */
export function buildHandlers(context: HandlerContext): Handlers {
  return {
    ...appHandlers(context),
    ...projectHandlers(context),
    ...recordingHandlers(context),
    ...editHandlers(context),
    ...predictionHandlers(context),
    ...taskHandlers(context),
    ...compareHandlers(context),
    ...exportHandlers(context)
  }
}
