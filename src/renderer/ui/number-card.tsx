import { Check, Copy, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { Button } from './button'
import { Popover } from './popover'

/** A number with all that is needed to quote it. */
export interface NumberCardContent {
  readonly name: string
  /** null: undefined here; `reason` says why. */
  readonly value: number | null
  readonly reason?: string
  readonly interval?: {
    readonly low: number
    readonly high: number
    readonly level?: number
    readonly method?: string
  }
  readonly intervalReason?: string
  readonly definition: string
  readonly convention: string
  readonly source?: string
  readonly missingPolicy?: string
  readonly n: number
  readonly unit: string
  readonly leftOut: readonly { readonly reason: string; readonly count: number; readonly unit: string }[]
  /** Further facts: revision of the data, hash of the model. */
  readonly facts?: readonly (readonly [string, string])[]
}

interface NumberCardProps {
  readonly card: NumberCardContent
  readonly digits?: number
  readonly onCopy: (text: string) => void
}

/** A value with its interval; a click shows how it was made, and copies both together. */
export function NumberCard({ card, digits = 3, onCopy }: NumberCardProps): ReactNode {
  const [copied, setCopied] = useState(false)
  const copy = (): void => {
    onCopy(cardText(card, digits))
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  return (
    <Popover
      label={`${card.name}: how it was made`}
      widthPx={380}
      trigger={
        <button type="button" className="number-card">
          <span className="name">
            {card.name}
            <Info size={12} aria-hidden="true" />
          </span>
          <span className="value">{valueText(card, digits)}</span>
          <span className="interval">
            {card.interval
              ? intervalText(card.interval, digits)
              : (card.reason ?? card.intervalReason ?? '\u00a0')}
          </span>
        </button>
      }
    >
      <dl className="card-facts selectable">
        {cardFacts(card, digits).map(([name, text]) => (
          <Fact key={name} name={name} text={text} />
        ))}
      </dl>
      <div style={{ display: 'flex', justifyContent: 'flex-end', marginTop: 10 }}>
        <Button size="small" onClick={copy}>
          {copied ? <Check size={13} /> : <Copy size={13} />}
          {copied ? 'Copied' : 'Copy with its card'}
        </Button>
      </div>
    </Popover>
  )
}

const Fact = ({ name, text }: { name: string; text: string }): ReactNode => (
  <>
    <dt>{name}</dt>
    <dd>{text}</dd>
  </>
)

const valueText = (card: NumberCardContent, digits: number): string =>
  card.value === null ? 'not defined' : shownNumber(card.value, digits)

/** With so many decimals; what they would round to nothing (a p of 1e-17) with its power of ten. */
const shownNumber = (value: number, digits: number): string =>
  value !== 0 && Math.abs(value) < 0.5 * 10 ** -digits ? value.toExponential(1) : value.toFixed(digits)
const intervalText = (interval: { readonly low: number; readonly high: number }, digits: number): string =>
  `[${interval.low.toFixed(digits)}, ${interval.high.toFixed(digits)}]`

/** Lines of a card, in reading order. */
export function cardFacts(card: NumberCardContent, digits = 3): readonly (readonly [string, string])[] {
  const interval = card.interval
  const lines: (readonly [string, string | undefined])[] = [
    [
      'Value',
      card.value === null
        ? `not defined: ${card.reason ?? 'no reason recorded'}`
        : shownNumber(card.value, digits)
    ],
    [
      'Interval',
      interval
        ? `${intervalText(interval, digits)}${interval.level ? `, ${Math.round(interval.level * 100)} %` : ''}${interval.method ? `, ${interval.method}` : ''}`
        : card.intervalReason
    ],
    ['Definition', card.definition],
    ['Convention', card.convention],
    ['Used', `${card.n} ${card.unit}`],
    [
      'Left out',
      card.leftOut.length === 0
        ? 'nothing'
        : card.leftOut.map((entry) => `${entry.count} ${entry.unit}: ${entry.reason}`).join('; ')
    ],
    ['Missing', card.missingPolicy],
    ['Source', card.source],
    ...(card.facts ?? [])
  ]
  return lines.flatMap(([name, text]) => (text === undefined || text === '' ? [] : [[name, text] as const]))
}

/** The number and its card as plain text. */
export const cardText = (card: NumberCardContent, digits = 3): string =>
  [
    `${card.name} ${valueText(card, digits)}${card.interval ? ` ${intervalText(card.interval, digits)}` : ''}`,
    ...cardFacts(card, digits).map(([name, text]) => `${name}: ${text}`)
  ].join('\n')
