import type { Sliced } from '../../shared/agreement/sliced'

/** Longest time that one slice may hold the process; the window's calls wait for at most this and one step. */
const SLICE_MS = 6

/** Run sliced work to its end and let other work in between. */
export async function inSlices<T>(work: Sliced<T>): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS
    do {
      const step = work.next()
      if (step.done) return step.value
    } while (performance.now() < until)
    await new Promise((resume) => setImmediate(resume))
  }
}
