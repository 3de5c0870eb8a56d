import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { useProject } from '../../session/project'
import { useSelection } from '../../session/selection'
import { useAnswer } from '../../session/use-answer'
import type { Query } from './choice'
import { annotatorsOf } from './choice'
import { CurveSection } from './curve-section'

const BINS = 400

/** Agreement along the open recording; a click plays from there. */
export function LabelCurveStrip({ query }: { query: Query }): ReactNode {
  const recordingId = useSelection((state) => state.recordingId)
  const recording = useProject((state) =>
    recordingId === undefined ? undefined : state.index.recordings.get(recordingId)
  )
  const asked = useMemo(
    () => (recordingId === undefined || !recording ? undefined : { ...query, recordingId, bins: BINS }),
    [query, recordingId, recording]
  )
  const { shown, problem } = useAnswer('agreement.curve', asked, annotatorsOf)
  if (!recording) return null
  const curve = shown && shown.query.recordingId === recordingId ? shown.value : undefined
  return (
    <CurveSection
      title={recording.name}
      curve={curve}
      none={
        problem?.message ??
        (curve ? 'No two annotators have a label at the same time in this recording.' : '\u00a0')
      }
    />
  )
}
