import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, IconButton } from './button'
import { formatCount } from './format'
import './report.css'

interface QueueStripProps {
  readonly title: string
  /** Place of the current moment, from 0; -1 for none. */
  readonly index: number
  readonly count: number
  /** What is said at the current moment. */
  readonly note?: string
  readonly keys: { readonly previous?: string; readonly next?: string }
  readonly onStep: (by: -1 | 1) => void
  readonly onShowList: () => void
}

/** Where one is in the sample queue, and what is said there, while the numbers stay in sight. */
export const QueueStrip = ({
  title,
  index,
  count,
  note,
  keys,
  onStep,
  onShowList
}: QueueStripProps): ReactNode => (
  <div className="queue-strip" role="group" aria-label="Sample queue">
    <IconButton
      label="Previous in queue"
      keys={keys.previous}
      size="small"
      disabled={index <= 0}
      onClick={() => onStep(-1)}
    >
      <ChevronLeft size={14} />
    </IconButton>
    <IconButton
      label="Next in queue"
      keys={keys.next}
      size="small"
      disabled={index >= count - 1}
      onClick={() => onStep(1)}
    >
      <ChevronRight size={14} />
    </IconButton>
    <b className="truncate">{title}</b>
    <span className="mono muted">
      {count === 0 ? 'nothing there' : `${formatCount(Math.max(0, index) + 1)} of ${formatCount(count)}`}
    </span>
    <span className="grow truncate faint">{note}</span>
    <Button size="small" tone="quiet" onClick={onShowList}>
      Show the list
    </Button>
  </div>
)
