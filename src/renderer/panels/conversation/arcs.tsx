import type { ReactNode } from 'react'
import type { Relation } from '../../../shared/domain/relation'
import { authorOf } from '../../session/project'
import { classNames } from '../../ui/class-names'

/** A link between two rows of the list. */
export interface RowLink {
  readonly link: Relation
  readonly from: number
  readonly to: number
}

interface ArcsProps {
  readonly links: readonly RowLink[]
  /** Middle of a row from the top of the list, in pixels. */
  readonly middleOf: (index: number) => number
  readonly heightPx: number
  readonly selectedId: string | undefined
  /** A link that is being drawn: from a row to the pointer, both from the top of the list. */
  readonly drawing: { readonly from: number; readonly toPx: number } | undefined
  readonly onSelect: (id: string) => void
}

/** Width of the gutter that arcs have, in pixels. */
export const ARCS_PX = 34
const EDGE = ARCS_PX - 3
/** Two ends of a link lie a little apart, so that what comes in is not what goes out. */
const APART = 4

/** Arcs from an emotion to its cause, beside the turns; the arrow points at the cause. For the eye and the pointer: the inspector lists the same links. */
export function Arcs({ links, middleOf, heightPx, selectedId, drawing, onSelect }: ArcsProps): ReactNode {
  return (
    <svg className="cv-arcs" width={ARCS_PX} height={heightPx} aria-hidden="true">
      {links.map(({ link, from, to }) => {
        const path = arc(middleOf(from), middleOf(to), from === to)
        const selected = link.id === selectedId
        return (
          <g
            key={link.id}
            data-from={from + 1}
            data-to={to + 1}
            className={classNames('cv-arc', selected && 'is-selected')}
            data-link={link.id}
            style={{ color: selected ? undefined : authorOf(link.authorId)?.color }}
            onClick={(event) => {
              event.stopPropagation()
              onSelect(link.id)
            }}
          >
            <path className="reach" d={path.line} />
            <path className="line" d={path.line} />
            <path className="head" d={path.head} />
          </g>
        )
      })}
      {drawing && <path className="cv-drawing" d={arc(middleOf(drawing.from), drawing.toPx, false).line} />}
    </svg>
  )
}

function arc(from: number, to: number, itself: boolean): { readonly line: string; readonly head: string } {
  const [out, back] = itself
    ? [from - APART * 2, to + APART * 2]
    : from < to
      ? [from + APART, to - APART]
      : [from - APART, to + APART]
  const depth = itself ? ARCS_PX * 0.55 : Math.min(ARCS_PX + 6, 10 + Math.sqrt(Math.abs(to - from)) * 2)
  const left = EDGE - depth
  return {
    line: `M ${EDGE} ${out} C ${left} ${out}, ${left} ${back}, ${EDGE - 4} ${back}`,
    head: `M ${EDGE} ${back} l -6 -3.5 v 7 z`
  }
}
