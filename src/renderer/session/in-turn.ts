import type { Micros } from '../../shared/domain/time'
import { clock } from './clock'

interface Waiting {
  readonly work: () => unknown
  readonly pressedAt: Micros | undefined
  readonly done: (result: unknown) => void
  readonly failed: (error: unknown) => void
}

const waiting: Waiting[] = []
let busy = false
let pressedAt: Micros | undefined

/**
 * Do what a key asks for after what the keys before it asked for, so that keys pressed quickly each see the edit
 * before them: a digit labels the segment that was made a moment ago. Runs at once when nothing is under way.
 */
export function inTurn(work: () => unknown): unknown {
  const at = clock.state().playing ? clock.get() : undefined
  if (!busy) return start(work, at)
  return new Promise((done, failed) => waiting.push({ work, pressedAt: at, done, failed }))
}

/** Time that the key under way was pressed at: the clock, which has gone on meanwhile only while playing. Read it before the first `await`. */
export const pressTime = (): Micros => pressedAt ?? clock.get()

function start(work: () => unknown, at: Micros | undefined): unknown {
  pressedAt = at
  let result: unknown
  try {
    result = work()
  } finally {
    pressedAt = undefined
  }
  if (!(result instanceof Promise)) return result
  busy = true
  return result.finally(next)
}

function next(): void {
  busy = false
  while (!busy) {
    const turn = waiting.shift()
    if (!turn) return
    try {
      const result = start(turn.work, turn.pressedAt)
      if (result instanceof Promise) result.then(turn.done, turn.failed)
      else turn.done(result)
    } catch (error) {
      turn.failed(error)
    }
  }
}
