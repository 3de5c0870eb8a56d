import { CANNOT_RATE } from '../domain/rows'
import {
  labelCodes,
  DECLINED,
  NOT_LABELLED,
  type AxisLabel,
  type LabelCodes,
  type LabelMap
} from './label-codes'
import { NO_PREDICTION, pairSegments, TOO_LITTLE_OVERLAP } from './pair-segments'
import type { ComparedSegment } from './pairing'
import type { ComparisonItem, LeftOut, PairingMode } from './report'
import { timelineSpans, type TimelineSpan } from './timeline-spans'

/** Two authors, or two tracks, over any recordings. */
export interface CompareInput {
  readonly reference: readonly ComparedSegment[]
  readonly candidate: readonly ComparedSegment[]
  readonly mode: PairingMode
  /** Labels of the table in the order of the scheme; all labels met, in alphabetical order, when absent. */
  readonly axes?: readonly AxisLabel[]
  /** Explicit counterparts among the axes, by the author's own label id. */
  readonly referenceMap?: LabelMap
  readonly candidateMap?: LabelMap
  /** Mode `segments`: least share of a reference segment that the winning label must cover, 0..1. */
  readonly minOverlap?: number
}

/** Paired units as columns: reference segments, or stretches of time. Units with a code outside the axes are left out. */
export interface PairedUnits {
  readonly mode: PairingMode
  readonly labels: readonly string[]
  readonly reference: Int32Array
  readonly candidate: Int32Array
  /** Start and length of each unit in microseconds. */
  readonly start: Float64Array
  readonly duration: Float64Array
  /** Place of each unit's segment among those of the reference, and of the candidate (-1: none). */
  readonly own: Int32Array
  readonly other: Int32Array
  /** Candidate's confidence of each unit, 0 to 1; NaN where it gave none. */
  readonly confidence: Float64Array
  readonly recordings: readonly string[]
  /** Index into `recordings` of each unit. */
  readonly recording: Int32Array
  readonly leftOut: readonly LeftOut[]
  readonly unmapped: readonly {
    readonly side: 'reference' | 'candidate'
    readonly label: string
    readonly segments: number
  }[]
  /** Unit as a row for the sample queue; undefined when it was left out. */
  readonly item: (unit: number) => ComparisonItem | undefined
}

/** Pair two authors by the convention of the mode; `pairingConventions` says exactly how. */
export function pairAuthors(input: CompareInput): PairedUnits {
  const axes = input.axes ?? labelsMet(input)
  const codes = {
    reference: labelCodes(axes, input.referenceMap),
    candidate: labelCodes(axes, input.candidateMap)
  }
  return input.mode === 'segments' ? bySegments(input, codes) : bySeconds(input, codes)
}

type Codes = { readonly reference: LabelCodes; readonly candidate: LabelCodes }

function bySegments(input: CompareInput, codes: Codes): PairedUnits {
  const { reference, candidate, minOverlap = 0 } = input
  const labels = codes.reference.axes
  const pairs = pairSegments(reference, candidate, codes, minOverlap)
  const { recordings, recording } = recordingColumn(reference)
  return {
    mode: 'segments',
    labels,
    reference: pairs.reference,
    candidate: pairs.candidate,
    start: Float64Array.from(reference, (segment) => segment.start),
    duration: Float64Array.from(reference, (segment) => segment.end - segment.start),
    own: Int32Array.from(reference, (_, unit) => unit),
    other: pairs.winner,
    confidence: pairs.confidence,
    recordings,
    recording,
    leftOut: segmentsLeftOut(pairs.reference, pairs.candidate, labels.length, minOverlap),
    unmapped: unmappedLabels(input, codes),
    item(unit) {
      const own = reference[unit]
      const other = candidate[pairs.winner[unit] ?? -1]
      const from = labels[pairs.reference[unit] ?? -1]
      const to = labels[pairs.candidate[unit] ?? -1]
      if (!own || !other || from === undefined || to === undefined) return undefined
      const confidence = pairs.confidence[unit] ?? NaN
      return {
        recordingId: own.recordingId,
        personId: own.personId ?? other.personId,
        referenceSegmentId: own.id,
        candidateSegmentId: other.id,
        start: own.start,
        end: own.end,
        reference: from,
        candidate: to,
        overlapShare: pairs.overlapShare[unit] ?? 0,
        confidence: Number.isNaN(confidence) ? undefined : confidence
      }
    }
  }
}

function bySeconds(input: CompareInput, codes: Codes): PairedUnits {
  const labels = codes.reference.axes
  const spans = timelineSpans(input.reference, input.candidate, codes)
  const { recordings, recording } = recordingColumn(spans)
  return {
    mode: 'seconds',
    labels,
    reference: Int32Array.from(spans, (span) => span.reference),
    candidate: Int32Array.from(spans, (span) => span.candidate),
    start: Float64Array.from(spans, (span) => span.start),
    duration: Float64Array.from(spans, (span) => span.end - span.start),
    own: Int32Array.from(spans, (span) => span.referenceAt),
    other: Int32Array.from(spans, (span) => span.candidateAt),
    confidence: Float64Array.from(spans, (span) => span.confidence ?? NaN),
    recordings,
    recording,
    leftOut: secondsLeftOut(spans),
    unmapped: unmappedLabels(input, codes),
    item(unit) {
      const span = spans[unit]
      const own = input.reference[span?.referenceAt ?? -1]
      const other = input.candidate[span?.candidateAt ?? -1]
      const from = labels[span?.reference ?? -1]
      const to = labels[span?.candidate ?? -1]
      if (!span || !own || !other || from === undefined || to === undefined) return undefined
      return {
        recordingId: span.recordingId,
        personId: span.personId,
        referenceSegmentId: own.id,
        candidateSegmentId: other.id,
        start: span.start,
        end: span.end,
        reference: from,
        candidate: to,
        overlapShare: 1,
        confidence: span.confidence
      }
    }
  }
}

function segmentsLeftOut(
  reference: Int32Array,
  candidate: Int32Array,
  k: number,
  minOverlap: number
): LeftOut[] {
  const reasons = new Map<string, number>()
  for (let i = 0; i < reference.length; i++) {
    const reason = reasonFor(reference[i] ?? -1, candidate[i] ?? -1, k, minOverlap)
    if (reason) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  return [...reasons].map(([reason, count]) => ({ reason, count, unit: 'segments' }))
}

function reasonFor(reference: number, candidate: number, k: number, minOverlap: number): string | undefined {
  if (reference === NOT_LABELLED) return 'The reference segment is not labelled yet.'
  if (reference === DECLINED) return 'The rater of the reference declined to label the segment.'
  if (reference >= k) return 'The reference label has no counterpart among the labels compared.'
  if (candidate === NO_PREDICTION)
    return 'No prediction: no candidate segment overlaps the reference segment.'
  if (candidate === TOO_LITTLE_OVERLAP)
    return `The candidate covers less than ${Math.round(minOverlap * 100)} % of the reference segment.`
  if (candidate >= k) return 'The candidate label has no counterpart among the labels compared.'
  return undefined
}

function secondsLeftOut(spans: readonly TimelineSpan[]): LeftOut[] {
  const reasons = new Map<string, number>()
  for (const { kind, start, end } of spans) {
    const reason = spanReasons[kind]
    if (reason) reasons.set(reason, (reasons.get(reason) ?? 0) + end - start)
  }
  return [...reasons].map(([reason, time]) => ({ reason, count: time / 1e6, unit: 's' }))
}

const spanReasons: Record<TimelineSpan['kind'], string | undefined> = {
  agree: undefined,
  differ: undefined,
  'only-reference': 'Only the reference has a label.',
  'only-candidate': 'Only the candidate has a label.',
  unmapped: 'A label has no counterpart among the labels compared.'
}

function unmappedLabels({ reference, candidate }: CompareInput, codes: Codes): PairedUnits['unmapped'] {
  const count = (segments: readonly ComparedSegment[], side: 'reference' | 'candidate') => {
    const { unmapped } = codes[side]
    if (unmapped.length === 0) return []
    const found = new Map(unmapped.map((label) => [label, 0]))
    for (const { label = '' } of segments) {
      const before = found.get(label)
      if (before !== undefined) found.set(label, before + 1)
    }
    return [...found]
      .map(([label, segments]) => ({ side, label, segments }))
      .sort((a, b) => b.segments - a.segments)
  }
  return [...count(reference, 'reference'), ...count(candidate, 'candidate')]
}

/** All labels of both sides in alphabetical order; the explicit maps' targets stand for their sources. */
function labelsMet({
  reference,
  candidate,
  referenceMap = {},
  candidateMap = {}
}: CompareInput): AxisLabel[] {
  const met = new Set<string>()
  const collect = (segments: readonly ComparedSegment[], map: LabelMap) => {
    for (const { label } of segments) {
      if (!label || label === CANNOT_RATE) continue
      const target = Object.hasOwn(map, label) ? map[label] : label
      if (target) met.add(target)
    }
  }
  collect(reference, referenceMap)
  collect(candidate, candidateMap)
  return [...met].sort().map((id) => ({ id }))
}

function recordingColumn(units: readonly { readonly recordingId: string }[]) {
  const index = new Map<string, number>()
  const recording = Int32Array.from(units, ({ recordingId }) => {
    const known = index.get(recordingId)
    if (known !== undefined) return known
    index.set(recordingId, index.size)
    return index.size - 1
  })
  return { recordings: [...index.keys()], recording }
}
