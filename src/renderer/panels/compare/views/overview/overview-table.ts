import type { TextTable } from '../../../../ui/text-table'
import type { LabelSet } from './label-sets'
import type { PairScore } from './use-scores'

/** The table for other programs: a row for each pair, with interval and ceiling. */
export function overviewTable({
  rows,
  sets,
  scores,
  metric,
  schemeName
}: {
  readonly rows: readonly LabelSet[]
  readonly sets: readonly LabelSet[]
  readonly scores: ReadonlyMap<string, PairScore>
  readonly metric: string
  readonly schemeName: (id: string) => string
}): TextTable {
  const digits = (value: number | null | undefined): string => value?.toFixed(6) ?? ''
  return [
    [
      'candidate',
      'reference',
      'scheme',
      metric,
      'low',
      'high',
      'n',
      'left out',
      'people',
      'people low',
      'people high',
      'alpha of people'
    ],
    ...rows.flatMap(({ author }) =>
      sets.flatMap((set) => {
        const score = scores.get(`${set.key} ${author.id}`)
        if (score?.kind !== 'score') return []
        const { cards, n, leftOut, ceiling } = score.value
        const card = cards.find(({ id }) => id === metric)
        const people = ceiling?.scores[metric]
        return [
          [
            author.name,
            set.author.name,
            schemeName(set.schemeId),
            digits(card?.value),
            digits(card?.interval?.low),
            digits(card?.interval?.high),
            String(n),
            String(leftOut),
            digits(people?.value),
            digits(people?.low),
            digits(people?.high),
            digits(ceiling?.alpha.value)
          ]
        ]
      })
    )
  ]
}
