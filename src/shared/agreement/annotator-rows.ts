import type { ShareCell } from '../compare/report'
import type { Score } from '../metrics/base/score'
import type { AgreementInput } from './agreement-input'
import { annotatorSums, type AnnotatorSums } from './annotator-sums'
import { alphaFrom } from './nominal'
import type { AnnotatorRow, LabelBias, PairRow } from './report'
import type { Sliced } from './sliced'
import type { UnitSums } from './unit-sums'
import { DECLINED_LABEL, type AgreementUnits } from './units'

/** What each annotator did: how much, how long, which labels, and what the others come to without them. */
export function* annotatorRows(
  input: AgreementInput,
  units: AgreementUnits,
  sums: UnitSums,
  total: Float64Array,
  pairs: readonly PairRow[]
): Sliced<readonly AnnotatorRow[]> {
  const against = yield* annotatorSums(units)
  const spans = spanFacts(input)
  yield
  const totals = total.subarray(sums.totals, sums.totals + sums.k)
  let apart = 0
  for (let k = 0; k < sums.k; k++) apart += total[sums.apart + k] ?? 0
  return input.authorIds.map((authorId, a): AnnotatorRow => {
    const facts = spans[a] ?? { segments: 0, labelled: 0, declined: 0, length: 0, covered: 0 }
    const own = against[a]
    const length = input.recordings.reduce(
      (sum, { id, duration }) => sum + (input.tracked[a]?.has(id) ? duration : 0),
      0
    )
    const bias = own ? biasOf(own, input.labels) : []
    return {
      authorId,
      segments: facts.segments,
      labelled: facts.labelled,
      declined: facts.declined,
      meanSeconds: share(facts.length / 1e6, facts.labelled, 'There is no labelled segment.'),
      labelledShare: share(
        Math.min(facts.covered, length),
        length,
        'There is no track in the chosen recordings.'
      ),
      kappa: meanOf(pairs.filter(({ first, second }) => first === authorId || second === authorId)),
      alphaWithout:
        input.authorIds.length < 3
          ? { value: null, reason: 'Without this annotator there is only one left.' }
          : plain(own ? alphaFrom(less(totals, own.lessTotals), apart - own.lessApart) : undefined),
      bias,
      distance:
        bias.length === 0
          ? { value: null, reason: 'No other annotator labelled the same.' }
          : { value: bias.reduce((sum, { own: mine, others }) => sum + Math.abs(mine - others), 0) / 2 }
    }
  })
}

interface SpanFacts {
  segments: number
  labelled: number
  declined: number
  /** Summed length of the labelled segments, microseconds. */
  length: number
  /** Time under at least one label, microseconds. */
  covered: number
}

function spanFacts(input: AgreementInput): readonly SpanFacts[] {
  const facts = input.authorIds.map((): SpanFacts => ({
    segments: 0,
    labelled: 0,
    declined: 0,
    length: 0,
    covered: 0
  }))
  const spans = input.authorIds.map(() => new Map<string, [number, number][]>())
  for (const { author, recordingId, start, end, code } of input.segments) {
    const own = facts[author]
    if (!own) continue
    own.segments++
    if (code === DECLINED_LABEL) own.declined++
    // A label that is not compared is a label all the same.
    if (code === DECLINED_LABEL || code === -1) continue
    own.labelled++
    own.length += end - start
    const list = spans[author]?.get(recordingId)
    if (list) list.push([start, end])
    else spans[author]?.set(recordingId, [[start, end]])
  }
  facts.forEach((own, a) => {
    for (const list of spans[a]?.values() ?? []) own.covered += covered(list)
  })
  return facts
}

/** Length of the union of spans. */
function covered(spans: [number, number][]): number {
  spans.sort((a, b) => a[0] - b[0])
  let sum = 0
  let until = -Infinity
  for (const [start, end] of spans) {
    if (end <= until) continue
    sum += end - Math.max(start, until)
    until = end
  }
  return sum
}

function biasOf({ own, others }: AnnotatorSums, labels: readonly string[]): readonly LabelBias[] {
  const mine = own.reduce((sum, value) => sum + value, 0)
  const theirs = others.reduce((sum, value) => sum + value, 0)
  if (mine === 0 || theirs === 0) return []
  return labels.map((label, k) => ({
    label,
    own: (own[k] ?? 0) / mine,
    others: (others[k] ?? 0) / theirs
  }))
}

function less(totals: Float64Array, by: Float64Array): Float64Array {
  return totals.map((value, k) => {
    const rest = value - (by[k] ?? 0)
    // Sums of many microseconds carry rounding; what is left of nothing is nothing.
    return Math.abs(rest) < 1e-6 ? 0 : rest
  })
}

function meanOf(pairs: readonly PairRow[]): ShareCell {
  const values = pairs.flatMap(({ kappa }) => (kappa.value === null ? [] : [kappa.value]))
  return values.length === 0
    ? { value: null, reason: pairs[0]?.kappa.reason ?? 'There is no other annotator.' }
    : { value: values.reduce((sum, value) => sum + value, 0) / values.length }
}

const share = (above: number, below: number, reason: string): ShareCell =>
  below > 0 ? { value: above / below } : { value: null, reason }

const plain = (score: Score | undefined): ShareCell =>
  score === undefined || score.value === null
    ? { value: null, reason: score?.reason ?? 'There is nothing to compare.' }
    : { value: score.value }
