import { Download } from 'lucide-react'
import plotly from 'plotly.js-strict-dist-min'
import type { ReactNode } from 'react'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { perform } from '../../session/actions'
import { Button } from '../../ui/button'
import { onThemeChange, themeColors } from '../../ui/theme-colors'
import { dataUrlToBlob, fileNamePart, saveBlob } from './data-url'
import type { Figure, FigureInput, FiguresProps } from './figure'
import { confusionFigure, paperColors, recallFigure } from './figure'

const kinds = [
  { id: 'confusion', title: 'Confusion matrix', make: confusionFigure },
  { id: 'recall', title: 'Recall of each label', make: recallFigure }
] as const

/** Confusion matrix and recall bars, on the screen in the theme's colours, in files black on white. */
export default function Figures(props: FiguresProps): ReactNode {
  return (
    <div className="figures">
      {kinds.map((kind) => (
        <FigureView key={kind.id} {...props} {...kind} />
      ))}
    </div>
  )
}

interface FigureViewProps extends FiguresProps {
  readonly id: string
  readonly title: string
  readonly make: (input: FigureInput) => Figure
}

/** Size in the file: a column of a paper at 300 dots per inch and more. */
const FILE_SIZE = { width: 720, height: 560 } as const

function FigureView({ id, title, make, ...props }: FigureViewProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const theme = useSyncExternalStore(onThemeChange, () => document.documentElement.dataset['theme'])
  const { report, labelOf, referenceName, candidateName } = props
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const c = themeColors()
    const colors = {
      ground: c.panel,
      text: c.text,
      muted: c.muted,
      line: c.line,
      good: c.good,
      bad: c.bad,
      empty: c.raised
    }
    const figure = make({ report, labelOf, referenceName, candidateName, colors })
    void plotly.react(element, { ...figure, config: { displayModeBar: false, responsive: true } })
  }, [theme, make, report, labelOf, referenceName, candidateName])
  useEffect(() => {
    const element = frame.current
    return () => {
      if (element) plotly.purge(element)
    }
  }, [])
  const save = (format: 'png' | 'svg'): void =>
    perform(async () => {
      const figure = make({ ...props, colors: paperColors })
      const url = await plotly.toImage(figure, {
        format,
        ...FILE_SIZE,
        ...(format === 'png' ? { scale: 3 } : {})
      })
      const name = [id, fileNamePart(referenceName), fileNamePart(candidateName), `r${report.revision}`].join(
        '_'
      )
      saveBlob(dataUrlToBlob(url), `${name}.${format}`)
    })
  return (
    <figure className="figure" aria-label={title}>
      <figcaption>
        <span className="grow">{title}</span>
        <Button size="small" tone="quiet" onClick={() => save('png')}>
          <Download size={13} /> PNG
        </Button>
        <Button size="small" tone="quiet" onClick={() => save('svg')}>
          <Download size={13} /> SVG
        </Button>
      </figcaption>
      <div ref={frame} className="figure-plot" />
    </figure>
  )
}
