import type { ShareCell } from '../../../../../shared/compare/report'
import type { SliceRow } from '../../../../../shared/analysis/slices/facet-report'
import type { CallOutput } from '../../../../../shared/contract'
import type { NumberCardContent } from '../../../../ui/number-card'

type Answer = CallOutput<'analysis.slices'>

/** What all cards of a report share. */
export interface SliceFacts {
  readonly compared: string
  readonly ceiling: readonly string[]
  readonly data: string
}

/** Cards of all items together. */
export function wholeCards(answer: Answer, facts: SliceFacts): readonly NumberCardContent[] {
  const { whole, metric } = answer.report
  return [
    card(answer, facts, metric.name, whole, whole.n),
    ...(whole.ceiling ? [ceilingCard(answer, facts, whole.ceiling)] : [])
  ]
}

/** Cards of one group. */
export function rowCards(answer: Answer, row: SliceRow, facts: SliceFacts): readonly NumberCardContent[] {
  const { metric, whole } = answer.report
  return [
    card(answer, facts, `${metric.name}, ${row.name}`, row.score, row.n),
    card(answer, facts, `${metric.name}, everything else`, row.rest, whole.n - row.n),
    card(answer, facts, 'Difference', row.difference, whole.n, {
      definition: `${metric.name} of the group minus ${metric.name} of everything else`
    }),
    ...(row.ceiling ? [ceilingCard(answer, facts, row.ceiling)] : [])
  ]
}

/** Cards of the gaps between groups. */
export const gapCards = (answer: Answer, facts: SliceFacts): readonly NumberCardContent[] =>
  answer.report.gaps
    .filter(({ id }) => saysSomething(id, answer))
    .map((gap) => {
      const ends =
        gap.lowest !== undefined && gap.highest !== undefined ? `${gap.lowest} to ${gap.highest}` : undefined
      return {
        ...card(answer, facts, gap.name, gap.cell, answer.report.whole.n, gap),
        facts: [...(ends ? [['From', ends] as const] : []), ...factsOf(answer, facts)]
      }
    })

/** Between items of different labels only the scores themselves can lie apart. */
const saysSomething = (gap: string, { parts }: Answer): boolean =>
  gap === 'gap' || gap === 'ratio' || !(parts[0]?.some(({ facet }) => facet === 'label') ?? false)

function ceilingCard(
  answer: Answer,
  facts: SliceFacts,
  ceiling: NonNullable<SliceRow['ceiling']>
): NumberCardContent {
  return card(answer, facts, 'Human ceiling', ceiling, ceiling.n, {
    definition: `${answer.report.metric.name} of the other people’s labels against the same reference, on the same items, pooled over ${facts.ceiling.join(', ')}`,
    convention:
      'Items that the candidate has no label for count for nobody. A person counts as often as they labelled.'
  })
}

function card(
  answer: Answer,
  facts: SliceFacts,
  name: string,
  cell: ShareCell,
  n: number,
  text: { readonly definition?: string; readonly convention?: string; readonly source?: string } = {}
): NumberCardContent {
  const { metric, unit, leftOut } = answer.report
  return {
    name,
    value: cell.value,
    ...(cell.value === null ? { reason: cell.reason } : {}),
    ...(cell.value !== null && cell.interval ? { interval: cell.interval } : {}),
    definition: text.definition ?? metric.definition,
    convention: text.convention ?? metric.convention,
    source: text.source ?? metric.source,
    missingPolicy: metric.missingPolicy,
    n: unit === 's' ? Math.round(n * 10) / 10 : n,
    unit: unit === 's' ? 's' : 'items',
    leftOut,
    facts: factsOf(answer, facts)
  }
}

const factsOf = (answer: Answer, facts: SliceFacts): readonly (readonly [string, string])[] => [
  ['Compared', facts.compared],
  ['Sorted by', answer.name],
  ['Data', facts.data]
]
