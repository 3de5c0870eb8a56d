import type { ReactNode } from 'react'
import { paceOf, tooSlow } from '../../../shared/live/live-pace'
import { liveStore } from '../../session/live'

/** How long the answer that is shown took to come. */
export function Delay(): ReactNode {
  const delayMs = liveStore((state) => state.delayMs)
  return (
    <span className="mono" title="From asking about the moment to its answer here" data-testid="live-delay">
      {delayMs === undefined ? '' : `${whole(delayMs)} ms delay`}
    </span>
  )
}

/** What was passed over, and that the model is slower than what plays where it is. */
export function PaceLine(): ReactNode {
  const pace = liveStore((state) => state.pace)
  const usual = paceOf(pace)
  const slow = tooSlow(pace) && usual
  if (!slow && pace.skipped === 0) return null
  const passed = `${pace.skipped} of ${pace.skipped + pace.answered} moments passed over`
  const text = slow
    ? `Too slow to follow, ${passed}: ${whole(usual.tookMs)} ms for each, one every ${whole(usual.dueMs)} ms`
    : passed
  return (
    <p role="status" className="live-pace truncate" data-slow={slow ? '' : undefined} title={text}>
      {text}
    </p>
  )
}

const whole = (value: number): number => Math.max(1, Math.round(value))
