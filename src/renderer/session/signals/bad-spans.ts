import { useMemo } from 'react'
import type { CommandCall } from '../../../shared/contract'
import type { Segment, Stream, Track } from '../../../shared/domain/rows'
import type { AnalysisSpan } from '../../../shared/signal/analyses'
import {
  BAD_LABEL,
  QUALITY_SCHEME,
  joinedStretches,
  lengthWithin,
  onStreamClock,
  qualityTracks,
  withoutStretches
} from '../../../shared/signal/bad-stretches'
import type { TimeStretch } from '../../../shared/signal/bad-stretches'
import { call } from '../../client'
import { currentAuthorId } from '../author'
import { newId } from '../desk-segments'
import { edit } from '../drafts'
import { command } from '../edit'
import { refreshProject, schemeOf, segmentsOfTrack, tracksOf, useProject } from '../project'
import { selection } from '../selection'
import { toast } from '../toasts'
import { useSegments } from '../use-segments'
import type { Stretches } from './stretches'

const [SCHEME, BAD] = [QUALITY_SCHEME, BAD_LABEL]

/** Tracks that say where a signal is bad: by anyone, of this stream or of no stream in particular. */
export const badTracks = (stream: Stream, tracks = tracksOf(stream.recordingId)): readonly Track[] =>
  qualityTracks(stream.id, tracks)

/** Stretches of a stream that are marked as bad, µs of the stream, in order; new only when they are others. */
export function useBadStretches(stream: Stream | undefined): readonly TimeStretch[] {
  const segments = useSegments(stream?.recordingId)
  const tracks = useProject(({ index }) => stream && index.tracksByRecording.get(stream.recordingId))
  return useMemo(() => {
    if (!stream) return []
    const marked = badSpansOf(badTracks(stream, tracks ?? []), segments ?? [])
    return joinedStretches(onStream(stream, marked))
  }, [stream, tracks, segments])
}

/** How much of some stretches is marked as bad, in words; undefined: nothing. */
export function badText(spans: readonly AnalysisSpan[], bad: readonly TimeStretch[]): string | undefined {
  const own = bad.filter(({ fromUs, toUs }) => spans.some((span) => fromUs < span.toUs && toUs > span.fromUs))
  const lengthUs = spans.reduce((sum, span) => sum + lengthWithin(span, own), 0)
  return own.length === 0 ? undefined : stretchWords(own.length, lengthUs)
}

const stretchWords = (count: number, lengthUs: number): string =>
  `${count} bad ${count === 1 ? 'stretch' : 'stretches'} of ${Number((lengthUs / 1e6).toPrecision(3))} s`

/** Stretches of a stream that somebody marked as bad, on the recording's clock. */
export const badSpansOf = (tracks: readonly Track[], segments: readonly Segment[]): readonly Segment[] =>
  segments.filter(({ trackId, label }) => label === BAD && tracks.some(({ id }) => id === trackId))

/** Mark the selected stretch as bad; a stretch of mine that lies in the selection, or holds it, is taken away instead. */
export async function markBadSpan(stream: Stream): Promise<void> {
  const { range } = selection()
  const authorId = currentAuthorId()
  if (!range || range.end <= range.start)
    return toast('Select a stretch first.', { hint: 'Drag over the signal.' })
  if (authorId === undefined) return
  const own = badTracks(stream).find((track) => track.authorId === authorId)
  const inside = (own ? segmentsOfTrack(own.id) : []).filter(
    ({ start, end }) =>
      (start >= range.start && end <= range.end) || (start <= range.start && end >= range.end)
  )
  if (inside.length > 0) {
    await edit(stream.recordingId, [command('segment-delete', { ids: inside.map(({ id }) => id) })])
    return
  }
  const trackId = own?.id ?? newId()
  const before = own ? [] : await trackFor(stream, trackId)
  await edit(stream.recordingId, [
    ...before,
    command('segment-paste', {
      trackId,
      segments: [{ start: range.start, end: range.end, label: BAD }],
      onOverlap: 'trim'
    })
  ])
  if (!own) await refreshProject()
}

async function trackFor(stream: Stream, id: string): Promise<CommandCall[]> {
  const preset = schemeOf(SCHEME)
    ? undefined
    : (await call('scheme.presets')).find((each) => each.id === SCHEME)
  return [
    ...(preset ? [command('scheme-save', { document: preset.document })] : []),
    command('track-create', {
      id,
      recordingId: stream.recordingId,
      schemeId: SCHEME,
      name: 'Signal quality',
      kind: 'segments',
      streamId: stream.id
    })
  ]
}

/** Stretches without what is bad in them, and how much that was, in words. */
export function withoutBad(stretches: Stretches, bad: readonly TimeStretch[]): Stretches {
  let [count, leftOutUs] = [0, 0]
  let spans = stretches.spans
  for (const { fromUs, toUs } of bad) {
    const before = lengthOf(spans)
    spans = withoutStretches(spans, [{ fromUs, toUs }])
    const cut = before - lengthOf(spans)
    if (cut > 0) count++
    leftOutUs += cut
  }
  if (count === 0) return stretches
  const text = `${stretches.text} without ${stretchWords(count, leftOutUs)}`
  return spans.length > 0
    ? { ...stretches, spans, text }
    : { spans, text, problem: `Everything in ${stretches.text} is marked as bad.` }
}

const lengthOf = (spans: readonly AnalysisSpan[]): number =>
  spans.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0)

/** Bad segments on the clock of the stream. */
export const onStream = (stream: Stream, segments: readonly Segment[]): readonly TimeStretch[] =>
  onStreamClock(
    stream,
    segments.map(({ start, end }) => ({ fromUs: start, toUs: end }))
  )
