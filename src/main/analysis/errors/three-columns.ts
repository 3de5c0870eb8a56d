import type { Sliced } from '../../../shared/agreement/sliced'
import type { ComparedItems } from '../../../shared/analysis/compared-items'
import type { ThreeColumns } from '../../../shared/analysis/versus/verdicts'
import type { VersusQuery } from '../../../shared/contract/analysis/versus'
import { fail, ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import type { Desk } from '../desk'

/** Two candidates' labels of the same reference segments. */
export interface ThreeSides {
  /** The comparison with A, and with B; their units are the same reference segments. */
  readonly a: ComparedItems
  readonly b: ComparedItems
  readonly labels: readonly string[]
  readonly columns: ThreeColumns
}

type Asked = Omit<VersusQuery, 'cluster' | 'seed'>

/** Pair both candidates with the reference; items are always its segments, so that they are the same for both. */
export function* threeSides(desk: Desk, { baselineId, ...query }: Asked): Sliced<Result<ThreeSides>> {
  const common = { ...query, mode: 'segments' as const }
  if (baselineId === query.candidateAuthorId)
    return fail('same-author', 'A and B are the same author.', 'Choose another one as A.')
  if (baselineId === query.referenceAuthorId)
    return fail(
      'same-author',
      'A is the reference itself, which is always right.',
      'Choose another one as A.'
    )
  const a = yield* desk.compared({ ...common, candidateAuthorId: baselineId })
  if (!a.ok) return a
  const b = yield* desk.compared(common)
  if (!b.ok) return b
  const [left, right] = [a.value, b.value]
  if (left.units.reference.length !== right.units.reference.length)
    return fail(
      'versus.different-items',
      'The two candidates answer different questions of the reference.',
      'Choose a label set under “Convention”.'
    )
  // A mapping may leave each candidate its own labels; what both know is compared.
  const labels = right.labels.map(({ id }) => id).filter((id) => left.labels.some((label) => label.id === id))
  const [toA, toB] = [placesOf(left, labels), placesOf(right, labels)]
  return ok({
    a: left,
    b: right,
    labels,
    columns: {
      classes: labels.length,
      truth: recoded(right.units.reference, toB),
      a: recoded(left.units.candidate, toA),
      b: recoded(right.units.candidate, toB),
      duration: right.units.duration
    }
  })
}

const placesOf = ({ labels }: ComparedItems, kept: readonly string[]): Int32Array =>
  Int32Array.from(labels, ({ id }) => kept.indexOf(id))

const recoded = (codes: Int32Array, places: Int32Array): Int32Array => codes.map((code) => places[code] ?? -1)
