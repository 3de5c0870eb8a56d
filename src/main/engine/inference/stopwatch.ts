export type Stage = 'decode' | 'preprocess' | 'inference' | 'output'

/** Seconds by stage. `take` hands them over and starts from zero, so that batches can be summed. */
export interface Stopwatch {
  time<T>(stage: Stage, work: () => T): T
  timeAsync<T>(stage: Stage, work: () => Promise<T>): Promise<T>
  take(): Readonly<Record<Stage, number>>
}

export function createStopwatch(): Stopwatch {
  let seconds: Record<Stage, number> = none()
  const add = (stage: Stage, since: number): void => {
    seconds[stage] += (performance.now() - since) / 1000
  }
  return {
    time(stage, work) {
      const start = performance.now()
      try {
        return work()
      } finally {
        add(stage, start)
      }
    },
    async timeAsync(stage, work) {
      const start = performance.now()
      try {
        return await work()
      } finally {
        add(stage, start)
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
