import { Download } from 'lucide-react'
import plotly from 'plotly.js-strict-dist-min'
import type { ReactNode } from 'react'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { perform } from '../../session/actions'
import { Button } from '../../ui/button'
import { onThemeChange, themeColors } from '../../ui/theme-colors'
import { dataUrlToBlob, fileNamePart, saveBlob } from './data-url'
import { paperColors } from './figure'
import type { PaperFigure } from './figure'

/** Figures for papers, on the screen in the theme's colours, in files black on white. */
export default function Figures({ figures }: { figures: readonly PaperFigure[] }): ReactNode {
  return (
    <div className="figures">
      {figures.map((figure) => (
        <FigureView key={figure.id} figure={figure} />
      ))}
    </div>
  )
}

/** Size in the file: a column of a paper at 300 dots per inch and more. */
const FILE_SIZE = { width: 720, height: 560 } as const

function FigureView({ figure }: { figure: PaperFigure }): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const theme = useSyncExternalStore(onThemeChange, () => document.documentElement.dataset['theme'])
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const c = themeColors()
    const { data, layout } = figure.make({
      ground: c.panel,
      text: c.text,
      muted: c.muted,
      line: c.line,
      good: c.good,
      bad: c.bad,
      empty: c.raised
    })
    void plotly.react(element, { data, layout, config: { displayModeBar: false, responsive: true } })
  }, [theme, figure])
  useEffect(() => {
    const element = frame.current
    return () => {
      if (element) plotly.purge(element)
    }
  }, [])
  const save = (format: 'png' | 'svg'): void =>
    perform(async () => {
      const url = await plotly.toImage(figure.make(paperColors), {
        format,
        ...FILE_SIZE,
        ...(format === 'png' ? { scale: 3 } : {})
      })
      const name = [figure.id, ...figure.about.map(fileNamePart)].join('_')
      saveBlob(dataUrlToBlob(url), `${name}.${format}`)
    })
  return (
    <figure className="figure" aria-label={figure.title}>
      <figcaption>
        <span className="grow">{figure.title}</span>
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
