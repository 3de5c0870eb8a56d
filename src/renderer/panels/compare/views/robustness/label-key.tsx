import type { ReactNode } from 'react'
import type { VariantsAnswer } from '../../../../../shared/contract/analysis/variants'
import { labelColor } from './curve'

/** Which line is whose. */
export const LabelKey = ({ answer: { labels, baseline } }: { readonly answer: VariantsAnswer }): ReactNode =>
  labels.map(({ id, name }, place) =>
    baseline.recalls[place]?.value === null ? null : (
      <span key={id}>
        <i style={{ background: labelColor(place) }} aria-hidden="true" />
        {name}
      </span>
    )
  )
