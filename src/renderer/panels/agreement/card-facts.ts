import type { AgreementCard } from '../../../shared/agreement/report'
import type { AgreementAnswer } from '../../../shared/contract'
import type { NumberCardContent } from '../../ui/number-card'

/** Cards as shown: seconds with one decimal, and the facts that all of them share. */
export const cardsOf = (
  cards: readonly AgreementCard[],
  facts: NumberCardContent['facts']
): readonly NumberCardContent[] =>
  cards.map((card) => ({
    ...card,
    n: rounded(card.n, card.unit),
    leftOut: card.leftOut.map(({ reason, count, unit }) => ({
      reason: reason.replace(/\.$/, ''),
      count: rounded(count, unit),
      unit: unit === 'segments' && count === 1 ? 'segment' : unit
    })),
    facts
  }))

const rounded = (value: number, unit: string): number => (unit === 's' ? Math.round(value * 10) / 10 : value)

/** Whose agreement, how units were made, on which data. */
export const commonFacts = (
  report: Pick<AgreementAnswer, 'authorIds' | 'convention' | 'revision' | 'recordings'>,
  names: {
    readonly author: (id: string) => string
    readonly scheme: string | undefined
    /** How labels of other schemes were mapped, in sentences. */
    readonly mapping?: string | undefined
    readonly project: string
  }
): readonly (readonly [string, string])[] => [
  [
    'Annotators',
    `${report.authorIds.map(names.author).join(', ')}; ${report.recordings.length} ${report.recordings.length === 1 ? 'recording' : 'recordings'} in which two of them meet`
  ],
  ...(names.scheme === undefined ? [] : [['Labels', names.scheme] as const]),
  ...(names.mapping === undefined ? [] : [['Mapping', names.mapping] as const]),
  ['Units', report.convention],
  ['Data', `${names.project}, revision r${report.revision.toLocaleString('en-GB')}`]
]
