import type { ReactNode } from 'react'
import { signed } from '../../experiments/numbers'
import type { Shares } from './part-shares'

/** What each part adds on average, as bars that sum to what all of them add. */
export function PartShares({
  shares: { parts, full, nothing },
  metricName
}: {
  readonly shares: Shares
  readonly metricName: string
}): ReactNode {
  const most = Math.max(...parts.map(({ share }) => Math.abs(share)), 1e-9)
  const sum = parts.reduce((total, { share }) => total + share, 0)
  return (
    <section className="shapley" aria-label="What each part adds">
      <h3 className="section-head">What each part adds</h3>
      {parts
        .toSorted((a, b) => b.share - a.share)
        .map(({ name, share }) => (
          <div key={name} className="shapley-row">
            <span className="truncate">{name}</span>
            <span className="shapley-bar" aria-hidden="true">
              <i
                data-loss={share < 0 ? '' : undefined}
                style={{ width: `${((100 * Math.abs(share)) / most).toFixed(1)}%` }}
              />
            </span>
            <b className="mono">{signed(share)}</b>
          </div>
        ))}
      <p className="faint">
        Mean gain in {metricName} over all orders in which the parts can be added (Shapley 1953). They sum to{' '}
        <span className="mono">{signed(sum)}</span>: all parts <span className="mono">{full.toFixed(3)}</span>{' '}
        less <span className="mono">{nothing.toFixed(3)}</span> of always answering the most frequent label of
        the reference, which stands for reading nothing.
      </p>
    </section>
  )
}
