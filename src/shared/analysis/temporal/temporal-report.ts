import type { Sliced } from '../../agreement/sliced'
import { sumBootstrap } from '../../agreement/sum-bootstrap'
import type { LeftOut, NumberCard } from '../../compare/report'
import type { TimedPlace, TimedSegment } from '../../compare/timed-sides'
import {
  averagePrecisions,
  type DetectionPrecision,
  type ScoredLabel
} from '../../metrics/detection-precision'
import { FEWEST_CLUSTERS } from '../traces/compare-traces'
import { edgeErrors, type EdgeErrors } from './edge-errors'
import { noPlaces, placeSums, sumOf, temporalMeasures, temporalNumbers, eventsOnly } from './place-sums'
import type { PlaceSettings } from './place-sums'
import { placeEvents } from './segment-events'
import type { SegmentEvent, SegmentEventKind, SegmentHit } from './segment-events'
import { precisionCards, temporalCard } from './temporal-cards'

export interface TemporalInput extends PlaceSettings {
  readonly places: readonly TimedPlace[]
  /** Length of each recording, µs, and what is drawn again for intervals: its speaker, or itself. */
  readonly recordings: ReadonlyMap<string, { readonly duration: number; readonly cluster: string }>
  /** tIoU of a hit in the tables, 0..1. */
  readonly overlap: number
  readonly leftOut: readonly LeftOut[]
}

/** One label. */
export interface TemporalLabelRow {
  readonly label: string
  readonly reference: number
  readonly candidate: number
  readonly hits: number
  readonly f1: number | null
  /** Average precision at the overlap of the tables; null where the reference does not have the label. */
  readonly precision: number | null
  readonly events: Readonly<Record<SegmentEventKind, number>>
}

/** Where the candidate's segments lie, against the reference's; JSON-safe. */
export interface TemporalReport {
  readonly cards: readonly NumberCard[]
  readonly labels: readonly TemporalLabelRow[]
  /** Of all labels; a merged or split event counts once. */
  readonly events: Readonly<Record<SegmentEventKind, number>>
  readonly hits: number
  readonly start: EdgeErrors
  readonly end: EdgeErrors
  /** Reference segments that are events. */
  readonly n: number
  readonly recordings: number
  readonly leftOut: readonly LeftOut[]
}

/** A report with what it was made from, for the moments behind its numbers. */
export interface TemporalFound {
  readonly report: TemporalReport
  readonly events: readonly SegmentEvent[]
  readonly hits: readonly SegmentHit[]
  /** Recording of each hit. */
  readonly hitPlaces: readonly TimedPlace[]
}

/** Thresholds over which mAP is averaged. */
const PRECISION_OVERLAPS = [0.3, 0.4, 0.5, 0.6, 0.7] as const

/** Everything about how well two authors' segments lie over each other in time. */
export function* temporalReport(input: TemporalInput): Sliced<TemporalFound> {
  const { places, recordings, overlap, background } = input
  const clusters = new Map<string, Float64Array>()
  const total = noPlaces()
  const events: SegmentEvent[] = []
  const hits: SegmentHit[] = []
  const hitPlaces: TimedPlace[] = []
  const ownPlaces: TimedPlace[] = []
  for (const place of places) {
    const { duration = 0, cluster = place.recordingId } = recordings.get(place.recordingId) ?? {}
    const own = eventsOnly(place, background)
    ownPlaces.push(own)
    const vector = placeSums(place, own, duration, input)
    add(total, vector)
    const sums = clusters.get(cluster) ?? noPlaces()
    clusters.set(cluster, sums)
    add(sums, vector)
    const found = placeEvents(own, overlap)
    for (const event of found.events) events.push(event)
    for (const hit of found.hits) {
      hits.push(hit)
      hitPlaces.push(place)
    }
    yield
  }
  const precisions = yield* precisionsOf(ownPlaces, overlap)
  const few = clusters.size < FEWEST_CLUSTERS
  const drawn = few
    ? []
    : yield* sumBootstrap(
        [...clusters.values()],
        (vector) => {
          const numbers = temporalNumbers(vector)
          return temporalMeasures.map((measure) => numbers[measure])
        },
        {
          noun:
            clusters.size < new Set(places.map((place) => place.recordingId)).size ? 'groups' : 'recordings'
        }
      )
  const none = { reason: 'Fewer than five recordings or speakers: too few to draw from.' }
  const intervals = few ? temporalMeasures.map(() => none) : drawn
  const numbers = temporalNumbers(total)
  const n = sumOf(total, 'reference')
  const about = { n, leftOut: input.leftOut, settings: input }
  return {
    report: {
      cards: [
        ...temporalMeasures.map((measure, m) =>
          temporalCard(measure, { ...about, value: numbers[measure], interval: intervals[m] })
        ),
        ...precisionCards(
          PRECISION_OVERLAPS.map((at) => ({ overlap: at, mean: precisions.get(at)?.mean ?? null })),
          about
        )
      ],
      labels: labelRows(ownPlaces, events, hits, precisions.get(overlap)),
      events: countEvents(events),
      hits: hits.length,
      start: edgeErrors(hits.map(({ reference, candidate }) => candidate.start - reference.start)),
      end: edgeErrors(hits.map(({ reference, candidate }) => candidate.end - reference.end)),
      n,
      recordings: new Set(places.map((place) => place.recordingId)).size,
      leftOut: input.leftOut
    },
    events,
    hits,
    hitPlaces
  }
}

/** Average precision of every label of the reference at every threshold that is shown. Candidates without a score count as sure. */
function* precisionsOf(
  places: readonly TimedPlace[],
  overlap: number
): Sliced<ReadonlyMap<number, DetectionPrecision>> {
  const located = (side: 'reference' | 'candidate') => {
    const found = new Map<string, ScoredLabel[]>()
    places.forEach((place, at) => {
      const recording = String(at)
      for (const { start, end, label, confidence } of place[side]) {
        const list = found.get(label) ?? []
        if (list.length === 0) found.set(label, list)
        list.push({ start, end, label, recording, score: confidence ?? 1 })
      }
    })
    return found
  }
  const own = located('reference')
  yield
  const theirs = located('candidate')
  yield
  const thresholds = [...new Set([...PRECISION_OVERLAPS, overlap])]
  const perLabel: Record<string, readonly number[]> = {}
  for (const [label, segments] of own) {
    perLabel[label] = averagePrecisions(segments, theirs.get(label) ?? [], thresholds)
    yield
  }
  return new Map(
    thresholds.map((threshold, t) => {
      const values = Object.entries(perLabel).map(
        ([label, precisions]) => [label, precisions[t] ?? 0] as const
      )
      const sum = values.reduce((total, [, value]) => total + value, 0)
      return [
        threshold,
        { perLabel: Object.fromEntries(values), mean: values.length === 0 ? null : sum / values.length }
      ]
    })
  )
}

function labelRows(
  places: readonly TimedPlace[],
  events: readonly SegmentEvent[],
  hits: readonly SegmentHit[],
  precision: DetectionPrecision | undefined
): readonly TemporalLabelRow[] {
  const [own, theirs, hit] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
  const count = (map: Map<string, number>, segments: readonly TimedSegment[]): void => {
    for (const { label } of segments) map.set(label, (map.get(label) ?? 0) + 1)
  }
  for (const { reference, candidate } of places) {
    count(own, reference)
    count(theirs, candidate)
  }
  for (const { reference } of hits) hit.set(reference.label, (hit.get(reference.label) ?? 0) + 1)
  const byLabel = Map.groupBy(events, ({ reference, candidate }) => reference ?? candidate ?? '')
  return [...new Set([...own.keys(), ...theirs.keys()])].map((label) => {
    const [r, c, tp] = [own.get(label) ?? 0, theirs.get(label) ?? 0, hit.get(label) ?? 0]
    return {
      label,
      reference: r,
      candidate: c,
      hits: tp,
      f1: r + c === 0 ? null : (2 * tp) / (r + c),
      precision: r === 0 ? null : (precision?.perLabel[label] ?? 0),
      events: countEvents(byLabel.get(label) ?? [])
    }
  })
}

function countEvents(events: readonly SegmentEvent[]): Readonly<Record<SegmentEventKind, number>> {
  const counts: Record<SegmentEventKind, number> = {
    missed: 0,
    'false-alarm': 0,
    confused: 0,
    misplaced: 0,
    merged: 0,
    split: 0
  }
  for (const { kind } of events) counts[kind]++
  return counts
}

function add(to: Float64Array, vector: Float64Array): void {
  for (let i = 0; i < vector.length; i++) to[i] = (to[i] ?? 0) + (vector[i] ?? 0)
}
