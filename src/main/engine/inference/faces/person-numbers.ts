import type { TrackedFace } from './face-tracker'

/**
 * Decides which followed faces are people and numbers them from 1. A face seen fewer than `needed` times before it is
 * lost is taken for a false alarm and never shown, so its rows wait until that is known.
 */
export interface PersonNumbers {
  saw(sample: number, time: number, faces: readonly TrackedFace[]): void
  /** True once every one of these followed faces is either a person or lost. */
  decided(tracked: readonly number[]): boolean
  /** Number of a followed face; absent when it was a false alarm. Numbers are given in the order asked. */
  numberOf(tracked: number): number | undefined
  /** The video is over: everything is decided. */
  end(): void
}

export function createPersonNumbers(needed: number, gapMax: number, before: number): PersonNumbers {
  const seen = new Map<number, { count: number; last: number }>()
  const numbers = new Map<number, number>(Array.from({ length: before }, (_, index) => [index, index + 1]))
  let now = -Infinity
  const isPerson = (tracked: number): boolean =>
    numbers.has(tracked) || (seen.get(tracked)?.count ?? 0) >= needed
  const isLost = (tracked: number): boolean => now - (seen.get(tracked)?.last ?? -Infinity) > gapMax
  return {
    saw(_sample, time, faces) {
      now = time
      for (const { person } of faces)
        seen.set(person, { count: (seen.get(person)?.count ?? 0) + 1, last: time })
    },
    decided: (tracked) => tracked.every((person) => isPerson(person) || isLost(person)),
    numberOf(tracked) {
      if (!isPerson(tracked)) return undefined
      const number = numbers.get(tracked) ?? numbers.size + 1
      numbers.set(tracked, number)
      return number
    },
    end() {
      now = Infinity
    }
  }
}
