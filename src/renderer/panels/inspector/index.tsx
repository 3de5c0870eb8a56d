import type { ReactNode } from 'react'
import { useProject } from '../../session/project'
import { useSelection } from '../../session/selection'
import { useSegments } from '../../session/use-segments'
import { Agreement } from './agreement'
import { AllAuthors } from './all-authors'
import { Links } from './links'
import { ManySegments } from './many-segments'
import { GoldOrigin } from './gold-origin'
import { ModelScores } from './model-scores'
import { OneSegment } from './one-segment'
import { PredictionOrigin } from './prediction-origin'
import { RecordingFacts } from './recording-facts'
import { RunRecord } from './run-record'
import { SegmentHistory } from './segment-history'
import { TrackFacts } from './track-facts'
import './inspector.css'

/** What is selected, with everything that is known about it. */
export default function Inspector(): ReactNode {
  const recordingId = useSelection((state) => state.recordingId)
  const segmentIds = useSelection((state) => state.segmentIds)
  const trackId = useSelection((state) => state.trackId)
  const runId = useSelection((state) => state.runId)
  const run = useProject((state) => (runId === undefined ? undefined : state.index.runs.get(runId)))
  const segments = useSegments(recordingId)
  const selected = segments?.filter((segment) => segmentIds.includes(segment.id)) ?? []
  const [first] = selected

  return (
    <div className="inspector">
      {run ? (
        <RunRecord run={run} />
      ) : selected.length > 1 ? (
        <ManySegments segments={selected} />
      ) : first ? (
        <>
          <OneSegment key={first.id} segment={first} />
          <AllAuthors segment={first} />
          <Links segment={first} />
          <ModelScores segment={first} />
          <PredictionOrigin segment={first} />
          <GoldOrigin segment={first} />
          <Agreement segment={first} />
          <SegmentHistory segment={first} />
        </>
      ) : recordingId !== undefined ? (
        <>
          <Links />
          {trackId !== undefined && <TrackFacts trackId={trackId} />}
          <RecordingFacts recordingId={recordingId} />
        </>
      ) : (
        <section>
          <h3>Nothing selected</h3>
          <p className="muted">
            Select a recording in the library, or a segment on a track, to see what is known about it.
          </p>
        </section>
      )}
    </div>
  )
}
