import { SkipForward } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { perform } from '../../../../session/actions'
import { openTraceStretches, sourceAuthors, type TracePairQuery } from '../../../../session/compare-traces'
import { useProject } from '../../../../session/project'
import { useSelection } from '../../../../session/selection'
import type { TraceSourceEntry } from '../../../../session/trace-sources'
import { useAnswer } from '../../../../session/use-answer'
import { Button } from '../../../../ui/button'
import { TraceStrip } from './trace-strip'

const BINS = 800

interface OverTimeProps {
  readonly query: TracePairQuery
  readonly pair: { readonly reference: TraceSourceEntry; readonly candidate: TraceSourceEntry }
}

/** Both traces and their distance along the open recording; a click plays from there. */
export function OverTime({ query, pair }: OverTimeProps): ReactNode {
  const recordingId = useSelection((state) => state.recordingId)
  const recording = useProject((state) =>
    recordingId === undefined ? undefined : state.index.recordings.get(recordingId)
  )
  const asked = useMemo(
    () => (recordingId === undefined || !recording ? undefined : { ...query, recordingId, bins: BINS }),
    [query, recordingId, recording]
  )
  const { shown, problem } = useAnswer('analysis.traceSeries', asked, sourceAuthors)
  if (!recording || recordingId === undefined) return null
  const series = !problem && shown?.query.recordingId === recordingId ? shown.value : undefined
  const meet = series?.residual.some((value) => value !== null)
  return (
    <section aria-label="Over time">
      <header className="compare-head">
        <h3 className="section-head">Over time</h3>
        <span className="muted truncate">{recording.name}</span>
        <span className="traces-legend">
          <i data-side="reference" /> {pair.reference.author.name}
          <i data-side="candidate" /> {pair.candidate.author.name}
          <i data-side="residual" /> distance
        </span>
        <span className="grow" />
        {meet && (
          <Button size="small" onClick={() => perform(() => openTraceStretches(query, { recordingId }))}>
            <SkipForward size={12} /> Worst here
          </Button>
        )}
      </header>
      {series && meet ? (
        <TraceStrip series={series} />
      ) : (
        <p className="traces-quiet">
          {problem?.message ??
            (series ? 'The two have no values at the same time in this recording.' : '\u00a0')}
        </p>
      )}
    </section>
  )
}
