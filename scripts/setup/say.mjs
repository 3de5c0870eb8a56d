// @ts-check

/** A failure that is explained to the user in one sentence (and, below it, the way out), without a stack. */
export class Stop extends Error {
  /** @param {string} message @param {string} [hint] */
  constructor(message, hint) {
    super(hint ? `${message}\n  ${hint}` : message)
  }
}

/**
 * Do one step of set-up and print one line about it: what it is, and what came of it.
 * @template T
 * @param {string} name
 * @param {(doing: (what: string) => void) => Promise<{ done: string, value?: T }>} work
 *   calls `doing` before anything slow; answers with what came of it
 * @returns {Promise<T | undefined>}
 */
export async function step(name, work) {
  const started = Date.now()
  const label = name.padEnd(14)
  let slow = false
  const { done, value } = await work((what) => {
    slow = true
    console.log(`  ${label} ${what} ...`)
  })
  console.log(`  ${label} ${done}${slow ? ` (${seconds(Date.now() - started)})` : ''}`)
  return value
}

/** @param {number} ms */
export const seconds = (ms) =>
  ms < 60_000
    ? `${(ms / 1000).toFixed(1)} s`
    : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
