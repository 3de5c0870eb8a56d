import type { ReactNode } from 'react'
import type { Label } from '../../shared/domain/scheme'
import type { ValuePart } from '../../shared/values/value-text'
import { LabelChip, colorVar } from './chip'

interface AnswerChipProps {
  readonly label: Label | undefined
  /** What the answer says beyond one label; empty for a plain label. */
  readonly parts: readonly ValuePart[]
  readonly origin?: 'human' | 'model'
}

/** Parts beyond these are counted, not drawn. */
const MOST_PARTS = 3
const NO_COLOR = '#8b94a0'

/** An answer as a small mark: a label, or each thing that it says. */
export function AnswerChip({ label, parts, origin = 'human' }: AnswerChipProps): ReactNode {
  if (parts.length === 0) return <LabelChip label={label} origin={origin} />
  const whole = parts.map((part) => part.text).join(', ')
  // Words have no colours to tell them apart: they stand together.
  if (parts.every((part) => part.color === undefined && part.strength === undefined))
    return (
      <span className="answer-chip" title={whole}>
        <span className="chip" data-origin={origin} style={colorVar(NO_COLOR)}>
          <span className="truncate">{whole}</span>
        </span>
      </span>
    )
  const several = parts.length > 1
  return (
    <span className="answer-chip" title={whole}>
      {parts.slice(0, MOST_PARTS).map((part, index) => (
        <span key={index} className="chip" data-origin={origin} style={colorVar(part.color ?? NO_COLOR)}>
          <span className="truncate">{several ? part.short : part.text}</span>
        </span>
      ))}
      {parts.length > MOST_PARTS && <span className="faint">+{parts.length - MOST_PARTS}</span>}
    </span>
  )
}
