/** Thrown inside a request that nobody waits for any more. */
export class GivenUp extends Error {
  constructor() {
    super('the request was given up')
  }
}

/** Lets others be heard in the midst of a long request. Throws `GivenUp` when this one is superseded. */
export type Pause = () => Promise<void>

/** Milliseconds of work after which a pause really is one. */
const WORK_MS = 8

/** A pause for one request. */
export function pauses(givenUp: () => boolean): Pause {
  let since = performance.now()
  return async () => {
    if (performance.now() - since > WORK_MS) {
      await new Promise((resolve) => setImmediate(resolve))
      since = performance.now()
    }
    if (givenUp()) throw new GivenUp()
  }
}
