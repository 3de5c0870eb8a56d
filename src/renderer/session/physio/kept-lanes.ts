import { useMemo } from 'react'
import type { Segment, Stream, Track } from '../../../shared/domain/rows'
import type { Take } from '../../../shared/domain/take'
import { LaneFacts } from '../../../shared/physio/measures/feature-lane'
import { laneStamp } from '../../../shared/physio/measures/lane-stamp'
import { measureWorkOf } from '../../../shared/physio/measures/work-of'
import type { SignalView } from '../../../shared/signal/signal-view'
import { currentAuthorId, useCurrentAuthor } from '../author'
import { project, useProject } from '../project'
import { useSignals } from '../signals/signal-state'
import { useSegments } from '../use-segments'
import { viewsOf } from './views'

/** A curve of the body that was kept as a trace. */
export interface KeptLane {
  readonly track: Track
  readonly facts: LaneFacts
  /** What it was made of is not what is there now. */
  readonly stale: boolean
}

interface LaneRows {
  readonly tracks: readonly Track[]
  readonly streams: readonly Stream[]
  readonly takes: readonly Take[]
  readonly segmentsOf: (trackId: string) => readonly Segment[]
  readonly views: Readonly<Record<string, SignalView>>
}

const none: readonly KeptLane[] = []

/** Curves of a recording that the current annotator kept, and whether they are of what is there now. */
export function useKeptLanes(recordingId: string | undefined): readonly KeptLane[] {
  const author = useCurrentAuthor()
  const index = useProject((state) => state.index)
  const snapshot = useProject((state) => state.snapshot)
  const segments = useSegments(recordingId)
  const saving = useSignals((state) => state.views)
  return useMemo(
    () => (recordingId === undefined ? none : keptLanesOf(recordingId)),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what is read below stands in these
    [recordingId, author, index, snapshot, segments, saving]
  )
}

/** The same for functions outside React; none while the segments are unread. */
export function keptLanesOf(recordingId: string): readonly KeptLane[] {
  const { index, snapshot, segments } = project()
  const read = segments.get(recordingId)
  const tracks = index.tracksByRecording.get(recordingId) ?? []
  const authorId = currentAuthorId()
  const own = tracks.filter((track) => track.kind === 'trace' && track.authorId === authorId)
  if (!snapshot || !read || own.length === 0) return none
  const streams = index.streamsByRecording.get(recordingId) ?? []
  return keptLanes(own, {
    ...{ streams, tracks, takes: snapshot.takes, views: viewsOf(streams) },
    segmentsOf: (id) => read.byTrack.get(id) ?? []
  })
}

/** Which of some tracks hold curves of the body, and which of these are out of date. */
export function keptLanes(
  own: readonly Track[],
  { takes, tracks, streams, segmentsOf, views }: LaneRows
): readonly KeptLane[] {
  return own.flatMap((track): KeptLane[] => {
    const take = takes.findLast(({ trackId, source }) => trackId === track.id && source === 'feature')
    const read = LaneFacts.safeParse(take?.extra?.['feature'])
    if (!read.success) return []
    const facts = read.data
    const work = measureWorkOf(
      { tracks, streams, segmentsOf },
      {
        settings: facts.settings,
        stretches: [],
        chosen: facts.events,
        levels: true,
        bands: true,
        // A curve of the signal as recorded does not follow the view.
        views: facts.seen === undefined ? undefined : views
      }
    )
    return [{ track, facts, stale: laneStamp(work, facts.lane) !== facts.stamp }]
  })
}
