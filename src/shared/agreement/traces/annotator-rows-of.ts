import type { ShareCell } from '../../compare/report'
import type { Sliced } from '../sliced'
import type { RatingRows } from './rating-rows'
import { addRow, alphaOf, ratingSums } from './rating-sums'
import type { TraceAgreementInput, TraceAnnotatorRow, TracePairRow } from './trace-agreement'

/** Rows between two pauses. */
const SLICE = 5000

/** What each annotator did: how much, where on the scale, how far from the others, and what the others are without them. */
export function* annotatorRowsOf(
  { authorIds }: Pick<TraceAgreementInput, 'authorIds'>,
  rows: RatingRows,
  pairs: readonly Pick<TracePairRow, 'first' | 'second' | 'ccc'>[],
  stepSeconds = 1
): Sliced<readonly TraceAnnotatorRow[]> {
  const made: TraceAnnotatorRow[] = []
  for (const [a, authorId] of authorIds.entries()) {
    const own = rows.columns[a] ?? new Float64Array()
    const { mean, deviation } = spreadOf(own)
    const with_ = pairs.filter(({ first, second }) => first === authorId || second === authorId)
    const cccs = with_.flatMap(({ ccc }) => (ccc.value === null ? [] : [ccc.value]))
    const bias = biasOf(rows, a)
    yield
    const without = yield* alphaWithout(rows, a)
    made.push({
      authorId,
      rated: (rows.rated[a] ?? 0) * stepSeconds,
      mean,
      deviation,
      bias,
      ccc:
        cccs.length === 0
          ? { value: null, reason: with_[0]?.ccc.reason ?? 'There is no other annotator.' }
          : { value: cccs.reduce((sum, value) => sum + value, 0) / cccs.length },
      alphaWithout: without
    })
    yield
  }
  return made
}

function spreadOf(values: Float64Array): { readonly mean: number | null; readonly deviation: number | null } {
  const present = values.filter((value) => !Number.isNaN(value))
  if (present.length === 0) return { mean: null, deviation: null }
  const mean = present.reduce((sum, value) => sum + value, 0) / present.length
  const squares = present.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, deviation: present.length < 2 ? null : Math.sqrt(squares / (present.length - 1)) }
}

/** Mean of own value less the mean of the others, over steps that others rated too. */
function biasOf({ columns, count }: RatingRows, a: number): number | null {
  let total = 0
  let n = 0
  for (let i = 0; i < count; i++) {
    const own = columns[a]?.[i] ?? NaN
    if (Number.isNaN(own)) continue
    let others = 0
    let m = 0
    columns.forEach((column, b) => {
      const value = column[i] ?? NaN
      if (b === a || Number.isNaN(value)) return
      others += value
      m++
    })
    if (m === 0) continue
    total += own - others / m
    n++
  }
  return n === 0 ? null : total / n
}

function* alphaWithout({ columns, count }: RatingRows, a: number): Sliced<ShareCell> {
  if (columns.length < 3) return { value: null, reason: 'Without this annotator there is only one left.' }
  const sums = ratingSums(0)
  const vector = new Float64Array(sums.length)
  const row = new Float64Array(columns.length - 1)
  for (let i = 0; i < count; i++) {
    if (i % SLICE === SLICE - 1) yield
    let at = 0
    columns.forEach((column, b) => {
      if (b !== a) row[at++] = column[i] ?? NaN
    })
    addRow(sums, vector, row, 0, undefined)
  }
  const value = alphaOf(vector, sums)
  return value === null
    ? { value, reason: 'The others never rated the same time, or did not vary.' }
    : { value }
}
