import type { ShareCell } from '../../compare/report'
import { changeOfMeans } from '../change-of-means'

/** One answer that others gave too: when it was given, and by how much it lies above the mean of the others. */
export interface TimedDifference {
  readonly order: number
  readonly difference: number
}

/** Fewest answers in a third. */
const FEWEST = 5

/**
 * How an annotator's difference to the others changed over the order of work: its mean in the last third less that in
 * the first, in units of the scale; above 0 rates higher and higher. The interval takes units for independent.
 */
export function biasDrift(answers: readonly TimedDifference[]): ShareCell {
  const ordered = [...answers].sort((a, b) => a.order - b.order)
  const third = Math.floor(ordered.length / 3)
  if (third < FEWEST)
    return {
      value: null,
      reason: `Fewer than ${3 * FEWEST} units that others answered too and whose edit is in the history.`
    }
  if (new Set(ordered.map(({ order }) => order)).size < FEWEST)
    return { value: null, reason: 'The answers came all at once (an import), so there is no order of work.' }
  const values = ordered.map(({ difference }) => difference)
  return changeOfMeans(values.slice(0, third), values.slice(-third))
}
