import { ListVideo } from 'lucide-react'
import type { ReactNode } from 'react'
import { ceilingConvention } from '../../../../../shared/analysis/overview/human-ceiling'
import { confusionMetrics } from '../../../../../shared/metrics'
import { mappingText } from '../../../../../shared/mapping/mapping-text'
import { mappingNames } from '../../../../session/common-targets'
import { copyText } from '../../../../session/copy-text'
import { useProject } from '../../../../session/project'
import { Button } from '../../../../ui/button'
import { NumberCard } from '../../../../ui/number-card'
import { cardsOf } from '../../card-facts'
import { openSelection } from '../../open-selection'
import type { PairScore } from './use-scores'

/** All scores of a pair with their cards, and beside each how well people do on the same items. */
export function CellDetail({
  score: { query, value },
  onOpen
}: {
  readonly score: Extract<PairScore, { kind: 'score' }>
  readonly onOpen: () => void
}): ReactNode {
  const index = useProject((state) => state.index)
  const project = useProject((state) => state.snapshot?.project.name ?? '')
  const name = (id: string): string => index.authors.get(id)?.name ?? 'Gone'
  const pair = `${name(query.candidateAuthorId)} against ${name(query.referenceAuthorId)}`
  const facts: readonly (readonly [string, string])[] = [
    ['Compared', pair],
    ...(value.mapping
      ? [['Mapping', mappingText(value.mapping, mappingNames(index)).join(' ')] as const]
      : []),
    ['Data', `${project}, revision r${value.revision.toLocaleString('en-GB')}`]
  ]
  const { ceiling } = value
  const people = Object.entries(ceiling?.scores ?? {}).map(([id, result]) => ({
    ...confusionMetrics.get(id),
    name: `${confusionMetrics.get(id).name} of people`,
    value: result.value,
    ...(result.value === null ? { reason: result.reason } : {}),
    intervalReason: result.low === undefined ? '' : `${result.low.toFixed(3)} to ${result.high?.toFixed(3)}`,
    convention: ceilingConvention,
    n: ceiling?.items ?? 0,
    unit: 'items',
    leftOut: [],
    facts
  }))
  return (
    <section className="overview-detail" aria-label={pair}>
      <header className="compare-head">
        <h3 className="section-head">{pair}</h3>
        <span className="grow" />
        <Button size="small" onClick={() => void openSelection(query, { only: 'errors' }, `Errors, ${pair}`)}>
          <ListVideo size={13} /> Errors
        </Button>
        <Button size="small" onClick={onOpen}>
          Confusion
        </Button>
      </header>
      <div className="overview-cards number-rows">
        {cardsOf(value.cards, facts).map((card) => (
          <NumberCard key={card.name} card={card} onCopy={copyText} />
        ))}
      </div>
      {ceiling ? (
        <div className="overview-cards number-rows">
          <NumberCard
            card={{
              ...{
                name: 'Alpha of people',
                definition: 'Krippendorff’s alpha for labels',
                convention: ceilingConvention
              },
              value: ceiling.alpha.value,
              ...(ceiling.alpha.value === null ? { reason: ceiling.alpha.reason } : {}),
              n: ceiling.items,
              unit: 'items',
              leftOut: [],
              facts
            }}
            onCopy={copyText}
          />
          {people.map((card) => (
            <NumberCard key={card.name} card={card} onCopy={copyText} />
          ))}
        </div>
      ) : (
        <p className="faint">No human ceiling: {value.noCeiling}</p>
      )}
    </section>
  )
}
