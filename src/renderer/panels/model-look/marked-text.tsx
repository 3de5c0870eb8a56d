import type { ReactNode } from 'react'
import type { TextRange } from '../../../shared/text-model/align-tokens'
import { classNames } from '../../ui/class-names'

/** A text in the direction of its script: one stretch lit, all but the turn itself in a lighter tone, what is not read struck out. */
export function MarkedText({
  text,
  target,
  read,
  lit
}: {
  readonly text: string
  readonly target: TextRange | undefined
  /** What the pieces are of; the rest was cut off. */
  readonly read: TextRange
  readonly lit: TextRange | undefined
}): ReactNode {
  const edges = [0, text.length, ...(target ?? []), ...read, ...(lit ?? [])]
  const cuts = [...new Set(edges)].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b)
  const inside = (range: TextRange | undefined, from: number, to: number): boolean =>
    range !== undefined && range[0] <= from && to <= range[1]
  return (
    <p className="model-text-words selectable" dir="auto" data-testid="model-text">
      {cuts.slice(1).map((to, i) => {
        const from = cuts[i] ?? 0
        const around = target !== undefined && !inside(target, from, to)
        const piece = text.slice(from, to)
        if (inside(lit, from, to)) return <mark key={from}>{piece}</mark>
        return !inside(read, from, to) && piece.trim() !== '' ? (
          <del key={from}>{piece}</del>
        ) : (
          <span key={from} className={classNames(around && 'is-around')}>
            {piece}
          </span>
        )
      })}
    </p>
  )
}
