import { useCallback } from 'react'
import { labelOf } from '../../../../shared/domain/labels'
import { clock } from '../../../session/clock'
import { personOfSegment } from '../../../session/desk-segments'
import { progress, progressStore } from '../../../session/desk-progress'
import { shownSegments, subscribeDraft } from '../../../session/drafts'
import { personOf, projectStore, schemeOf } from '../../../session/project'
import { selection, selectionStore } from '../../../session/selection'
import { partsOf } from '../../../session/value-parts'
import { longestOf } from '../hit-test'
import { LaneCanvas, type Painting } from '../lane-canvas'
import type { Lane } from '../lanes'
import { paintGrid } from '../paint-grid'
import { paintTrack } from '../paint-track'

/** Segments of one track. */
export function TrackLane({ lane }: { readonly lane: Extract<Lane, { kind: 'track' }> }): React.JSX.Element {
  const { track, author } = lane
  const subscribe = useCallback(
    (changed: () => void) => {
      const stops = [
        subscribeDraft(changed),
        projectStore.subscribe(changed),
        selectionStore.subscribe(changed),
        progressStore.subscribe(changed)
      ]
      const stopClock = clock.subscribe(() => progress().trackId === track.id && changed())
      return () => [...stops, stopClock].forEach((stop) => stop())
    },
    [track.id]
  )
  const paint = useCallback(
    (painting: Painting): void => {
      paintGrid(painting)
      const segments = shownSegments(track)
      const scheme = schemeOf(track.schemeId)
      const { segmentIds } = selection()
      const { trackId, making } = progress()
      const now = clock.get()
      paintTrack(painting, {
        segments,
        longest: longestOf(segments),
        byModel: author?.kind === 'model',
        words: track.kind === 'utterances',
        points: track.kind === 'points',
        colorOf: (segment) => personOf(personOfSegment(segment))?.color ?? author?.color,
        selected: new Set(segmentIds),
        labelOf: (segment) => labelOf(scheme, segment.label, track.attributeId),
        partsOf: (segment) => partsOf(segment, track),
        growing:
          trackId === track.id
            ? making.map((each) => ({
                start: each.start,
                end: now,
                label: labelOf(scheme, each.label, track.attributeId)
              }))
            : []
      })
    },
    [track, author]
  )
  return <LaneCanvas paint={paint} subscribe={subscribe} label={`Track of ${lane.title}`} />
}
