import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { useProject } from '../../session/project'
import { useSelection } from '../../session/selection'
import { useAnswer } from '../../session/use-answer'
import { CurveSection } from './curve-section'
import { ratersOf, type TraceQuery } from './trace-choice'

const BINS = 400
/** Ratings a quarter of the scale apart are far, within a twentieth close. */
const CLOSE = [0.75, 0.95] as const

/** How close ratings are along the open recording; a click plays from there. */
export function TraceCurveStrip({ query }: { query: TraceQuery }): ReactNode {
  const recordingId = useSelection((state) => state.recordingId)
  const recording = useProject((state) =>
    recordingId === undefined ? undefined : state.index.recordings.get(recordingId)
  )
  const asked = useMemo(
    () => (recordingId === undefined || !recording ? undefined : { ...query, recordingId, bins: BINS }),
    [query, recordingId, recording]
  )
  const { shown, problem } = useAnswer('agreement.traceCurve', asked, ratersOf)
  if (!recording) return null
  const curve = shown && shown.query.recordingId === recordingId ? shown.value : undefined
  return (
    <CurveSection
      title={`${recording.name}, 1 − mean distance / scale`}
      hint="1 less the mean distance of two annotators as a share of the scale"
      curve={curve}
      levels={CLOSE}
      none={
        problem?.message ?? (curve ? 'No two annotators rated this recording at the same time.' : '\u00a0')
      }
    />
  )
}
