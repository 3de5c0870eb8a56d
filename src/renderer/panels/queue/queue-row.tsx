import { ArrowRight, Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { memo } from 'react'
import { itemText } from '../../../shared/documents/item-axis'
import { labelOf } from '../../../shared/domain/labels'
import type { Segment } from '../../../shared/domain/rows'
import { formatClock } from '../../../shared/domain/time'
import { axisLabel, comparedOf } from '../../session/compared-item'
import { useItemAxis } from '../../session/pages/item-axis'
import { trackOf, useProject } from '../../session/project'
import type { QueueItem } from '../../session/selection'
import { partsOf } from '../../session/value-parts'
import { AnswerChip } from '../../ui/answer-chip'
import { formatShare } from '../../ui/format'

interface QueueRowProps {
  readonly item: QueueItem
  readonly index: number
  readonly current: boolean
  readonly onOpen: (index: number) => void
}

/** One moment: who said what, how sure, and where it is. Labels changed since the queue was filled show as they are now. */
export const QueueRow = memo(function QueueRow({ item, index, current, onOpen }: QueueRowProps): ReactNode {
  const recording = useProject((state) => state.index.recordings.get(item.recordingId)?.name)
  const axis = useItemAxis(item.recordingId)
  const compared = comparedOf(item)
  return (
    <div
      id={`queue-${index}`}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={current}
      className="queue-row"
      data-current={current ? '' : undefined}
      onClick={() => onOpen(index)}
    >
      <span className="queue-number mono" role="gridcell">
        {index + 1}
      </span>
      <span className="queue-what" role="gridcell">
        {compared ? (
          <ComparedLabels item={item} />
        ) : (
          <span className="truncate">{item.note ?? recording}</span>
        )}
      </span>
      <span
        role="gridcell"
        className="queue-sure mono"
        title={
          compared?.confidence === undefined
            ? 'The candidate gave no confidence'
            : 'Confidence of the candidate'
        }
      >
        {compared?.confidence === undefined ? '' : formatShare(compared.confidence)}
      </span>
      <span role="gridcell" className="queue-where faint">
        <span className="truncate">{recording}</span>
        <span className="mono">
          {axis
            ? itemText(axis, item.start, item.end)
            : `${shortClock(item.start)} · ${((item.end - item.start) / 1e6).toFixed(1)} s`}
        </span>
      </span>
      <span
        role="gridcell"
        className="queue-overlap mono faint"
        title="Share of the time that carries the candidate's label"
      >
        {compared && compared.overlapShare < 0.995 ? `${Math.round(compared.overlapShare * 100)} %` : ''}
      </span>
    </div>
  )
})

function ComparedLabels({ item }: { item: QueueItem }): ReactNode {
  const compared = comparedOf(item)
  const scheme = useProject((state) =>
    compared ? state.index.schemes.get(compared.axes.schemeId) : undefined
  )
  const authors = useProject((state) => state.index.authors)
  const rows = useProject((state) => state.segments.get(item.recordingId))
  if (!compared) return null
  const { axes } = compared
  const now = (segmentId: string, before: string): string | undefined => {
    const segment = rows && byId(rows.all).get(segmentId)
    if (!segment) return before
    const track = trackOf(segment.trackId)
    // Same id in the comparison's own scheme, or an alias of it in the track's: the label stands for itself.
    return segment.label === undefined
      ? undefined
      : track?.schemeId === axes.schemeId
        ? segment.label
        : axisLabel(scheme, axes, segment.label)
  }
  const partsNow = (segmentId: string): ReturnType<typeof partsOf> => {
    const segment = rows && byId(rows.all).get(segmentId)
    const track = trackOf(segment?.trackId)
    return segment && track ? partsOf(segment, track) : []
  }
  const reference = now(compared.referenceSegmentId, compared.reference)
  const candidate = now(compared.candidateSegmentId, compared.candidate)
  const fixed = reference !== compared.reference || candidate !== compared.candidate
  const origin = (authorId: string): 'human' | 'model' =>
    authors.get(authorId)?.kind === 'model' ? 'model' : 'human'
  return (
    <>
      <AnswerChip
        label={labelOf(scheme, reference, axes.attributeId)}
        parts={partsNow(compared.referenceSegmentId)}
        origin={origin(compared.referenceAuthorId)}
      />
      <ArrowRight size={12} aria-label="candidate" className="queue-arrow" />
      <AnswerChip
        label={labelOf(scheme, candidate, axes.attributeId)}
        parts={partsNow(compared.candidateSegmentId)}
        origin={origin(compared.candidateAuthorId)}
      />
      {fixed && (
        <span
          className="queue-fixed"
          title={`It was ${labelOf(scheme, compared.reference, axes.attributeId)?.name} → ${labelOf(scheme, compared.candidate, axes.attributeId)?.name} when the queue was filled`}
        >
          <Check size={12} /> fixed
        </span>
      )}
    </>
  )
}

/** Time without the hours while there are none. */
const shortClock = (time: number): string => formatClock(time).replace(/^00:/, '')

const known = new WeakMap<readonly Segment[], ReadonlyMap<string, Segment>>()

/** Segments of a recording by id, made once for each reading of it. */
function byId(all: readonly Segment[]): ReadonlyMap<string, Segment> {
  const found = known.get(all) ?? new Map(all.map((segment) => [segment.id, segment]))
  known.set(all, found)
  return found
}
