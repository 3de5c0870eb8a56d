import { useEffect } from 'react'
import type { Segment } from '../../shared/domain/rows'
import { ensureSegments, useProject } from './project'

const none: readonly Segment[] = []

/** Segments of a recording, read on first use and kept fresh; undefined while the first read is under way. */
export function useSegments(recordingId: string | undefined): readonly Segment[] | undefined {
  const segments = useProject((state) =>
    recordingId === undefined ? none : state.segments.get(recordingId)?.all
  )
  useEffect(() => {
    if (recordingId !== undefined && segments === undefined)
      void ensureSegments(recordingId).catch(() => undefined)
  }, [recordingId, segments])
  return segments
}

/** Segments of one track of an opened recording, in order of start. */
export function useTrackSegments(recordingId: string | undefined, trackId: string): readonly Segment[] {
  useSegments(recordingId)
  return useProject((state) =>
    recordingId === undefined ? none : (state.segments.get(recordingId)?.byTrack.get(trackId) ?? none)
  )
}
