import { Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { formatClock, micros } from '../../../shared/domain/time'
import { useProject } from '../../session/project'
import { requestSeek, useSelection } from '../../session/selection'
import { useAnswer } from '../../session/use-answer'
import { Button } from '../../ui/button'
import { Strip } from './curve-strip'
import { lowestStretch } from './lowest-stretch'
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
  const any = curve?.agreement.some((value) => value !== null)
  const lowest = curve && lowestStretch(curve)
  return (
    <section className="agree-curve" aria-label="Agreement over time">
      <header className="agree-head">
        <h3 className="section-head">Over time</h3>
        <span
          className="muted truncate"
          title="1 less the mean distance of two annotators as a share of the scale"
        >
          {recording.name}, 1 − mean distance / scale
        </span>
        <span className="grow" />
        {lowest && (
          <Button
            size="small"
            onClick={() => requestSeek(micros(lowest.start), { play: true, until: micros(lowest.end) })}
          >
            <Play size={12} /> Lowest: {formatClock(lowest.start).replace(/^00:/, '')}
          </Button>
        )}
      </header>
      {curve && any ? (
        <Strip curve={curve} levels={CLOSE} />
      ) : (
        <p className="agree-quiet">
          {problem?.message ??
            (curve ? 'No two annotators rated this recording at the same time.' : '\u00a0')}
        </p>
      )}
    </section>
  )
}
