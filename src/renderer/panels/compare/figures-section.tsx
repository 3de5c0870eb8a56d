import type { ReactNode } from 'react'
import { lazy, Suspense, useState } from 'react'
import { Skeleton } from '../../ui/empty'
import { Section } from '../../ui/section'
import type { PaperFigure } from './figure'

const Figures = lazy(() => import('./figures'))

/** Figures for papers. Plotly is large, so it is loaded when this is opened for the first time. */
export function FiguresSection({ figures }: { figures: readonly PaperFigure[] }): ReactNode {
  const [open, setOpen] = useState(false)
  return (
    <Section title="Figures" open={open} onOpenChange={setOpen}>
      <Suspense
        fallback={
          <div className="figures">
            <Skeleton height={340} />
            <Skeleton height={340} />
          </div>
        }
      >
        <Figures figures={figures} />
      </Suspense>
    </Section>
  )
}
