import type { ReactNode } from 'react'
import type { ShownTensor } from '../../../shared/model-look/shown-value'
import { short } from './facts-of'

/** How the values of an array are spread, and the first of them. */
export function TensorFigures({ tensor }: { readonly tensor: ShownTensor }): ReactNode {
  const { histogram, first, figures } = tensor
  const most = Math.max(1, ...histogram)
  return (
    <div className="look-figures">
      {histogram.length > 0 && figures.min !== null && figures.max !== null && (
        <div
          className="look-histogram"
          role="img"
          aria-label={`Spread of ${figures.count} values from ${short(figures.min)} to ${short(figures.max)}`}
        >
          {histogram.map((count, i) => (
            <i
              key={i}
              style={{
                height: `${count === 0 ? 0 : Math.max(4, (100 * Math.sqrt(count)) / Math.sqrt(most))}%`
              }}
            />
          ))}
        </div>
      )}
      <span className="mono faint look-first selectable">
        {first.map(short).join('  ')}
        {figures.count > first.length ? '  …' : ''}
      </span>
    </div>
  )
}
