import { getPriority, setPriority } from 'node:os'

/** Enough that preparing pictures rarely takes a core from the model, little enough that it still gets its share. */
const STEPS = 5
const LEAST = 19

/**
 * Let this thread step back behind the one in which models run, where both want the same core: what it prepares is ready
 * in time in any case, while every moment that the model waits is lost. On Linux only, where threads have priorities of
 * their own; elsewhere it would be the whole process that steps back.
 */
export function stepBack(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(0, Math.min(LEAST, getPriority(0) + STEPS))
  } catch {
    // A system that forbids it shares its cores as it did.
  }
}
