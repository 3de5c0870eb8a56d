import { ChevronDown, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

interface SectionProps {
  readonly title: string
  readonly count?: number
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  /** Buttons at the right of the heading. */
  readonly tools?: ReactNode
  readonly children: ReactNode
}

/** A part of a side panel that folds. */
export function Section({ title, count, open, onOpenChange, tools, children }: SectionProps): ReactNode {
  return (
    <section className="fold" role="group" aria-label={title} data-open={open ? '' : undefined}>
      <header className="fold-head">
        <button type="button" aria-expanded={open} onClick={() => onOpenChange(!open)}>
          <h2>{title}</h2>
          {open ? <ChevronDown size={12} /> : <ChevronRight size={12} />}
        </button>
        {tools}
        {count !== undefined && <span className="fold-count">{count}</span>}
      </header>
      {open && children}
    </section>
  )
}
