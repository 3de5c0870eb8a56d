import type { ReactNode } from 'react'
import type { NumberCard as Card } from '../../../../../shared/compare/report'
import type { ConfidenceAnswer } from '../../../../../shared/contract/confidence'
import { copyText } from '../../../../session/copy-text'
import type { NumberCardContent } from '../../../../ui/number-card'
import { NumberCard } from '../../../../ui/number-card'

interface CardPairsProps {
  readonly answer: ConfidenceAnswer
  readonly cards: (cards: readonly Card[]) => readonly NumberCardContent[]
}

/** Every number with its card; before and after the temperature side by side, about the same items. */
export function CardPairs({ answer, cards }: CardPairsProps): ReactNode {
  const before = cards(answer.before.cards)
  const after = answer.after && cards(answer.after.cards)
  return (
    <section aria-label="Numbers">
      <h3 className="section-head">Numbers</h3>
      <div className="confidence-cards" data-pairs={after ? '' : undefined}>
        <Column title={after ? 'Before' : undefined} cards={before} />
        {after && <Column title="After" cards={after} />}
      </div>
    </section>
  )
}

const Column = ({
  title,
  cards
}: {
  readonly title: string | undefined
  readonly cards: readonly NumberCardContent[]
}): ReactNode => (
  <div className="number-rows" role="group" aria-label={title ?? 'Numbers'}>
    {title && <p className="faint confidence-side">{title}</p>}
    {cards.map((card) => (
      <NumberCard key={card.name} card={card} digits={4} onCopy={copyText} />
    ))}
  </div>
)
