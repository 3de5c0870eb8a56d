import { Play } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AgreementCurve } from '../../../shared/agreement/agreement-curve'
import { formatClock, micros } from '../../../shared/domain/time'
import { requestSeek } from '../../session/selection'
import { Button } from '../../ui/button'
import { Strip } from './strip'
import { lowestStretch } from './lowest-stretch'

/** A curve along the open recording under its head, which plays the lowest stretch. */
export function CurveSection({
  title,
  hint,
  curve,
  levels,
  none
}: {
  readonly title: string
  readonly hint?: string
  /** Undefined: not known yet. */
  readonly curve: AgreementCurve | undefined
  readonly levels?: readonly [number, number]
  /** Why there is no curve. */
  readonly none: string
}): ReactNode {
  const any = curve?.agreement.some((value) => value !== null)
  const lowest = curve && lowestStretch(curve)
  return (
    <section className="agree-curve" aria-label="Agreement over time">
      <header className="agree-head">
        <h3 className="section-head">Over time</h3>
        <span className="muted truncate" title={hint}>
          {title}
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
      {curve && any ? <Strip curve={curve} levels={levels} /> : <p className="agree-quiet">{none}</p>}
    </section>
  )
}
