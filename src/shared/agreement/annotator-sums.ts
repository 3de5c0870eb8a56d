import type { Sliced } from './sliced'
import { weightOf, type AgreementUnits } from './units'

/** Sums of one annotator against all others. */
export interface AnnotatorSums {
  /** By label: ratings of the annotator where another rated too. */
  readonly own: Float64Array
  /** By label: mean share of the others on the same units. */
  readonly others: Float64Array
  /** What leaving the annotator out takes from the ratings by label, and from the disagreement within units. */
  readonly lessTotals: Float64Array
  lessApart: number
}

const SLICE = 16_384

/** Sums of every annotator over units with two or more labels. */
export function* annotatorSums(units: AgreementUnits): Sliced<readonly AnnotatorSums[]> {
  const { annotators, labels } = units
  const all = Array.from({ length: annotators }, (): AnnotatorSums => ({
    own: new Float64Array(labels),
    others: new Float64Array(labels),
    lessTotals: new Float64Array(labels),
    lessApart: 0
  }))
  const counts = new Float64Array(labels)
  for (let unit = 0; unit < units.count; unit++) {
    if (unit % SLICE === SLICE - 1) yield
    const from = unit * annotators
    counts.fill(0)
    let m = 0
    for (let a = 0; a < annotators; a++) {
      const code = units.codes[from + a] ?? -1
      if (code < 0) continue
      counts[code] = (counts[code] ?? 0) + 1
      m++
    }
    if (m < 2) continue
    const weight = weightOf(units, unit)
    let squares = 0
    for (let k = 0; k < labels; k++) squares += (counts[k] ?? 0) ** 2
    const apart = (m * m - squares) / (m - 1)
    for (let a = 0; a < annotators; a++) {
      const code = units.codes[from + a] ?? -1
      const sums = all[a]
      if (code < 0 || !sums) continue
      const own = counts[code] ?? 0
      // Without this annotator: a unit of two drops out, a larger one has one label less.
      const rest = m - 1
      const restSquares = squares - 2 * own + 1
      sums.lessApart += weight * (apart - (rest > 1 ? (rest * rest - restSquares) / (rest - 1) : 0))
      bump(sums.own, code, weight)
      for (let k = 0; k < labels; k++) {
        const n = counts[k] ?? 0
        if (n === 0) continue
        const others = k === code ? n - 1 : n
        bump(sums.others, k, (weight * others) / rest)
        bump(sums.lessTotals, k, weight * (rest > 1 ? n - others : n))
      }
    }
  }
  return all
}

const bump = (into: Float64Array, place: number, by: number): void => {
  into[place] = (into[place] ?? 0) + by
}
