import type { ReactNode } from 'react'
import { paceOf, tooSlow } from '../../../shared/live/live-pace'
import { liveStore } from '../../session/live'
import { plural } from '../../ui/format'

/** How far behind the answer comes, and what was passed over because the model is slower than what plays. */
export function PaceLine(): ReactNode {
  const delayMs = liveStore((state) => state.delayMs)
  const pace = liveStore((state) => state.pace)
  const usual = paceOf(pace)
  const slow = tooSlow(pace)
  return (
    <div className="live-pace">
      <span className="mono" title="From asking about the moment to its answer here" data-testid="live-delay">
        {delayMs === undefined ? '' : `${whole(delayMs)} ms delay`}
      </span>
      {slow && usual && (
        <span role="status" className="live-slow">
          Too slow to follow: {whole(usual.tookMs)} ms for each answer, the next is due after{' '}
          {whole(usual.dueMs)} ms.
        </span>
      )}
      {pace.skipped > 0 && (
        <span className="muted">
          {plural(pace.skipped, 'moment')} passed over of {pace.skipped + pace.answered}
        </span>
      )}
    </div>
  )
}

const whole = (value: number): number => Math.max(1, Math.round(value))
