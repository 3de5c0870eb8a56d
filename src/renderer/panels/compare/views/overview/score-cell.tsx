import type { ReactNode } from 'react'
import { Skeleton } from '../../../../ui/empty'
import type { PairScore } from './use-scores'

interface ScoreCellProps {
  readonly score: PairScore | undefined
  readonly metric: string
  /** For screen readers. */
  readonly name: string
  readonly chosen: boolean
  readonly onChoose: () => void
  readonly onOpen: () => void
}

/** One score of the table: value and interval, below it what it rests on and how well people do. */
export function ScoreCell({ score, metric, name, chosen, onChoose, onOpen }: ScoreCellProps): ReactNode {
  if (!score) return <Skeleton height={34} />
  if (score.kind === 'problem')
    return (
      <span className="overview-none faint" title={[score.message, score.hint].filter(Boolean).join(' ')}>
        –
      </span>
    )
  const { cards, n, unit, ceiling } = score.value
  const card = cards.find(({ id }) => id === metric)
  const people = ceiling?.scores[metric]
  const value = card?.value ?? null
  return (
    <button
      type="button"
      className="overview-cell"
      aria-label={`${name}: ${value === null ? 'not defined' : value.toFixed(3)}`}
      aria-pressed={chosen}
      title={value === null ? card?.reason : undefined}
      onClick={onChoose}
      onDoubleClick={onOpen}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        onOpen()
      }}
    >
      <span className="overview-value">
        <b>{value === null ? '–' : value.toFixed(3)}</b>
        {card?.interval && (
          <span className="faint">
            [{card.interval.low.toFixed(3)}, {card.interval.high.toFixed(3)}]
          </span>
        )}
      </span>
      <span className="overview-under faint">
        n {n.toLocaleString('en-GB', { maximumFractionDigits: 1 })}
        {unit === 's' ? ' s' : ''}
        {people?.value != null && (
          <span
            className="overview-people"
            data-above={value !== null && value > people.value ? '' : undefined}
            title={`People on the same items: mean ${people.value.toFixed(3)}, from ${people.low?.toFixed(3)} to ${people.high?.toFixed(3)}, ${ceiling?.raters} persons, ${ceiling?.items} items`}
          >
            people {people.value.toFixed(3)}
          </span>
        )}
      </span>
    </button>
  )
}
