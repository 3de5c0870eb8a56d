import { useEffect, useMemo } from 'react'
import type { CallInput } from '../../../shared/contract'
import type { Recording, Segment, Stream, Track } from '../../../shared/domain/rows'
import { eventTracksOf } from '../../../shared/physio/measures/event-tracks'
import type { EventRole, EventTracks } from '../../../shared/physio/measures/event-tracks'
import { BAD_LABEL, QUALITY_SCHEME } from '../../../shared/signal/bad-stretches'
import { segmentName } from './segment-name'
import { useProject } from '../project'
import { useSelection } from '../selection'
import { useSignals } from '../signals/signal-state'
import { useSegments, useTrackSegments } from '../use-segments'
import { chosenOf, recallPhysio, usePhysioChoice } from './choice'
import type { PhysioChoice } from './choice'
import { useMeasures } from './use-measures'
import type { MeasuresState } from './use-measures'
import { viewsOf } from './views'

/** A stretch that is measured, in words. */
export interface NamedStretch {
  readonly fromUs: number
  readonly toUs: number
  readonly label: string
}

/** Everything the Physiology panel shows of the open recording. */
export interface Measured {
  readonly recording: Recording
  readonly choice: PhysioChoice
  readonly chosen: EventTracks
  /** Tracks that can be taken for events or for stretches. */
  readonly tracks: readonly Track[]
  readonly streams: readonly Stream[]
  /** Undefined: there is nothing to measure there, and why. */
  readonly stretches: readonly NamedStretch[]
  readonly problem?: string
  readonly perSegment: boolean
  readonly state: MeasuresState
}

/** Undefined while no recording is open. */
export function useMeasured(): Measured | undefined {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void recallPhysio(), [projectId])
  const recordingId = useSelection((state) => state.recordingId)
  const range = useSelection((state) => state.range)
  const index = useProject((state) => state.index)
  const choice = usePhysioChoice()
  const recording = recordingId === undefined ? undefined : index.recordings.get(recordingId)
  const all = recordingId === undefined ? undefined : index.tracksByRecording.get(recordingId)
  const streams = recordingId === undefined ? undefined : index.streamsByRecording.get(recordingId)
  const tracks = useMemo(
    () => (all ?? []).filter(({ kind }) => kind === 'points' || kind === 'segments' || kind === 'utterances'),
    [all]
  )
  const picked = recordingId === undefined ? undefined : choice.tracks[recordingId]
  const chosen = useMemo(() => {
    const usual = eventTracksOf(tracks, chosenOf(picked))
    const wanted = (['beats', 'responses', 'breaths'] as const).filter((role) => picked?.[role] !== null)
    return Object.fromEntries(
      wanted.flatMap((role) => (usual[role] === undefined ? [] : [[role, usual[role]]]))
    ) as EventTracks
  }, [tracks, picked])
  const trackId = choice.where.startsWith('track:') ? choice.where.slice(6) : undefined
  const track = tracks.find(({ id }) => id === trackId)
  const bad = useBadMarks(all, useSegments(recordingId))
  const segments = useTrackSegments(recordingId, trackId ?? '')
  const events = {
    beats: useTrackSegments(recordingId, chosen.beats ?? ''),
    responses: useTrackSegments(recordingId, chosen.responses ?? ''),
    breaths: useTrackSegments(recordingId, chosen.breaths ?? '')
  }
  const place = useMemo(
    () => placeOf(choice.where, recording, range, track, segments),
    [choice.where, recording, range, track, segments]
  )
  // As a text, which is another one only when something of it is.
  const saving = useSignals((state) => state.views)
  const rows = useProject((state) => state.snapshot?.streamViews)
  const views = useMemo(
    () => (choice.bands && choice.bandsOf === 'view' ? JSON.stringify(viewsOf(streams ?? [])) : undefined),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- views are read from both stores
    [choice.bands, choice.bandsOf, streams, saving, rows]
  )
  const query = useMemo((): CallInput<'signal.measure'> | undefined => {
    if (!recording || place.stretches.length === 0) return undefined
    const spans = place.stretches.map(({ fromUs, toUs }) => ({ fromUs, toUs }))
    return {
      recordingId: recording.id,
      slot: 'physiology',
      stretches: track ? { kind: 'track', trackId: track.id } : { kind: 'spans', spans },
      tracks: chosen,
      settings: choice.settings,
      bands: choice.bands,
      ...(views === undefined ? {} : { views: JSON.parse(views) })
    }
  }, [recording, place, track, chosen, choice.settings, choice.bands, views])
  const state = useMeasures(query, useStamp(events, streams, place, bad))
  if (!recording) return undefined
  return {
    recording,
    choice,
    chosen,
    tracks,
    streams: streams ?? [],
    perSegment: trackId !== undefined,
    state,
    ...place
  }
}

/** Something new whenever what the numbers rest on is something else. */
const useStamp = (
  { beats, responses, breaths }: Readonly<Record<EventRole, readonly Segment[]>>,
  streams: readonly Stream[] | undefined,
  place: object,
  bad: string
): object =>
  useMemo(
    () => ({ beats, responses, breaths, streams, place, bad }),
    [beats, responses, breaths, streams, place, bad]
  )

/** Everything that is marked as bad, as a text that is another one when something else is. */
const useBadMarks = (
  tracks: readonly Track[] | undefined,
  segments: readonly Segment[] | undefined
): string =>
  useMemo(() => {
    const quality = new Map(
      (tracks ?? []).flatMap(({ id, schemeId, streamId = '' }) =>
        schemeId === QUALITY_SCHEME ? [[id, streamId]] : []
      )
    )
    return (segments ?? [])
      .flatMap(({ trackId, label, start, end }) =>
        quality.has(trackId) && label === BAD_LABEL ? [`${quality.get(trackId)} ${start} ${end}`] : []
      )
      .join()
  }, [tracks, segments])

function placeOf(
  where: PhysioChoice['where'],
  recording: Recording | undefined,
  range: { readonly start: number; readonly end: number } | undefined,
  track: Track | undefined,
  segments: readonly Segment[]
): Pick<Measured, 'stretches' | 'problem'> {
  if (!recording) return { stretches: [] }
  if (where === 'all')
    return { stretches: [{ fromUs: 0, toUs: recording.duration, label: 'The whole recording' }] }
  if (where === 'selection')
    return range
      ? { stretches: [{ fromUs: range.start, toUs: range.end, label: 'The selection' }] }
      : { stretches: [], problem: 'Nothing is selected. Drag over a track or the signal.' }
  if (!track) return { stretches: [], problem: 'The track does not exist any more. Choose another one.' }
  const stretches = segments
    .filter(({ start, end }) => end - start > 1)
    .map((segment) => ({ fromUs: segment.start, toUs: segment.end, label: segmentName(segment, track) }))
  return stretches.length > 0
    ? { stretches }
    : { stretches, problem: `${track.name} has no segments with a length.` }
}
