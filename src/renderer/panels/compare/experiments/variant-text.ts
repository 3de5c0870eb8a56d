import type { VariantsAnswer } from '../../../../shared/contract/analysis/variants'
import type { TextTable } from '../../../ui/text-table'
import type { VariantRow } from './variant-table'

const digits = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : value.toFixed(6)

/** The table with every digit, for papers and other programs. */
export const variantText = (rows: readonly VariantRow[], metricName: string): TextTable => [
  [
    ...['set', 'variant', metricName, 'low', 'high', 'delta', 'delta low', 'delta high', 'p'],
    ...['McNemar p', 'broken', 'put right', 'n', 'no answer', 'input SHA-256']
  ],
  ...rows.map(({ group = '', name, score, isBaseline }) => {
    const { score: own, changed, inputs } = score
    const delta = isBaseline ? undefined : own.delta
    return [
      ...[group, name, digits(own.value), digits(own.low), digits(own.high)],
      ...[digits(delta?.value), digits(delta?.low), digits(delta?.high), isBaseline ? '' : digits(own.p)],
      ...[digits(changed?.p), String(changed?.broken ?? ''), String(changed?.fixed ?? '')],
      ...[String(score.n), String(score.unanswered), inputs?.sha256 ?? '']
    ]
  })
]

/** Recall of every label in every variant. */
export const recallText = (rows: readonly VariantRow[], { labels }: VariantsAnswer): TextTable => [
  ['set', 'variant', ...labels.map(({ name }) => `recall of ${name}`)],
  ...rows.map(({ group = '', name, score }) => [
    group,
    name,
    ...score.recalls.map(({ value }) => digits(value))
  ])
]
