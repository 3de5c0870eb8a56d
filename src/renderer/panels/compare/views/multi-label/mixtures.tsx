import { ListVideo } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LabelSetsAnswer } from '../../../../../shared/contract/label-sets'
import { copyText } from '../../../../session/copy-text'
import { Button } from '../../../../ui/button'
import { formatCount } from '../../../../ui/format'
import { NumberCard } from '../../../../ui/number-card'
import type { Query } from '../../choice'
import { useViewCards } from '../../use-view-cards'
import type { OpenLabelSets } from './label-sets-opener'

interface MixturesProps {
  readonly query: Query
  readonly answer: LabelSetsAnswer
  readonly onOpen: OpenLabelSets
}

/** How far mixtures of labels are apart, item by item. */
export function Mixtures({ query, answer, onOpen }: MixturesProps): ReactNode {
  const cards = useViewCards(query, answer)
  const { shares } = answer
  if (!shares) return null
  return (
    <section aria-label="Mixtures">
      <h3 className="section-head">Mixtures</h3>
      <div className="number-rows label-sets-mixtures">
        {cards(shares.cards).map((card) => (
          <NumberCard key={card.name} card={card} digits={4} onCopy={copyText} />
        ))}
      </div>
      <p className="label-sets-says">
        <span>
          The order of the labels is the same on <b className="mono">{formatCount(shares.sameOrder)}</b> of{' '}
          <b className="mono">{formatCount(shares.n)}</b> items.
        </span>
        <Button
          size="small"
          onClick={() => onOpen({ kind: 'furthest-shares' }, 'Mixtures, the furthest apart first')}
        >
          <ListVideo size={13} /> Furthest apart
        </Button>
      </p>
    </section>
  )
}
