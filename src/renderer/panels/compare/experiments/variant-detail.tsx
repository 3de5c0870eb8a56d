import type { ReactNode } from 'react'
import type { NumberCard as Card } from '../../../../shared/compare/report'
import type { VariantsAnswer } from '../../../../shared/contract/analysis/variants'
import { confusionMetrics } from '../../../../shared/metrics'
import { mcnemarMethod } from '../../../../shared/metrics/mcnemar'
import { copyText } from '../../../session/copy-text'
import { plural } from '../../../ui/format'
import { NumberCard } from '../../../ui/number-card'
import type { Query } from '../choice'
import { useViewCards } from '../use-view-cards'
import type { VariantRow } from './variant-table'

interface VariantDetailProps {
  readonly row: VariantRow
  readonly baselineName: string
  readonly answer: VariantsAnswer
  readonly metric: string
  readonly query: Query
  readonly recordings: number
  /** Further facts of its cards: what was done to the recordings. */
  readonly facts: readonly (readonly [string, string])[]
}

/** The numbers of one variant with their cards, and what its runs read. */
export function VariantDetail(props: VariantDetailProps): ReactNode {
  const { row, answer, query, recordings, facts } = props
  const withFacts = useViewCards(
    { ...query, candidateAuthorId: row.authorId },
    { revision: answer.revision, recordings, schemeId: answer.schemeId }
  )
  const { inputs } = row.score
  return (
    <section className="variant-detail" aria-label={`Numbers of ${row.name}`}>
      <h3 className="section-head">
        {row.group === undefined ? '' : `${row.group}, `}
        {row.name}
      </h3>
      <div className="variant-cards number-rows">
        {withFacts(cardsOf(props)).map((card) => (
          <NumberCard
            key={card.name}
            card={{ ...card, facts: [...facts, ...(card.facts ?? [])] }}
            onCopy={copyText}
          />
        ))}
      </div>
      {inputs && (
        <p className="variant-input selectable">
          What was read, SHA-256 over {plural(inputs.recordings, 'recording')}:{' '}
          <span className="mono">{inputs.sha256.slice(0, 16)}…</span>{' '}
          <span className={inputs.same ? 'good' : 'bad'}>
            {inputs.runs === 1
              ? 'one run so far'
              : inputs.same
                ? `the same in all ${inputs.runs} runs`
                : `not the same in all ${inputs.runs} runs: recordings or transcripts changed in between`}
          </span>
        </p>
      )}
    </section>
  )
}

function cardsOf({ row, answer, metric, baselineName }: VariantDetailProps): readonly Card[] {
  const { score, changed, n, unanswered } = row.score
  const text = confusionMetrics.get(metric)
  const method = `percentile bootstrap of ${answer.clusters} ${answer.clusterNoun}, ${answer.resamples} resamples, seed 1`
  const common = {
    n,
    unit: answer.unit === 's' ? ('s' as const) : ('segments' as const),
    leftOut:
      unanswered > 0
        ? [
            {
              reason: 'The variant gave no answer.',
              count: unanswered,
              unit: answer.unit === 's' ? ('s' as const) : ('segments' as const)
            }
          ]
        : []
  }
  const estimate = (number: { value: number | null; low?: number; high?: number; reason?: string }) => ({
    value: number.value,
    ...(number.value === null ? { reason: 'It is not defined for these items.' } : {}),
    ...(number.low === undefined || number.high === undefined
      ? { intervalReason: number.reason ?? 'There is no interval.' }
      : { interval: { low: number.low, high: number.high, level: 0.95, method } })
  })
  const words = { source: text.source, missingPolicy: text.missingPolicy }
  return [
    {
      id: metric,
      name: text.name,
      ...estimate(score),
      ...common,
      ...words,
      definition: text.definition,
      convention: text.convention
    },
    ...(row.isBaseline
      ? []
      : [
          {
            id: `${metric}_delta`,
            name: `Δ to ${baselineName}`,
            ...estimate(score.delta),
            ...common,
            ...words,
            definition: `${text.name} of this variant less that of ${baselineName}`,
            convention: `${text.convention} Both are scored on the same draws of whole ${answer.clusterNoun}; two-sided p from these draws, 1 added above and below: ${score.p === null ? 'not defined' : score.p.toFixed(4)}.`
          }
        ]),
    ...(changed
      ? [
          {
            id: 'mcnemar_exact',
            name: 'McNemar, exact p',
            value: changed.p,
            intervalReason: `${changed.fixed} put right, ${changed.broken} broken`,
            ...common,
            definition: mcnemarMethod.definition,
            convention: `${mcnemarMethod.convention} Items that either did not answer are left out. No correction for looking at several variants.`,
            source: mcnemarMethod.source,
            missingPolicy: mcnemarMethod.missingPolicy
          }
        ]
      : [])
  ]
}
