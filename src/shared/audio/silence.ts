/** Silent stretches of a sound by the level of its frames. */
export interface Silence {
  /** Level at and below which a frame is silent. */
  readonly threshold: number
  /** Silent frames / all frames. */
  readonly ratio: number
  /** Runs of silent frames, [from, to). */
  readonly runs: readonly (readonly [from: number, to: number])[]
  /** Mean length of a run in frames; 0 without one. */
  readonly meanFrames: number
}

/**
 * Frames at or below `factor` times the mean level are silent (Atmaja & Akagi 2020, APSIPA). Undefined without a frame.
 * A sound of zeros is silent all over.
 */
export function silence(levels: ArrayLike<number>, factor: number): Silence | undefined {
  const count = levels.length
  if (count === 0) return undefined
  let total = 0
  for (let i = 0; i < count; i++) total += levels[i] ?? 0
  const threshold = (factor * total) / count
  const runs: [number, number][] = []
  let silent = 0
  let from = -1
  for (let i = 0; i <= count; i++) {
    const quiet = i < count && (levels[i] ?? 0) <= threshold
    if (quiet) silent++
    if (quiet && from < 0) from = i
    if (!quiet && from >= 0) {
      runs.push([from, i])
      from = -1
    }
  }
  return { threshold, ratio: silent / count, runs, meanFrames: runs.length === 0 ? 0 : silent / runs.length }
}
