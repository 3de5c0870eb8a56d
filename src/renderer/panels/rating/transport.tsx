import type { ReactNode } from 'react'
import { formatClock, toSeconds } from '../../../shared/domain/time'
import { runAction } from '../../session/actions'
import { useClock } from '../../session/clock'
import { selectedSpan } from '../../session/desk-navigate'
import { useRating } from '../../session/rating/rating-status'
import { plannedSpan } from '../../session/rating/take-flow'
import type { TraceTrack } from '../../session/rating/rating-tracks'
import { useSelection } from '../../session/selection'
import { useKeys } from '../../session/use-keys'
import { Button } from '../../ui/button'
import { Kbd } from '../../ui/kbd'

/** Start, go on, keep, drop; and how far the take is. */
export function Transport({ track }: { readonly track: TraceTrack }): ReactNode {
  const phase = useRating((state) => state.phase)
  const keys = {
    take: useKeys('rating.take'),
    resume: useKeys('rating.resume'),
    abort: useKeys('rating.abort'),
    missing: useKeys('rating.missing')
  }
  const underWay = phase === 'rating' || phase === 'paused' || phase === 'countdown'
  return (
    <div className="rt-transport" role="toolbar" aria-label="Take">
      {phase === 'idle' && <StartButton keys={keys.take} />}
      {phase === 'paused' && (
        <Button tone="primary" title={keys.resume} onClick={() => runAction('rating.resume')}>
          Go on
        </Button>
      )}
      {phase === 'rating' && (
        <Button title={keys.resume} onClick={() => runAction('rating.resume')}>
          Pause
        </Button>
      )}
      {(phase === 'rating' || phase === 'paused') && (
        <Button title={keys.take} onClick={() => runAction('rating.take')}>
          End and keep
        </Button>
      )}
      {underWay && (
        <Button tone="bad" title={keys.abort} onClick={() => runAction('rating.abort')}>
          Drop
        </Button>
      )}
      {phase === 'saving' && <span className="muted">Saving the take…</span>}
      {underWay ? <Progress track={track} /> : <LastTake />}
      <span className="grow" />
      <span className="rt-hints" aria-hidden="true">
        {underWay ? <Kbd>{keys.missing} cannot rate</Kbd> : keys.take && <Kbd>{keys.take} rate</Kbd>}
      </span>
    </div>
  )
}

function StartButton({ keys }: { readonly keys: string | undefined }): ReactNode {
  useSelection((state) => state.range)
  useSelection((state) => state.segmentIds)
  const range = selectedSpan()
  const time = useClock((state) => Math.floor(state.time / 1e5))
  const duration = useClock((state) => state.duration)
  const span = plannedSpan(range, time * 1e5, duration)
  const text = !span
    ? 'Rate'
    : range
      ? `Rate ${shortClock(span.start)} to ${shortClock(span.end)}`
      : span.start === 0
        ? 'Rate from the start'
        : `Rate from ${shortClock(span.start)}`
  return (
    <Button
      tone="primary"
      data-span={span && `${span.start} ${span.end}`}
      disabled={!span}
      title={keys}
      onClick={() => runAction('rating.take')}
    >
      {text}
    </Button>
  )
}

/** `1:02.5` of a time. */
const shortClock = (time: number): string =>
  formatClock(time)
    .replace(/^00:0?/, '')
    .slice(0, -2)

function Progress({ track }: { readonly track: TraceTrack }): ReactNode {
  const counts = useRating((state) => state.counts)
  const span = useRating((state) => state.span)
  const rated = counts.count / track.trace.rateHz
  const whole = span ? toSeconds(span.end - span.start) : 0
  const parts = [
    `${rated.toFixed(1)} of ${whole.toFixed(1)} s`,
    ...(counts.declined > 0 ? [`${(counts.declined / track.trace.rateHz).toFixed(1)} missing`] : []),
    ...(counts.lost > 0 ? [`${counts.lost} lost to jumps`] : []),
    ...(counts.stalledMs > 0 ? [`stood still ${(counts.stalledMs / 1000).toFixed(1)} s`] : [])
  ]
  return <span className="rt-progress mono">{parts.join(', ')}</span>
}

/** How exactly the samples of the last take lie on the recording's clock. */
function LastTake(): ReactNode {
  const last = useRating((state) => state.last)
  if (!last) return null
  const { count, lost, latchP95Ms, latchMaxMs } = last.counts
  return (
    <span
      className="rt-progress mono truncate"
      data-testid="take-timing"
      data-count={count}
      data-p95={latchP95Ms}
      title={`A sample gets the value the input had at the sample's own time on the recording. It was taken over at the next reading of the clock: for 95 % of samples within ${latchP95Ms.toFixed(1)} ms, for all within ${latchMaxMs.toFixed(1)} ms.`}
    >
      {count.toLocaleString('en-GB')} samples, 95 % within {latchP95Ms.toFixed(1)} ms
      {lost > 0 ? `, ${lost} lost` : ''}
    </span>
  )
}
