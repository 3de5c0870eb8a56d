import type { PairedUnits } from '../compare/pair-authors'
import type { AxisLabel } from '../compare/label-codes'
import type { Segment, Track } from '../domain/rows'
import type { MappingReport } from '../mapping/label-mapper'

/** What two authors said of the same items, as columns over the units of a comparison. */
export interface ComparedItems {
  readonly units: PairedUnits
  /** Units that count, ascending: both sides have a label on the axes. */
  readonly rows: Int32Array
  /** The axes in the order of the scheme. */
  readonly labels: readonly (AxisLabel & { readonly name: string })[]
  /** Persons that units are about, and the place of each unit's among them; -1: nobody is named. */
  readonly persons: readonly string[]
  readonly person: Int32Array
  /** The stored segments of a unit. */
  readonly own: (unit: number) => Segment | undefined
  readonly other: (unit: number) => Segment | undefined
  /** Tracks of both sides by id. */
  readonly tracks: ReadonlyMap<string, Track>
  /** Place on the axes of a label that the candidate uses on a track; -1 where it has none. */
  readonly candidateAxis: (trackId: string, label: string) => number
  readonly schemeId: string
  readonly attributeId?: string
  readonly mapping?: MappingReport
}

/** Units of a comparison that count: those with a label of the axes on both sides. */
export function countedUnits({ labels, reference, candidate }: PairedUnits): Int32Array {
  const k = labels.length
  const counts = (unit: number): boolean => inAxes(reference[unit], k) && inAxes(candidate[unit], k)
  let n = 0
  for (let unit = 0; unit < reference.length; unit++) if (counts(unit)) n++
  const rows = new Int32Array(n)
  for (let unit = 0, at = 0; unit < reference.length; unit++) if (counts(unit)) rows[at++] = unit
  return rows
}

const inAxes = (code: number | undefined, k: number): boolean => code !== undefined && code >= 0 && code < k

/**
 * What the candidate gave to every label: one row of `labels.length` numbers for each of `rows`, in their order. They are
 * the scores of the candidate segment that overlaps most among those with the winning label; scores of several labels
 * that meet on one axis add up. A row is NaN where that segment has no scores; an axis that it does not score is 0.
 */
export function candidateScores(items: ComparedItems): Float32Array<ArrayBuffer> {
  const { rows, labels, other, candidateAxis } = items
  const k = labels.length
  const table = new Float32Array(rows.length * k)
  rows.forEach((unit, row) => {
    const segment = other(unit)
    const scores = segment?.scores
    if (!scores) {
      table.fill(NaN, row * k, (row + 1) * k)
      return
    }
    for (const label in scores) {
      const axis = candidateAxis(segment.trackId, label)
      const at = row * k + axis
      if (axis >= 0) table[at] = (table[at] ?? 0) + (scores[label] ?? 0)
    }
  })
  return table
}
