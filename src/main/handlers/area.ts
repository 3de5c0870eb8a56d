import type { CallName, Handlers } from '../../shared/contract'

/** The part of the handlers that belongs to one area. */
export type Area<N extends CallName> = Pick<Handlers, N>
