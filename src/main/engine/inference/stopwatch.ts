export type Stage = 'decode' | 'preprocess' | 'inference' | 'output'

/** Seconds by stage. `take` hands them over and starts from zero, so that batches can be summed. */
export interface Stopwatch {
  time<T>(stage: Stage, work: () => T): T
  /** Count seconds that were measured elsewhere. */
  add(stage: Stage, more: number): void
  timeAsync<T>(stage: Stage, work: () => Promise<T>): Promise<T>
  take(): Readonly<Record<Stage, number>>
}

export function createStopwatch(): Stopwatch {
  let seconds: Record<Stage, number> = none()
  const since = (stage: Stage, start: number): void => {
    seconds[stage] += (performance.now() - start) / 1000
  }
  return {
    add(stage, more) {
      seconds[stage] += more
    },
    time(stage, work) {
      const start = performance.now()
      try {
        return work()
      } finally {
        since(stage, start)
      }
    },
    async timeAsync(stage, work) {
      const start = performance.now()
      try {
        return await work()
      } finally {
        since(stage, start)
      }
    },
    take() {
      const taken = seconds
      seconds = none()
      return taken
    }
  }
}

const none = (): Record<Stage, number> => ({ decode: 0, preprocess: 0, inference: 0, output: 0 })
