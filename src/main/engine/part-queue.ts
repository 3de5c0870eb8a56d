import type { JobPart } from './protocol'

/** What main hands over piece by piece, kept until the job takes it. */
export interface PartQueue {
  /** A piece that came; undefined: that was all. */
  push(part: JobPart | undefined): void
  /** All pieces in their order, to the end. Rejects with the signal's reason when cancelled. */
  all(): AsyncIterable<JobPart>
}

/** A queue of the parts of one job. */
export function partQueue(signal: AbortSignal): PartQueue {
  const kept: JobPart[] = []
  let complete = false
  let wake: (() => void) | undefined
  return {
    push(part) {
      if (part) kept.push(part)
      else complete = true
      wake?.()
    },
    async *all() {
      const onAbort = (): void => wake?.()
      signal.addEventListener('abort', onAbort)
      try {
        for (;;) {
          signal.throwIfAborted()
          const part = kept.shift()
          if (part) yield part
          else if (complete) return
          else await new Promise<void>((resolve) => (wake = resolve))
        }
      } finally {
        signal.removeEventListener('abort', onAbort)
      }
    }
  }
}
