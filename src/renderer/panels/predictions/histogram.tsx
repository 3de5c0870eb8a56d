import type { ReactNode } from 'react'
import type { ConfidenceHistogram } from '../../../shared/predictions/confidence-histogram'
import { formatCount } from '../../ui/format'

const [WIDTH, HEIGHT] = [400, 84]

/** How sure the predictions are; bars from the threshold on stand out, by shade and by a line. */
export function Histogram({
  histogram,
  threshold
}: {
  histogram: ConfidenceHistogram
  threshold: number
}): ReactNode {
  const { bins, without } = histogram
  const most = Math.max(1, ...bins)
  const total = bins.reduce((sum, count) => sum + count, 0)
  const width = WIDTH / bins.length
  return (
    <figure className="pred-histogram">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Confidences of ${formatCount(total)} predictions, ${formatCount(most)} in the fullest bin`}
      >
        {bins.map((count, bin) => {
          const height = count === 0 ? 0 : Math.max(2, (count / most) * (HEIGHT - 4))
          const above = (bin + 0.5) / bins.length >= threshold
          return (
            <rect
              key={bin}
              x={bin * width + 1}
              y={HEIGHT - height}
              width={width - 2}
              height={height}
              data-above={above ? '' : undefined}
            >
              <title>
                {`${(bin / bins.length).toFixed(2)} to ${((bin + 1) / bins.length).toFixed(2)}: ${formatCount(count)}`}
              </title>
            </rect>
          )
        })}
        <line x1={threshold * WIDTH} x2={threshold * WIDTH} y1={0} y2={HEIGHT} />
      </svg>
      <figcaption>
        <span className="mono">0</span>
        <span>
          confidence
          {without > 0 && ` · ${formatCount(without)} without one are left out`}
        </span>
        <span className="mono">1</span>
      </figcaption>
    </figure>
  )
}
