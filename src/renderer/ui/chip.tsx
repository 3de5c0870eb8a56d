import type { CSSProperties, ReactNode } from 'react'
import type { Label } from '../../shared/domain/scheme'
import { inkOn } from './ink-on'

/** Inline style that carries a colour to the stylesheet as `--c`, and the ink that can be read on it as `--ink`. */
export const colorVar = (color: string): CSSProperties =>
  ({ '--c': color, '--ink': inkOn(color) }) as CSSProperties

interface LabelChipProps {
  /** Absent: not labelled yet. */
  readonly label: Label | undefined
  /** Model chips are hatched. */
  readonly origin?: 'human' | 'model'
  readonly selected?: boolean
  readonly onClick?: () => void
  /** Small text after the name: a confidence, a key. */
  readonly note?: ReactNode
}

/** A label with its colour and its letter; a button when it can be clicked. */
export function LabelChip({ label, origin = 'human', selected, onClick, note }: LabelChipProps): ReactNode {
  const inside = (
    <>
      {label && <u aria-hidden="true">{label.letter}</u>}
      <span className="truncate">{label?.name ?? 'not labelled'}</span>
      {note !== undefined && <span className="faint mono">{note}</span>}
    </>
  )
  const common = {
    className: 'chip',
    'data-origin': origin,
    'data-empty': label ? undefined : '',
    style: label && colorVar(label.color),
    title: label?.definition
  }
  return onClick ? (
    <button type="button" {...common} aria-pressed={selected ?? false} onClick={onClick}>
      {inside}
    </button>
  ) : (
    <span {...common}>{inside}</span>
  )
}

/** The coloured mark of an author: round for people, hatched and square for models. */
export const AuthorDot = ({ color, kind }: { color: string; kind: string }): ReactNode => (
  <i className="dot" data-kind={kind} style={colorVar(color)} aria-hidden="true" />
)

/** A small fact in a frame. */
export const Badge = ({
  tone,
  title,
  children
}: {
  tone?: 'good' | 'warn' | 'bad'
  title?: string
  children: ReactNode
}): ReactNode => (
  <span className="badge" data-tone={tone} title={title}>
    {children}
  </span>
)
