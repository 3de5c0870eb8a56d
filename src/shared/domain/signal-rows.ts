import { z } from 'zod'
import { Montage } from '../signal/montage'
import { SignalView } from '../signal/signal-view'
import { Id } from './id'

/** How a signal is seen, where somebody changed it; the id is that of its stream. */
export const StreamView = z.object({ id: Id, view: SignalView })
export type StreamView = z.infer<typeof StreamView>

/** A montage of the project. */
export const MontageRow = z.object({ id: Id, name: z.string(), document: Montage })
export type MontageRow = z.infer<typeof MontageRow>
