import { wilson } from '../../metrics/proportion-interval'
import type { Score } from '../../metrics/base/score'

/** What several raters said of the same items: items x raters, row-major codes; below 0: nothing. */
export interface Votes {
  readonly raters: number
  readonly classes: number
  readonly codes: Int32Array
}

/** How a rater fares against the others. */
export interface RaterQuality {
  /** Share of the rater's items with the label that most of the others gave; ties of the others are left out. */
  readonly withOthers: Score
  /** Share with the label that most of all raters gave, the rater included: higher by construction. */
  readonly withConsensus: Score
  readonly rated: number
  /** Items whose others are tied, or that nobody else rated. */
  readonly tied: number
}

/** Agreement of every rater with the consensus of the others and of all. */
export function raterQuality({ raters, classes, codes }: Votes): readonly RaterQuality[] {
  const items = raters === 0 ? 0 : codes.length / raters
  const hitOthers = new Float64Array(raters)
  const ofOthers = new Float64Array(raters)
  const hitAll = new Float64Array(raters)
  const ofAll = new Float64Array(raters)
  const rated = new Float64Array(raters)
  const counts = new Int32Array(classes)
  for (let i = 0; i < items; i++) {
    counts.fill(0)
    for (let r = 0; r < raters; r++) bump(counts, codes[i * raters + r] ?? -1, 1)
    const all = winner(counts)
    for (let r = 0; r < raters; r++) {
      const own = codes[i * raters + r] ?? -1
      if (own < 0 || own >= classes) continue
      add(rated, r)
      bump(counts, own, -1)
      const others = winner(counts)
      bump(counts, own, 1)
      if (others >= 0) {
        add(ofOthers, r)
        if (others === own) add(hitOthers, r)
      }
      if (all >= 0 && others !== NOBODY) {
        add(ofAll, r)
        if (all === own) add(hitAll, r)
      }
    }
  }
  return Array.from({ length: raters }, (_, r) => ({
    withOthers: wilson.compute(hitOthers[r] ?? 0, ofOthers[r] ?? 0),
    withConsensus: wilson.compute(hitAll[r] ?? 0, ofAll[r] ?? 0),
    rated: rated[r] ?? 0,
    tied: (rated[r] ?? 0) - (ofOthers[r] ?? 0)
  }))
}

const NOBODY = -2
const TIED = -1

/** The class with most votes; -1: tied, -2: no vote. */
function winner(counts: Int32Array): number {
  let best = NOBODY
  let most = 0
  for (let c = 0; c < counts.length; c++) {
    const own = counts[c] ?? 0
    if (own > most) {
      most = own
      best = c
    } else if (own === most && own > 0) best = TIED
  }
  return best
}

function bump(counts: Int32Array, at: number, by: number): void {
  if (at >= 0 && at < counts.length) counts[at] = (counts[at] ?? 0) + by
}

function add(column: Float64Array, at: number): void {
  column[at] = (column[at] ?? 0) + 1
}
