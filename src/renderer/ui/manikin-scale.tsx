import type { ReactNode } from 'react'
import './manikin.css'
import { Manikin, type ManikinDimension } from './manikin'

interface ManikinScaleProps {
  readonly label: string
  readonly dimension: ManikinDimension
  /** All answers, ascending. */
  readonly answers: readonly number[]
  readonly value: number | undefined
  readonly disabled?: boolean
  /** undefined: taken off. */
  readonly onChange: (value: number | undefined) => void
}

/** More answers than this have a picture for every second one, as on nine-point sheets. */
const MOST_PICTURES = 7

/** A row of figures, answers between them, and the number of each below. */
export function ManikinScale({
  label,
  dimension,
  answers,
  value,
  disabled = false,
  onChange
}: ManikinScaleProps): ReactNode {
  const [least = 0, most = 1] = [answers[0], answers.at(-1)]
  const everySecond = answers.length > MOST_PICTURES
  return (
    <div className="manikin-scale" role="radiogroup" aria-label={label}>
      {answers.map((answer, index) => (
        <button
          key={answer}
          type="button"
          role="radio"
          aria-checked={answer === value}
          aria-label={`${label} ${answer}`}
          disabled={disabled}
          data-between={everySecond && index % 2 === 1 ? '' : undefined}
          onClick={() => onChange(answer === value ? undefined : answer)}
        >
          {!(everySecond && index % 2 === 1) && (
            <Manikin dimension={dimension} amount={most > least ? (answer - least) / (most - least) : 0} />
          )}
          <span>{answer}</span>
        </button>
      ))}
    </div>
  )
}
