import { CANNOT_RATE } from '../domain/rows'
import type { Micros } from '../domain/time'
import { micros } from '../domain/time'
import { labelCodes, type AxisLabel, type LabelMap } from './label-codes'
import type { ComparedSegment } from './pairing'
import { timelineSpans, type SpanKind } from './timeline-spans'

/** A stretch of the difference lane. */
export interface DifferenceSpan {
  readonly start: Micros
  readonly end: Micros
  readonly kind: Exclude<SpanKind, 'unmapped'>
}

export interface DifferenceOptions {
  readonly axes?: readonly AxisLabel[]
  readonly referenceMap?: LabelMap
  readonly candidateMap?: LabelMap
}

/**
 * Where two tracks of one recording agree, differ, or only one has a label; neighbours of one kind are merged.
 * The tracks were chosen by hand, so persons play no part. Labels without a counterpart differ from everything.
 */
export function differenceSpans(
  reference: readonly Omit<ComparedSegment, 'recordingId'>[],
  candidate: readonly Omit<ComparedSegment, 'recordingId'>[],
  options: DifferenceOptions = {}
): DifferenceSpan[] {
  const lane = (segments: readonly Omit<ComparedSegment, 'recordingId'>[]) =>
    segments.map((segment): ComparedSegment => ({ ...segment, recordingId: '', personId: undefined }))
  const axes = options.axes ?? distinctLabels([...reference, ...candidate])
  const spans = timelineSpans(lane(reference), lane(candidate), {
    reference: labelCodes(axes, options.referenceMap),
    candidate: labelCodes(axes, options.candidateMap)
  })
  const merged: { start: Micros; end: Micros; kind: DifferenceSpan['kind'] }[] = []
  for (const { start, end, kind } of spans) {
    const shown = kind === 'unmapped' ? 'differ' : kind
    const last = merged.at(-1)
    if (last && last.end === start && last.kind === shown) last.end = micros(end)
    else merged.push({ start: micros(start), end: micros(end), kind: shown })
  }
  return merged
}

function distinctLabels(segments: readonly { readonly label?: string }[]): AxisLabel[] {
  const labels = new Set<string>()
  for (const { label } of segments) if (label && label !== CANNOT_RATE) labels.add(label)
  return [...labels].map((id) => ({ id }))
}
