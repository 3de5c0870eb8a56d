import { setImmediate } from 'node:timers/promises'
import type { Sliced } from '../../shared/agreement/sliced'

/** Longest time between two moments in which the engine hears messages, a cancel among them. */
const SLICE_MS = 20

/** Run sliced work to its end; other jobs go on in between. Rejects with the signal's reason when cancelled. */
export async function inSlices<T>(work: Sliced<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS
    do {
      const step = work.next()
      if (step.done) return step.value
    } while (performance.now() < until)
    await setImmediate()
    signal.throwIfAborted()
  }
}
