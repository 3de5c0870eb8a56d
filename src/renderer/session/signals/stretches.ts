import type { Segment, Stream, Track } from '../../../shared/domain/rows'
import { CANNOT_RATE } from '../../../shared/domain/rows'
import { toMaster, toMedia } from '../../../shared/domain/time'
import type { AnalysisSpan } from '../../../shared/signal/analyses'
import { labelOrId } from '../label-or-id'
import { schemeOf } from '../project'
import type { TimeRange } from '../selection'
import type { StretchChoice } from './analysis-choice'

/** Stretches of a stream to analyse, or the sentence why there are none. */
export interface Stretches {
  readonly spans: readonly AnalysisSpan[]
  /** What they are, in words. */
  readonly text: string
  readonly problem?: string
}

interface Surroundings {
  readonly range: TimeRange | undefined
  readonly view: { readonly start: number; readonly span: number }
  /** The track that is chosen, with its segments. */
  readonly track?: Track | undefined
  readonly segments?: readonly Segment[] | undefined
}

/** `auto` is the selected range where there is one, else what is in view. */
export function stretchesOf(stream: Stream, choice: StretchChoice, around: Surroundings): Stretches {
  const { range, view, track, segments } = around
  if (choice.startsWith('track:')) return ofTrack(stream, track, segments)
  if (choice === 'all')
    return one(stream, toMaster(stream, 0), toMaster(stream, stream.duration), 'all of it')
  if (choice === 'selection' || (choice === 'auto' && range)) {
    if (!range)
      return { spans: [], text: 'the selection', problem: 'Nothing is selected. Drag over the signal.' }
    return one(stream, range.start, range.end, 'the selection')
  }
  return one(stream, view.start, view.start + view.span, 'what is in view')
}

function one(stream: Stream, from: number, to: number, text: string): Stretches {
  const span = inStream(stream, from, to)
  return span
    ? { spans: [span], text }
    : { spans: [], text, problem: `There is nothing of this signal in ${text}.` }
}

function ofTrack(
  stream: Stream,
  track: Track | undefined,
  segments: readonly Segment[] | undefined
): Stretches {
  const text = `segments of ${track?.name ?? 'a track'}`
  if (!track) return { spans: [], text, problem: 'The track does not exist any more.' }
  const scheme = schemeOf(track.schemeId)
  const spans = (segments ?? []).flatMap((segment): readonly AnalysisSpan[] => {
    const span = inStream(stream, segment.start, segment.end)
    return span ? [{ ...span, group: groupOf(segment, track, scheme) }] : []
  })
  return spans.length > 0
    ? { spans, text }
    : { spans, text, problem: `${track.name} has no segments where this signal was recorded.` }
}

/** The name of a segment's label, as results are told apart by it. */
export function groupOf(segment: Segment, track: Track, scheme = schemeOf(track.schemeId)): string {
  if (segment.label === undefined) return segment.text?.trim() || 'No label'
  return segment.label === CANNOT_RATE
    ? 'Cannot rate'
    : labelOrId(scheme, segment.label, track.attributeId).name
}

/** The part of a stretch of the recording that a stream has, µs of the stream. */
function inStream(stream: Stream, from: number, to: number): AnalysisSpan | undefined {
  const fromUs = Math.max(0, toMedia(stream, from))
  const toUs = Math.min(stream.duration, toMedia(stream, to))
  return toUs - fromUs > 1 ? { fromUs, toUs } : undefined
}
