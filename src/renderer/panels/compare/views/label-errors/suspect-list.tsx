import type { ReactNode } from 'react'
import type { LabelSuspect } from '../../../../../shared/contract/analysis/label-errors'
import type { Label } from '../../../../../shared/domain/scheme'
import { formatClock } from '../../../../../shared/domain/time'
import { LabelChip } from '../../../../ui/chip'
import { formatShare } from '../../../../ui/format'
import { VirtualList } from '../../../../ui/virtual-list'

interface SuspectListProps {
  readonly suspects: readonly LabelSuspect[]
  readonly current: LabelSuspect | undefined
  readonly blind: boolean
  readonly labelOf: (id: string) => Label
  readonly recordingName: (id: string) => string
  readonly onOpen: (index: number) => void
}

/** Labels in doubt, the least plausible first; a row plays its moment and asks. */
export const SuspectList = ({
  suspects,
  current,
  blind,
  labelOf,
  recordingName,
  onOpen
}: SuspectListProps): ReactNode => (
  <div className="label-errors-list">
    <VirtualList
      label="Labels in doubt"
      items={suspects}
      rowPx={30}
      keyOf={({ segmentId }) => segmentId}
      current={current ? suspects.findIndex(({ segmentId }) => segmentId === current.segmentId) : -1}
      onMove={onOpen}
      onEnter={onOpen}
    >
      {(suspect, index, option) => (
        <div {...option} className="suspect" onClick={() => onOpen(index)}>
          {blind ? (
            <span className="faint">Hidden</span>
          ) : (
            <>
              <LabelChip label={labelOf(suspect.given)} />
              <span className="faint">→</span>
              <LabelChip label={labelOf(suspect.guess)} origin="model" />
            </>
          )}
          <span className="grow truncate faint">{recordingName(suspect.recordingId)}</span>
          <span className="mono faint">{formatClock(suspect.start)}</span>
          <span className="mono">{formatShare(suspect.margin)}</span>
        </div>
      )}
    </VirtualList>
  </div>
)
