import type { ReactNode } from 'react'
import { labelOf } from '../../../shared/domain/labels'
import type { Segment } from '../../../shared/domain/rows'
import { authorOf, runOf, schemeOf, segmentOf, trackOf, useProject } from '../../session/project'
import { requestSeek, select } from '../../session/selection'
import { LabelChip } from '../../ui/chip'

/** Of a segment that was a prediction: which model said what, how sure, and whether the label was changed since. */
export function PredictionOrigin({ segment }: { segment: Segment }): ReactNode {
  const track = useProject((state) => state.index.tracks.get(segment.trackId))
  const source = useProject(() => segmentOf(track?.recordingId, segment.origin?.ref))
  const { origin } = segment
  if (origin?.kind !== 'prediction') return null
  const from = trackOf(source?.trackId)
  const model = authorOf(from?.authorId ?? runOf(origin.runId)?.authorId)
  const label = labelOf(schemeOf(from?.schemeId), source?.label, from?.attributeId)
  const run = runOf(origin.runId)
  // Regions made of per-frame faces come from a whole track.
  const inPicture = trackOf(origin.ref)?.kind === 'frames'
  return (
    <section aria-label="Where this label comes from">
      <h3>Accepted prediction</h3>
      <p className="muted">
        {`${model?.name ?? 'A model that is gone'} ${inPicture ? 'found it in the picture' : 'said'}`}
        {run && ` in the run of ${new Date(run.startedAt).toLocaleDateString('en-GB')}`}
        {source ? '' : inPicture ? '.' : ' it; the prediction is not in the project any more.'}
      </p>
      {source && (
        <div className="inspector-row">
          <LabelChip label={label} origin="model" note={source.confidence?.toFixed(2)} />
          <span className="faint">{source.label === segment.label ? 'taken over' : 'changed since'}</span>
          <span className="grow" />
          <button
            type="button"
            className="link"
            onClick={() => {
              select({ trackId: source.trackId, segmentIds: [source.id], range: undefined })
              requestSeek(source.start)
            }}
          >
            Show the prediction
          </button>
        </div>
      )}
    </section>
  )
}
