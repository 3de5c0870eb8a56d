import type { Sliced } from '../../shared/agreement/sliced'

/** Thrown inside a question that nobody waits for any more. */
export class GivenUp extends Error {
  constructor() {
    super('the question was given up')
  }
}

/** Longest work between two looks at what else was asked, milliseconds. */
const SLICE_MS = 20

/** Run sliced work to its end and hear in between whether anybody still waits. Throws `GivenUp` when nobody does. */
export async function givingWay<T>(work: Sliced<T>, givenUp: () => boolean): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS
    do {
      const step = work.next()
      if (step.done) return step.value
    } while (performance.now() < until)
    await new Promise((resume) => setImmediate(resume))
    if (givenUp()) throw new GivenUp()
  }
}
