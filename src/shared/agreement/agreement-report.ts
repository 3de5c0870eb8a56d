import type { ShareCell } from '../compare/report'
import type { IntervalOrReason } from '../metrics/base/cluster-bootstrap'
import type { MetricText } from '../metrics/base/metric'
import type { Score } from '../metrics/base/score'
import type { AgreementInput } from './agreement-input'
import { annotatorRows } from './annotator-rows'
import { addBoundaries, BOUNDARY_SUMS } from './boundary-sums'
import * as boundary from './boundary-sums'
import { boundaryTexts, cardTexts } from './card-texts'
import { leftOutOf, ONE_LABEL_ONLY } from './left-out'
import { matchedUnits } from './matched-units'
import * as nominal from './nominal'
import type { AgreementCard, AgreementReport, LabelRow, PairRow, PartRow } from './report'
import type { Sliced } from './sliced'
import { sumBootstrap } from './sum-bootstrap'
import { timeUnits } from './time-units'
import { addUnits, unitSums, type UnitSums } from './unit-sums'
import { matchedPersonConvention, unitConvention, unitPersonConvention, type AgreementUnits } from './units'

/** Units of the convention asked for. */
export const unitsOf = (
  input: Pick<AgreementInput, 'segments' | 'authorIds' | 'labels' | 'recordings' | 'unit' | 'least'>
): Sliced<AgreementUnits> => {
  const common = {
    segments: input.segments,
    annotators: input.authorIds.length,
    labels: input.labels.length,
    recordingIds: input.recordings.map(({ id }) => id)
  }
  return input.unit === 'time' ? timeUnits(common) : matchedUnits({ ...common, least: input.least })
}

/** Everything about how far annotators agree; plain data. */
export function* agreementReport(input: AgreementInput, units: AgreementUnits): Sliced<AgreementReport> {
  const { authorIds, labels } = input
  const sums = unitSums(labels.length, authorIds.length)
  const boundaryFrom = sums.length
  const length = boundaryFrom + sums.pairs.length * BOUNDARY_SUMS
  const index = new Map(units.recordings.map((id, i) => [id, i]))
  const vectors = units.recordings.map(() => new Float64Array(length))
  yield* addUnits(units, sums, vectors, (unit) => units.recording[unit] ?? -1)
  yield* addBoundaries(
    {
      segments: input.segments,
      annotators: authorIds.length,
      pairs: sums.pairs,
      tolerance: input.tolerance,
      durations: Object.fromEntries(
        input.recordings.filter(({ duration }) => duration > 0).map(({ id, duration }) => [id, duration])
      )
    },
    (recordingId) => {
      const vector = vectors[index.get(recordingId) ?? -1]
      return vector && { vector, from: boundaryFrom }
    }
  )
  const total = addAll(vectors, length)
  const statistics = statisticsOf(sums, boundaryFrom)
  const values = statistics.map((statistic) => statistic(total))
  const intervals = yield* resample(input, units, vectors, (sum) =>
    statistics.map((statistic) => statistic(sum).value)
  )
  let at = 0
  const take = (): ShareCell => cell(values[at], intervals?.[at++] ?? { reason: SWITCHED_OFF })

  const scale = input.unit === 'time' ? 1e6 : 1
  const amount = (place: number): number => (total[place] ?? 0) / scale
  const leftOut = leftOutOf(input, units, sums, total)
  const personConvention = input.unit === 'time' ? unitPersonConvention : matchedPersonConvention
  const convention = `${unitConvention(input.unit, input.least)} ${personConvention}`
  const unitName = input.unit === 'time' ? 's' : 'units'
  const card = (
    text: MetricText,
    n: number,
    unit: string,
    extra: AgreementCard['leftOut'] = []
  ): AgreementCard => ({
    ...pick(text),
    ...asCard(take()),
    n,
    unit,
    leftOut: [...leftOut, ...extra]
  })
  const full = amount(sums.full)
  const n = amount(sums.pairable)
  const cards = cardTexts.map((text) =>
    text.id === 'fleiss_kappa'
      ? card(
          text,
          full,
          unitName,
          n > full
            ? [
                {
                  reason: `Not labelled by all ${authorIds.length} annotators.`,
                  count: n - full,
                  unit: unitName
                }
              ]
            : []
        )
      : card(text, n, unitName)
  )
  const used = sums.pairs.reduce(
    (sum, _, pair) => sum + boundary.pairSegmentsUsed(total, boundaryFrom + pair * BOUNDARY_SUMS),
    0
  )
  const boundaryCards = boundaryTexts(input.tolerance).map((text): AgreementCard => ({
    ...pick(text),
    ...asCard(take()),
    n: used,
    unit: 'segments (each once in every pair)',
    leftOut: leftOut.filter(({ reason }) => reason !== ONE_LABEL_ONLY)
  }))
  const labelRows = labels.map((label, k): LabelRow => ({
    label,
    alpha: take(),
    agreement: take(),
    n: amount(sums.totals + k)
  }))
  const pairs = sums.pairs.map(([a, b], pair): PairRow => {
    const weight = nominal.pairWeight(total, sums, pair) / scale
    return {
      first: authorIds[a] ?? '',
      second: authorIds[b] ?? '',
      kappa: take(),
      agreement: take(),
      boundaryF1: take(),
      n: weight,
      different: weight - amount(sums.table(pair).equal)
    }
  })
  return {
    unit: input.unit,
    convention,
    authorIds,
    labels,
    n,
    different: amount(sums.split),
    leftOut,
    cards,
    boundaryCards,
    pairs,
    labelRows,
    persons: yield* personRows(units, labels.length, scale),
    recordings: partRows(sums, vectors, units.recordings, scale),
    annotators: yield* annotatorRows(input, units, sums, total, pairs),
    unmapped: input.unmapped
  }
}

const SWITCHED_OFF = 'Resampling is switched off.'

/** All numbers that get an interval, in the order in which the report takes them. */
function statisticsOf(s: UnitSums, boundaryFrom: number): ((v: Float64Array) => Score)[] {
  const pairs = [...s.pairs.keys()]
  const from = (pair: number): number => boundaryFrom + pair * BOUNDARY_SUMS
  const meanOver =
    (of: (v: Float64Array, from: number) => Score) =>
    (v: Float64Array): Score =>
      meanOf(pairs.map((pair) => of(v, from(pair))))
  return [
    (v) => nominal.alphaOf(v, s),
    (v) => nominal.fleissOf(v, s),
    (v) => nominal.meanKappa(v, s),
    (v) => nominal.agreementOf(v, s),
    (v) => nominal.ac1Of(v, s),
    meanOver(boundary.pairBoundarySimilarity),
    meanOver(boundary.pairBoundaryF1),
    meanOver(boundary.pairOverlap),
    ...Array.from({ length: s.k }, (_, k) => [
      (v: Float64Array) => nominal.labelAlpha(v, s, k),
      (v: Float64Array) => nominal.labelAgreement(v, s, k)
    ]).flat(),
    ...pairs.flatMap((pair) => [
      (v: Float64Array) => nominal.pairKappa(v, s, pair),
      (v: Float64Array) => nominal.pairAgreement(v, s, pair),
      (v: Float64Array) => boundary.pairBoundaryF1(v, from(pair))
    ])
  ]
}

function meanOf(scores: readonly Score[]): Score {
  const values = scores.flatMap(({ value }) => (value === null ? [] : [value]))
  if (values.length === 0)
    return scores[0]?.value === null ? scores[0] : { value: null, reason: nominal.NO_PAIR }
  return { value: values.reduce((sum, value) => sum + value, 0) / values.length }
}

function* resample(
  input: AgreementInput,
  units: AgreementUnits,
  vectors: readonly Float64Array[],
  statistics: (sum: Float64Array) => (number | null)[]
): Sliced<IntervalOrReason[] | undefined> {
  if (input.bootstrap === false) return undefined
  const group = new Map(input.recordings.map(({ id, group: name }) => [id, name ?? id]))
  const grouped = new Map<string, Float64Array[]>()
  units.recordings.forEach((id, i) => {
    const vector = vectors[i]
    if (!vector || !vector.some((value) => value !== 0)) return
    const key = group.get(id) ?? id
    grouped.set(key, [...(grouped.get(key) ?? []), vector])
  })
  const noun = input.recordings.some(({ group: name }) => name !== undefined)
    ? 'groups of recordings'
    : 'recordings'
  const length = vectors[0]?.length ?? 0
  return yield* sumBootstrap(
    [...grouped.values()].map((list) => addAll(list, length)),
    statistics,
    { noun, ...input.bootstrap }
  )
}

function addAll(vectors: readonly Float64Array[], length: number): Float64Array {
  const total = new Float64Array(length)
  for (const vector of vectors) for (let i = 0; i < length; i++) total[i] = (total[i] ?? 0) + (vector[i] ?? 0)
  return total
}

function cell(value: Score | undefined, interval: IntervalOrReason): ShareCell & { intervalReason?: string } {
  if (!value || value.value === null) return { value: null, reason: value?.reason ?? nominal.NO_PAIR }
  return 'low' in interval
    ? { value: value.value, interval }
    : { value: value.value, intervalReason: interval.reason }
}

const asCard = (
  share: ShareCell & { intervalReason?: string }
): Pick<AgreementCard, 'value' | 'reason' | 'interval' | 'intervalReason'> => ({
  ...share,
  ...(share.value === null ? { intervalReason: share.reason } : {})
})

const pick = ({ id, name, definition, convention, source, missingPolicy }: MetricText): MetricText => ({
  id,
  name,
  definition,
  convention,
  source,
  missingPolicy
})

const plain = (score: Score): ShareCell =>
  score.value === null ? { value: null, reason: score.reason } : { value: score.value }

/** Recordings, lowest alpha first; those without one last, by agreement. */
function partRows(
  s: UnitSums,
  vectors: readonly Float64Array[],
  ids: readonly (string | undefined)[],
  scale: number
): PartRow[] {
  const rows = vectors.flatMap((v, i): PartRow[] => {
    const n = (v[s.pairable] ?? 0) / scale
    return n === 0
      ? []
      : [
          {
            id: ids[i],
            alpha: plain(nominal.alphaOf(v, s)),
            agreement: plain(nominal.agreementOf(v, s)),
            n,
            different: (v[s.split] ?? 0) / scale
          }
        ]
  })
  const rank = (value: number | null): number => value ?? Infinity
  return rows.sort((a, b) =>
    a.alpha.value === b.alpha.value
      ? rank(a.agreement.value) - rank(b.agreement.value)
      : rank(a.alpha.value) - rank(b.alpha.value)
  )
}

function* personRows(units: AgreementUnits, labels: number, scale: number): Sliced<PartRow[]> {
  const sums = unitSums(labels, units.annotators, false)
  const vectors = [undefined, ...units.persons].map(() => new Float64Array(sums.length))
  yield* addUnits(units, sums, vectors, (unit) => (units.person[unit] ?? -1) + 1)
  return partRows(sums, vectors, [undefined, ...units.persons], scale)
}
